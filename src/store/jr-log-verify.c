/* jr-log-verify.c: proves chain and projection
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * First the chain, row by row: nothing changed, missing or in another order. Then each case is reduced anew from its
 * events and compared with what stands in the tables: state, columns, reviews, search, personal values. One case is in
 * memory at a time, so a log of any length can be proved. */

#include "jr-log-private.h"

#include "jr-case-table-private.h"
#include "jr-error.h"
#include "jr-reducer.h"
#include "jr-stored-json-private.h"
#include "jr-wire.h"

static gboolean
fail_at (gint64 sequence, const char *fault, GError **error)
{
  g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT,
               "The log is damaged at event %" G_GINT64_FORMAT ": %s", sequence, fault);
  return FALSE;
}

/* Columns: sequence, case_id, case_version, json, hash. */
static gboolean
check_row (JrStatement *row, JrLogHead *head, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JrEvent)  event = NULL;
  const char          *json = jr_statement_get_text (row, 3);

  head->cursor.sequence++;
  if (jr_statement_get_int (row, 0) != head->cursor.sequence)
    return fail_at (head->cursor.sequence, "it is missing", error);
  if (json == NULL)
    return fail_at (head->cursor.sequence, "it is empty", error);
  jr_log_next_hash (head->hash, json);
  if (g_strcmp0 (jr_statement_get_text (row, 4), head->hash) != 0)
    return fail_at (head->cursor.sequence, "it is not the one that was written", error);
  node = jr_stored_json_parse (json, "event", error);
  event = node == NULL ? NULL : jr_wire_read_event (node, error);
  if (event == NULL)
    return jr_stored_json_blame ("event", error), FALSE;
  if (g_strcmp0 (event->case_id, jr_statement_get_text (row, 1)) != 0 ||
      event->case_version != jr_statement_get_int (row, 2))
    return fail_at (head->cursor.sequence, "it is filed under another case", error);
  return TRUE;
}

static gboolean
check_chain (JrDatabase *database, JrLogHead *out_head, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT sequence, case_id, case_version, json, hash FROM log "
                     "WHERE room = $1 ORDER BY sequence",
                     error);
  gboolean has_row;

  if (use == NULL || !jr_log_load_head (database, out_head, error) ||
      !jr_epoch_check (database, &out_head->cursor, error) ||
      !jr_epoch_load_first_hash (database, out_head->cursor.room, out_head->hash, error))
    return FALSE;
  out_head->cursor.sequence = 0;
  jr_statement_bind_text (use, 1, out_head->cursor.room);
  while (TRUE)
    {
      if (!jr_statement_step (use, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!check_row (use, out_head, error))
        return FALSE;
    }
}

static JrCase *
replay (GPtrArray *events, GError **error)
{
  g_autoptr (JrCase) state = NULL;

  for (guint i = 0; i < events->len; i++)
    {
      JrCase *next = jr_reducer_apply (state, g_ptr_array_index (events, i), error);

      g_clear_pointer (&state, jr_case_unref);
      if (next == NULL)
        return NULL;
      state = next;
    }
  return g_steal_pointer (&state);
}

static gboolean
load_last_sequence (JrDatabase *database, const char *case_id, gint64 *out_sequence, GError **error)
{
  g_auto (JrStatementUse) use = jr_database_use (
    database, "SELECT sequence FROM log WHERE case_id = $1 ORDER BY case_version DESC LIMIT 1",
    error);
  gboolean has_row;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, case_id);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  *out_sequence = has_row ? jr_statement_get_int (use, 0) : 0;
  return TRUE;
}

static gboolean
check_case (JrDatabase *database, const char *case_id, gint64 *events_seen, GError **error)
{
  g_autoptr (GPtrArray) events = jr_log_load_case_events (database, case_id, error);
  g_autoptr (JrCase)    replayed = NULL;
  gint64                sequence;

  if (events == NULL)
    return FALSE;
  if (events->len == 0)
    {
      g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT,
                   "The table of cases has %s, of which the log knows nothing", case_id);
      return FALSE;
    }
  replayed = replay (events, error);
  if (replayed == NULL)
    {
      g_prefix_error (error, "The events of case %s cannot follow each other: ", case_id);
      return FALSE;
    }
  *events_seen += events->len;
  return load_last_sequence (database, case_id, &sequence, error) &&
         jr_case_table_check (database, replayed, sequence, error) &&
         jr_person_check (database, replayed, error);
}

/* The schema forbids it, but a torn page knows no schema. */
static gboolean
fail_without_id (GError **error)
{
  g_set_error_literal (error, JR_STORE_ERROR, JR_ERROR_CORRUPT,
                       "The table of cases has a row without an id");
  return FALSE;
}

static gboolean
check_cases (JrDatabase *database, JrVerification *verification, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "SELECT id FROM cases ORDER BY id", error);
  gint64   events_seen = 0;
  gboolean has_row = TRUE;

  if (use == NULL)
    return FALSE;
  while (has_row)
    {
      if (!jr_statement_step (use, &has_row, error))
        return FALSE;
      if (!has_row)
        continue;
      if (jr_statement_is_null (use, 0))
        return fail_without_id (error);
      if (!check_case (database, jr_statement_get_text (use, 0), &events_seen, error))
        return FALSE;
      verification->cases++;
    }
  if (events_seen == verification->events)
    return TRUE;
  g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT,
               "The table of cases lacks a case: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
               " events belong to none",
               verification->events - events_seen, verification->events);
  return FALSE;
}

gboolean
jr_log_verify (JrDatabase *database, JrVerification *out_verification, GError **error)
{
  g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;
  JrVerification         verification = { .blobs = 0 };
  JrLogHead              head;

  g_return_val_if_fail (database != NULL, FALSE);

  /* One state of the database, while others go on writing. */
  if (!jr_transaction_begin_read (&txn, database, error) || !check_chain (database, &head, error))
    return FALSE;
  verification.events = head.cursor.sequence;
  g_strlcpy (verification.head, head.hash, sizeof verification.head);
  if (!check_cases (database, &verification, error))
    return FALSE;
  if (out_verification != NULL)
    *out_verification = verification;
  return jr_transaction_commit (&txn, error);
}
