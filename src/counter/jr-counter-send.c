/* jr-counter-send.c: a command with exactly one effect
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Before a command leaves, it is on the disk with its id (client and number); it stays there until its answer was shown.
 * So whatever breaks in between, the next run finds it and sends it again first, under the same id, which the hub answers
 * without a second effect. When that next run asks for the same content, the answer is its answer and nothing new is
 * sent: to repeat a command after exit 3, or after a crash, is safe. When it asks for something else, the clerk is told
 * what became of the earlier command. The state is held (locked) from the first step to the last, so that the numbers of
 * two runs at a time never mix. */

#include "jr-counter.h"

#include <glib/gi18n.h>

#include "jr-counter-report.h"
#include "jr-counter-words.h"
#include "jr-error.h"
#include "jr-id.h"

/* NULL with an error when there was no answer; a problem of the whole request that will last is one. */
static JrAnswer *
ask_hub (JrCounter *self, JrCommand *command, GError **error)
{
  g_autoptr (GPtrArray) commands = g_ptr_array_new ();
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GError)    cause = NULL;
  g_autoptr (JrProblem) lasting = NULL;

  g_ptr_array_add (commands, command);
  answers = jr_hub_client_send (self->client, commands, NULL, &cause);
  if (answers != NULL)
    return jr_answer_ref (answers->pdata[0]);
  lasting = jr_hub_client_dup_lasting_problem (self->client);
  if (lasting != NULL)
    return jr_answer_new (&(JrAnswer){ .number = command->number, .problem = lasting });
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

static gboolean
keep_pending (JrCounter *self, const JrCommand *command, const char *fingerprint, GError **error)
{
  JrCommand             fields = *command;
  g_autoptr (JrCommand) numbered = NULL;
  g_autofree char      *id = NULL;

  fields.client = self->state->client;
  fields.number = ++self->state->number;
  if (fields.kind == JR_COMMAND_SUBMIT)
    fields.case_id = id = jr_id_new ();
  numbered = jr_command_new (&fields);
  jr_counter_state_set_pending (self->state, numbered, fingerprint);
  return jr_counter_state_save (self->state, error);
}

/* The answer to another command under our number: the state is older than what the hub remembers of this client, since
 * somebody put an old copy of it back. */
static gboolean
is_answer_to_another (const JrCommand *command, const JrAnswer *answer)
{
  return command->case_id != NULL && answer->case_id != NULL &&
         g_strcmp0 (command->case_id, answer->case_id) != 0;
}

static JrAnswer *
send_new (JrCounter *self, const JrCommand *command, const char *fingerprint, GError **error)
{
  g_autoptr (JrAnswer) answer = NULL;

  if (!keep_pending (self, command, fingerprint, error))
    return NULL;
  answer = ask_hub (self, self->state->pending, error);
  if (answer == NULL || !is_answer_to_another (self->state->pending, answer))
    return g_steal_pointer (&answer);
  jr_counter_state_renew (self->state);
  if (!keep_pending (self, command, fingerprint, error))
    return NULL;
  return ask_hub (self, self->state->pending, error);
}

static void
note_earlier (const JrCommand *command, const JrAnswer *answer)
{
  const char      *kind = jr_command_kind_to_string (command->kind);
  const char      *number = answer->case_number == NULL ? "" : answer->case_number;
  g_autofree char *words = NULL;

  if (answer->problem == NULL)
    {
      /* Translators: "submit", the name of a command, then a case number. */
      jr_counter_note (_ ("an earlier “%s” had no answer yet; it has been done: %s"), kind, number);
      return;
    }
  words = jr_counter_problem_words (answer->problem);
  jr_counter_note (_ ("an earlier “%s” had no answer yet; it was refused: %s"), kind, words);
}

/* *out_answer stays NULL when there was nothing pending, or something else. */
static gboolean
take_up_pending (JrCounter *self, const char *fingerprint, JrAnswer **out_answer, GError **error)
{
  g_autoptr (JrAnswer) answer = NULL;

  if (self->state->pending == NULL)
    return TRUE;
  answer = ask_hub (self, self->state->pending, error);
  if (answer == NULL)
    return FALSE;
  if (g_strcmp0 (self->state->fingerprint, fingerprint) == 0)
    {
      *out_answer = g_steal_pointer (&answer);
      return TRUE;
    }
  /* That a result was received is between this program and the hub. */
  if (self->state->pending->kind != JR_COMMAND_RECEIVE)
    note_earlier (self->state->pending, answer);
  jr_counter_state_set_pending (self->state, NULL, NULL);
  return jr_counter_state_save (self->state, error);
}

JrCounterExit
jr_counter_send (JrCounter *self, const JrCommand *command, JrAnswer **out_answer)
{
  g_autofree char     *fingerprint = jr_counter_fingerprint (command);
  g_autoptr (JrAnswer) answer = NULL;
  g_autoptr (GError)   error = NULL;

  if (jr_counter_state_hold (self->state, &error) &&
      take_up_pending (self, fingerprint, &answer, &error) && answer == NULL)
    answer = send_new (self, command, fingerprint, &error);
  if (answer != NULL)
    {
      *out_answer = g_steal_pointer (&answer);
      return JR_COUNTER_DONE;
    }
  if (self->state->pending != NULL)
    jr_counter_note (
      _ ("the command is kept and sent again by the next run; repeating it is safe"));
  jr_counter_state_release (self->state);
  return jr_counter_fail (self, error);
}

JrCounterExit
jr_counter_settle (JrCounter *self)
{
  g_autoptr (GError) error = NULL;
  gboolean           is_saved;

  jr_counter_state_set_pending (self->state, NULL, NULL);
  is_saved = jr_counter_state_save (self->state, &error);
  jr_counter_state_release (self->state);
  return is_saved ? JR_COUNTER_DONE : jr_counter_fail (self, error);
}
