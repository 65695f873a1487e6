/* jr-execution.c: one command, from asking to its answer
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The answer is stored under the command's id in the transaction of its events, refusals too: the same id always gets the
 * same answer, whatever became of the case meanwhile. Only what was never looked at (an id of somebody else, a forgotten
 * one) leaves nothing behind. */

#include "jr-execution.h"

#include "jr-answer-table.h"
#include "jr-case-table.h"
#include "jr-decider.h"
#include "jr-delivery-table.h"
#include "jr-error.h"
#include "jr-id.h"
#include "jr-item-table.h"
#include "jr-log.h"

/**
 * Execution:
 * @current: (nullable): the case before
 * @next: (nullable): and after
 * @number: of a case that is submitted
 * @salt, @hash: of its applicant
 */
typedef struct
{
  JrDatabase             *database;
  const JrExecutionRules *rules;
  const JrActor          *actor;
  const JrCommand        *command;
  JrTime                  now;
  JrCase                 *current;
  JrCase                 *next;
  JrItem                 *item;
  char                   *number;
  char                   *salt;
  char                   *hash;
  GPtrArray              *events;
  gint64                  sequence;
  JrRefusal              *refusal;
} Execution;

static void
execution_clear (Execution *self)
{
  g_clear_pointer (&self->current, jr_case_unref);
  g_clear_pointer (&self->next, jr_case_unref);
  g_clear_pointer (&self->item, jr_item_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->refusal, jr_refusal_unref);
  g_free (self->number);
  g_free (self->salt);
  g_free (self->hash);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Execution, execution_clear)

/* Not to be there is no error here. */
static gboolean
forgive_absence (gpointer found, GError *cause, GError **error)
{
  if (found != NULL)
    return TRUE;
  if (g_error_matches (cause, JR_STORE_ERROR, JR_ERROR_NOT_FOUND))
    {
      g_error_free (cause);
      return TRUE;
    }
  g_propagate_error (error, cause);
  return FALSE;
}

static gboolean
load_case (Execution *self, GError **error)
{
  GError *cause = NULL;

  if (self->command->case_id != NULL)
    self->current = jr_case_table_load (self->database, self->command->case_id, &cause);
  else
    self->current =
      jr_case_table_load_by_number (self->database, self->command->case_number, &cause);
  return forgive_absence (self->current, cause, error);
}

static gboolean
load_item (Execution *self, const char *code, guint version, GError **error)
{
  GError *cause = NULL;

  self->item = jr_item_table_load (self->database, code, version, &cause);
  return forgive_absence (self->item, cause, error);
}

/* A number that was given from above may be another case's. */
static gboolean
check_given_number (Execution *self, GError **error)
{
  GError            *cause = NULL;
  g_autoptr (JrCase) other =
    jr_case_table_load_by_number (self->database, self->command->case_number, &cause);

  if (other != NULL)
    self->refusal = jr_refusal_new (&(JrRefusal){
      .code = JR_REFUSAL_DUPLICATE, .detail = (char *) "Another case has this number already" });
  else
    self->number = g_strdup (self->command->case_number);
  return forgive_absence (other, cause, error);
}

/* Nothing of it is taken for a command that its role or an existing case refuses anyway. */
static gboolean
prepare_submit (Execution *self, GError **error)
{
  const JrCommand *command = self->command;

  if (self->current != NULL || !jr_role_may (self->actor->role, JR_COMMAND_SUBMIT))
    return TRUE;
  if (!load_item (self, command->item_code, 0, error))
    return FALSE;
  self->salt = jr_token_new ();
  if (command->applicant != NULL)
    self->hash = jr_person_hash (command->applicant, self->salt);
  if (command->case_number != NULL)
    return check_given_number (self, error);
  if (self->item != NULL)
    self->number =
      jr_case_table_next_number (self->database, self->rules->room_code, self->now, error);
  return self->item == NULL || self->number != NULL;
}

static gboolean
prepare (Execution *self, GError **error)
{
  if (!load_case (self, error))
    return FALSE;
  if (self->command->kind == JR_COMMAND_SUBMIT)
    return prepare_submit (self, error);
  if (self->command->kind == JR_COMMAND_SUPPLEMENT && self->current != NULL)
    return load_item (self, self->current->item_code, self->current->item_version, error);
  return TRUE;
}

static void
decide (Execution *self)
{
  const JrDeciderContext context = { .now = self->now,
                                     .claim_lease = self->rules->claim_lease,
                                     .recall_window = self->rules->recall_window,
                                     .actor = self->actor,
                                     .item = self->item,
                                     .number = self->number,
                                     .applicant_hash = self->hash };

  if (self->refusal == NULL)
    self->events = jr_decider_decide (self->current, self->command, &context, &self->refusal);
}

