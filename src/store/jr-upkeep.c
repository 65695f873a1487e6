/* jr-upkeep.c: what a database needs now and then
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copying and cutting the write-ahead log are SQLite's own, and no part of the SQL that a second driver would share.
 * Rebuilding goes through the same functions that wrote the tables event by event. */

#include "jr-upkeep.h"

#include "jr-case-table.h"
#include "jr-database-private.h"
#include "jr-log.h"
#include "jr-stored-json-private.h"
#include "jr-wire.h"

gboolean
jr_database_copy_to (JrDatabase *self, const char *path, GError **error)
{
  g_auto (JrStatementUse) use = jr_database_use (self, "VACUUM INTO $1", error);

  g_return_val_if_fail (path != NULL, FALSE);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, path);
  return jr_statement_run (use, NULL, error);
}

gboolean
jr_database_cut_wal (JrDatabase *self, guint patience_ms, gboolean *out_is_cut, GError **error)
{
  int result;

  g_return_val_if_fail (self != NULL && out_is_cut != NULL, FALSE);

  sqlite3_busy_timeout (self->handle, (int) patience_ms);
  result = sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  sqlite3_busy_timeout (self->handle, JR_DATABASE_BUSY_TIMEOUT_MS);
  *out_is_cut = result == SQLITE_OK;
  return result == SQLITE_OK || (result & 0xff) == SQLITE_BUSY ||
         jr_database_fail (self, "cut the write-ahead log", error);
}

/* Rebuilding --------------------------------------------------------------------------------------------------------- */

typedef struct
{
  JrDatabase *database;
  gint64      events;
  GError     *error;
} Rebuilding;

/* Absent when it was erased, as the law asks: then the list shows no name either. */
static gboolean
apply_applicant (Rebuilding *self, const JrEvent *event)
{
  g_autoptr (GError)      cause = NULL;
  g_autoptr (JrApplicant) applicant = jr_person_load (self->database, event->case_id, &cause);
  g_autofree char        *masked = NULL;

  if (applicant == NULL)
    {
      if (!g_error_matches (cause, JR_STORE_ERROR, JR_ERROR_NOT_FOUND))
        g_propagate_error (&self->error, g_steal_pointer (&cause));
      return self->error == NULL;
    }
  masked = jr_applicant_mask_name (applicant->name);
  return jr_case_table_set_applicant (self->database, event->case_id, masked, &self->error);
}

static gboolean
apply_row (const JrLogRow *row, gpointer data)
{
  Rebuilding          *self = data;
  g_autoptr (JsonNode) node = jr_stored_json_parse (row->json, "event", &self->error);
  g_autoptr (JrEvent)  event = node == NULL ? NULL : jr_wire_read_event (node, &self->error);

  if (event == NULL)
    return jr_stored_json_blame ("event", &self->error), FALSE;
  self->events++;
  return jr_case_table_apply (self->database, event, row->sequence, NULL, &self->error) &&
         (event->kind != JR_EVENT_CASE_SUBMITTED || apply_applicant (self, event));
}

gboolean
jr_case_table_rebuild (JrDatabase *database, gint64 *out_events, GError **error)
{
  g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;
  Rebuilding             rebuilding = { .database = database };

  g_return_val_if_fail (database != NULL, FALSE);

  if (!jr_transaction_begin (&txn, database, error) || !jr_case_table_clear (database, error) ||
      !jr_log_read (database, 0, G_MAXUINT, apply_row, &rebuilding, error))
    return FALSE;
  if (rebuilding.error != NULL)
    {
      g_propagate_error (error, rebuilding.error);
      return FALSE;
    }
  if (out_events != NULL)
    *out_events = rebuilding.events;
  return jr_transaction_commit (&txn, error);
}
