/* jr-route-commands.c: /v1/commands
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A request holds one command or a batch; each command gets an answer of its own. Before the writer sees them their
 * documents are looked at, which may take seconds, so that the request waits meanwhile and no thread does. Where the hub
 * itself fails the whole request does: its commands can be sent again, and those that were carried out will say so. */

#include "jr-routes.h"

#include "jr-body.h"
#include "jr-hub.h"
#include "jr-wire.h"

#define BATCH_MAXIMUM 200

typedef struct
{
  JrCommand *command; /* NULL when it could not be read */
  JrAnswer  *answer;  /* NULL as long as there is none */
} Part;

/**
 * Batch:
 * @asked: (element-type Part, borrowed): those whose commands are with the checker or the writer now
 */
typedef struct
{
  JrRequest *request;
  gboolean   is_single;
  GPtrArray *parts; /* (element-type Part) */
  GPtrArray *asked;
} Batch;

static void
part_free (gpointer data)
{
  Part *self = data;

  g_clear_pointer (&self->command, jr_command_unref);
  g_clear_pointer (&self->answer, jr_answer_unref);
  g_free (self);
}

static void
batch_free (Batch *self)
{
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->asked);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Batch, batch_free)

/* Reading ------------------------------------------------------------------------------------------------------------ */

/* Of a command that cannot be read as a whole. */
static guint64
read_number (JsonNode *node)
{
  gint64 number = 0;

  if (JSON_NODE_HOLDS_OBJECT (node))
    jr_json_read_optional_int (json_node_get_object (node), "number", 1, G_MAXINT64, &number, NULL);
  return (guint64) number;
}

static Part *
read_part (JsonNode *node)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (JrProblem) problem = NULL;
  Part                 *part = g_new0 (Part, 1);

  part->command = jr_wire_read_command (node, &error);
  if (part->command != NULL)
    return part;
  problem = jr_problem_new_for ("invalid", error->message);
  part->answer = jr_answer_new (&(JrAnswer){ .number = read_number (node), .problem = problem });
  return part;
}

static Batch *
read_batch (JrRequest *request, JsonNode *node, JrResponse **out_response)
{
  g_autoptr (Batch) self = g_new0 (Batch, 1);
  JsonArray        *array;

  self->request = request;
  self->is_single = !JSON_NODE_HOLDS_ARRAY (node);
  self->parts = g_ptr_array_new_with_free_func (part_free);
  self->asked = g_ptr_array_new ();
  if (self->is_single)
    {
      g_ptr_array_add (self->parts, read_part (node));
      return g_steal_pointer (&self);
    }
  array = json_node_get_array (node);
  if (json_array_get_length (array) > BATCH_MAXIMUM)
    {
      *out_response = jr_response_new_problem_for ("too-large", "A batch has 200 commands at most");
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (self->parts, read_part (json_array_get_element (array, i)));
  return g_steal_pointer (&self);
}

/* Answering ---------------------------------------------------------------------------------------------------------- */

static const JrProblem *
find_failure (Batch *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = self->parts->pdata[i];

      if (part->answer->problem != NULL && part->answer->problem->status >= 500)
        return part->answer->problem;
    }
  return NULL;
}

/* Every part has its answer. */
static JrResponse *
make_response (Batch *self)
{
  const JrProblem *failure = find_failure (self);
  const Part      *first = self->is_single ? self->parts->pdata[0] : NULL;
  JsonNode        *node;
  JsonArray       *answers;

  if (failure != NULL)
    return jr_response_new_problem (failure);
  if (first != NULL && first->answer->problem != NULL)
    return jr_response_new_problem (first->answer->problem);
  if (first != NULL)
    return jr_response_new_json (MHD_HTTP_OK, jr_answer_write (first->answer));
  answers = json_array_new ();
  for (guint i = 0; i < self->parts->len; i++)
    json_array_add_element (answers, jr_answer_write (((Part *) self->parts->pdata[i])->answer));
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, answers);
  return jr_response_new_json (MHD_HTTP_OK, node);
}

static void
answer (Batch *self, JrResponse *response)
{
  jr_request_answer (self->request, response);
  batch_free (self);
}

/* Asking ------------------------------------------------------------------------------------------------------------- */

/* Fills in @asked: parts without an answer, of all or only of those kinds that the sender may send.
 * (transfer full) (element-type JrCommand): theirs */
static GPtrArray *
choose (Batch *self, gboolean only_allowed)
{
  GPtrArray *commands = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_command_unref);

  g_ptr_array_set_size (self->asked, 0);
  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = self->parts->pdata[i];

      if (part->answer != NULL ||
          (only_allowed && !jr_role_may (self->request->actor->role, part->command->kind)))
        continue;
      g_ptr_array_add (self->asked, part);
      g_ptr_array_add (commands, jr_command_ref (part->command));
    }
  return commands;
}

static void
on_carried_out (GPtrArray *answers, gpointer data)
{
  Batch *self = data;

  for (guint i = 0; i < answers->len; i++)
    ((Part *) self->asked->pdata[i])->answer = jr_answer_ref (answers->pdata[i]);
  answer (self, make_response (self));
}

static void
carry_out (Batch *self)
{
  g_autoptr (GPtrArray) commands = choose (self, FALSE);

  if (commands->len == 0)
    answer (self, make_response (self));
  else if (!jr_writer_submit (self->request->hub->writer, self->request->actor, commands,
                              on_carried_out, self))
    answer (self, jr_response_new_problem_for ("busy", NULL));
}

static void
on_checked (GPtrArray *verdicts, gpointer data)
{
  Batch *self = data;

  if (verdicts == NULL)
    {
      answer (self, jr_response_new_problem_for ("internal", NULL));
      return;
    }
  for (guint i = 0; i < verdicts->len; i++)
    {
      Part *part = self->asked->pdata[i];

      if (verdicts->pdata[i] != NULL)
        part->answer = jr_answer_new (&(JrAnswer){ .number = part->command->number,
                                                   .case_id = part->command->case_id,
                                                   .problem = verdicts->pdata[i] });
    }
  carry_out (self);
}

/* What a role may not do the writer refuses; nobody's documents are opened for that. */
static void
check (Batch *self)
{
  g_autoptr (GPtrArray) commands = choose (self, TRUE);

  if (commands->len == 0)
    carry_out (self);
  else if (!jr_checker_check (self->request->hub->checker, commands, on_checked, self))
    answer (self, jr_response_new_problem_for ("busy", NULL));
}

JrResponse *
jr_route_post_commands (JrRequest *request)
{
  JrResponse          *response = NULL;
  g_autoptr (JsonNode) node = jr_body_parse (request, &jr_wire_command_limits, &response);
  Batch               *batch = node == NULL ? NULL : read_batch (request, node, &response);

  if (batch == NULL)
    return response;
  jr_request_suspend (request);
  check (batch);
  return NULL;
}