static gboolean
keep_applicant (Execution *self, const char *masked, GError **error)
{
  return jr_person_put (self->database, self->next->id, self->command->applicant, self->salt,
                        error) &&
         jr_case_table_set_applicant (self->database, self->next->id, masked, error);
}

/* In the same transaction, so that a result that stands goes out whatever happens. */
static gboolean
queue_results (Execution *self, GError **error)
{
  for (guint i = 0; i < self->events->len; i++)
    {
      const JrEvent *event = self->events->pdata[i];
      gint64         sequence = self->sequence - (gint64) (self->events->len - 1 - i);

      if (event->kind == JR_EVENT_RESULT_PUSHED &&
          !jr_delivery_table_add (self->database, sequence, event->case_id, self->next->window,
                                  self->now, error))
        return FALSE;
    }
  return TRUE;
}

static void
add_frames (Execution *self, const char *applicant, GPtrArray *frames)
{
  for (guint i = 0; i < self->events->len; i++)
    {
      gint64           sequence = self->sequence - (gint64) (self->events->len - 1 - i);
      g_autofree char *cursor = jr_feed_write_cursor (self->rules->feed, sequence);

      g_ptr_array_add (frames, jr_frame_new (
                                 &(JrFrame){ .cursor = cursor,
                                             .event = self->events->pdata[i],
                                             .applicant = i == 0 ? (char *) applicant : NULL }));
    }
}

static gboolean
write_down (Execution *self, GPtrArray *frames, GError **error)
{
  g_autofree char *masked = self->command->kind == JR_COMMAND_SUBMIT
                              ? jr_applicant_mask_name (self->command->applicant->name)
                              : NULL;

  if (!jr_log_append (self->database, self->events, &self->sequence, error) ||
      !jr_case_table_apply_all (self->database, self->current, self->events, self->sequence,
                                &self->next, error) ||
      !queue_results (self, error) || (masked != NULL && !keep_applicant (self, masked, error)))
    return FALSE;
  add_frames (self, masked, frames);
  return TRUE;
}

static JrAnswer *
make_answer (Execution *self)
{
  g_autoptr (JrProblem) problem =
    self->refusal == NULL ? NULL : jr_problem_new_from_refusal (self->refusal);
  const JrCase *state = self->next != NULL ? self->next : self->current;

  return jr_answer_new (
    &(JrAnswer){ .number = self->command->number,
                 .case_id = state != NULL ? state->id : self->command->case_id,
                 .case_number = state != NULL ? state->number : self->command->case_number,
                 .case_version = state != NULL ? state->version : 0,
                 .sequence = self->sequence,
                 .problem = problem });
}

static gboolean
execute (Execution *self, GPtrArray *frames, JrAnswer **out_answer, GError **error)
{
  g_autoptr (JrAnswer) answer = NULL;

  if (!prepare (self, error))
    return FALSE;
  decide (self);
  if (self->events != NULL && !write_down (self, frames, error))
    return FALSE;
  answer = make_answer (self);
  if (!jr_answer_table_put (self->database, self->command->client, self->actor->user, answer,
                            error))
    return FALSE;
  *out_answer = g_steal_pointer (&answer);
  return TRUE;
}

/* What the table of answers says of an id that it will not look at. NULL when it is a real error. */
static JrAnswer *
refuse_id (const JrCommand *command, const GError *cause)
{
  g_autoptr (JrProblem) problem = NULL;

  if (g_error_matches (cause, JR_STORE_ERROR, JR_ERROR_DENIED))
    problem = jr_problem_new_for ("not-allowed", cause->message);
  else if (g_error_matches (cause, JR_STORE_ERROR, JR_ERROR_REFUSED))
    problem = jr_problem_new_for ("forgotten", cause->message);
  else if (g_error_matches (cause, JR_STORE_ERROR, JR_ERROR_INVALID))
    problem = jr_problem_new_for ("invalid", cause->message);
  else
    return NULL;
  return jr_answer_new (&(JrAnswer){ .number = command->number, .problem = problem });
}

gboolean
jr_execution_run (JrDatabase             *database,
                  const JrExecutionRules *rules,
                  const JrActor          *actor,
                  const JrCommand        *command,
                  GPtrArray              *frames,
                  JrAnswer              **out_answer,
                  GError                **error)
{
  g_auto (Execution) self = {
    .database = database, .rules = rules, .actor = actor, .command = command, .now = jr_time_now ()
  };
  g_autoptr (GError) cause = NULL;

  if (jr_answer_table_find (database, command->client, command->number, actor->user, out_answer,
                            &cause))
    return *out_answer != NULL || execute (&self, frames, out_answer, error);
  *out_answer = refuse_id (command, cause);
  if (*out_answer == NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  return *out_answer != NULL;
}
