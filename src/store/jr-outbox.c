/* jr-outbox.c: commands of this desk that the hub has not answered yet
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A decision is on the disk here before the person sees it done, with the number under which it is sent, and again and
 * again, until the hub has answered. The numbers are what makes "again" harmless, so they are given in one transaction
 * with the row and never twice. */

#include "jr-desk-table.h"

#include "jr-error.h"
#include "jr-stored-json-private.h"
#include "jr-wire.h"

static const char *const state_words[] = {
  [JR_OUTBOX_QUEUED] = "queued",
  [JR_OUTBOX_SENDING] = "sending",
  [JR_OUTBOX_REFUSED] = "refused",
};

static void
jr_outbox_entry_copy (JrOutboxEntry *self)
{
  self->command = jr_command_ref (self->command);
  if (self->answer != NULL)
    self->answer = jr_answer_ref (self->answer);
}

static void
jr_outbox_entry_clear (JrOutboxEntry *self)
{
  jr_command_unref (self->command);
  g_clear_pointer (&self->answer, jr_answer_unref);
}

JR_DEFINE_RECORD (JrOutboxEntry, jr_outbox_entry, jr_outbox_entry_copy, jr_outbox_entry_clear)

static gboolean
next_number (JrDatabase *database, guint64 *out_number, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "UPDATE installation SET last_number = last_number + 1 WHERE id = 1 "
                     "RETURNING last_number",
                     error);
  gboolean has_row;

  if (use == NULL || !jr_statement_step (use, &has_row, error))
    return FALSE;
  if (!has_row)
    {
      g_set_error_literal (error, JR_STORE_ERROR, JR_ERROR_CORRUPT,
                           "The local copy has lost its client id");
      return FALSE;
    }
  *out_number = (guint64) jr_statement_get_int (use, 0);
  return TRUE;
}

static gboolean
insert (JrDatabase *database, const JrCommand *command, JrTime now, GError **error)
{
  g_autofree char        *json = jr_wire_command_to_text (command);
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "INSERT INTO outbox (number, state, queued_at, command) "
                     "VALUES ($1, $2, $3, $4)",
                     error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, (gint64) command->number);
  jr_statement_bind_text (use, 2, state_words[JR_OUTBOX_QUEUED]);
  jr_statement_bind_int (use, 3, now);
  jr_statement_bind_text (use, 4, json);
  return jr_statement_run (use, NULL, error);
}

JrCommand *
jr_outbox_add (JrDatabase *database, const JrCommand *command, JrTime now, GError **error)
{
  g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;
  g_autofree char       *client = NULL;
  g_autoptr (JrCommand)  numbered = NULL;
  JrCommand              fields;

  g_return_val_if_fail (database != NULL && command != NULL, NULL);

  fields = *command;
  if (!jr_transaction_begin (&txn, database, error))
    return NULL;
  client = jr_desk_table_get_client (database, error);
  if (client == NULL || !next_number (database, &fields.number, error))
    return NULL;
  fields.client = client;
  numbered = jr_command_new (&fields);
  if (!insert (database, numbered, now, error) || !jr_transaction_commit (&txn, error))
    return NULL;
  return g_steal_pointer (&numbered);
}

static gboolean
refuse (JrDatabase *database, const JrAnswer *answer, GError **error)
{
  g_autofree char        *json = jr_answer_to_text (answer);
  g_auto (JrStatementUse) use =
    jr_database_use (database, "UPDATE outbox SET state = $2, answer = $3 WHERE number = $1",
                     error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, (gint64) answer->number);
  jr_statement_bind_text (use, 2, state_words[JR_OUTBOX_REFUSED]);
  jr_statement_bind_text (use, 3, json);
  return jr_statement_run (use, NULL, error);
}

/** An answer to a command that is not (any longer) in the outbox changes nothing. */
gboolean
jr_outbox_settle (JrDatabase *database, const JrAnswer *answer, GError **error)
{
  g_return_val_if_fail (database != NULL && answer != NULL, FALSE);

  if (answer->problem == NULL)
    return jr_outbox_remove (database, answer->number, error);
  return refuse (database, answer, error);
}

gboolean
jr_outbox_set_sending (JrDatabase *database, guint64 number, gboolean is_sending, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "UPDATE outbox SET state = $2 WHERE number = $1 AND state = $3",
                     error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, (gint64) number);
  jr_statement_bind_text (use, 2, state_words[is_sending ? JR_OUTBOX_SENDING : JR_OUTBOX_QUEUED]);
  jr_statement_bind_text (use, 3, state_words[is_sending ? JR_OUTBOX_QUEUED : JR_OUTBOX_SENDING]);
  return jr_statement_run (use, NULL, error);
}

gboolean
jr_outbox_reset (JrDatabase *database, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "UPDATE outbox SET state = $1 WHERE state = $2", error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, state_words[JR_OUTBOX_QUEUED]);
  jr_statement_bind_text (use, 2, state_words[JR_OUTBOX_SENDING]);
  return jr_statement_run (use, NULL, error);
}

gboolean
jr_outbox_remove (JrDatabase *database, guint64 number, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "DELETE FROM outbox WHERE number = $1", error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, (gint64) number);
  return jr_statement_run (use, NULL, error);
}

static gboolean
read_state (const char *word, JrOutboxState *out_state, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_words); i++)
    if (g_strcmp0 (word, state_words[i]) == 0)
      {
        *out_state = (JrOutboxState) i;
        return TRUE;
      }
  g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT, "The outbox has the unknown state %s",
               word);
  return FALSE;
}

static JrCommand *
read_command (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = jr_stored_json_parse (text, "command", error);
  JrCommand           *command = node == NULL ? NULL : jr_wire_read_command (node, error);

  if (command == NULL)
    jr_stored_json_blame ("command", error);
  return command;
}

static JrAnswer *
read_answer (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = jr_stored_json_parse (text, "answer", error);
  JrAnswer            *answer = node == NULL ? NULL : jr_answer_read (node, error);

  if (answer == NULL)
    jr_stored_json_blame ("answer", error);
  return answer;
}

/* Columns: state, queued_at, command, answer. */
static JrOutboxEntry *
entry_from_row (JrStatement *row, GError **error)
{
  g_autoptr (JrCommand) command = NULL;
  g_autoptr (JrAnswer)  answer = NULL;
  JrOutboxState         state;

  if (!read_state (jr_statement_get_text (row, 0), &state, error))
    return NULL;
  command = read_command (jr_statement_get_text (row, 2), error);
  if (command == NULL)
    return NULL;
  if (!jr_statement_is_null (row, 3))
    {
      answer = read_answer (jr_statement_get_text (row, 3), error);
      if (answer == NULL)
        return NULL;
    }
  return jr_outbox_entry_new (&(JrOutboxEntry){ .command = command,
                                                .state = state,
                                                .queued_at = jr_statement_get_int (row, 1),
                                                .answer = answer });
}

GPtrArray *
jr_outbox_load (JrDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) entries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_outbox_entry_unref);
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT state, queued_at, command, answer FROM outbox ORDER BY number", error);
  gboolean has_row = TRUE;

  if (use == NULL)
    return NULL;
  while (TRUE)
    {
      JrOutboxEntry *entry;

      if (!jr_statement_step (use, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&entries);
      entry = entry_from_row (use, error);
      if (entry == NULL)
        return NULL;
      g_ptr_array_add (entries, entry);
    }
}
