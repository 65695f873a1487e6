/* jr-epoch-table.c: the epochs of a room's log
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A restored log may not be taken for the one it was copied from: events that came after the copy are gone, and others
 * will have their sequences. So it goes on in a new epoch, and every cursor of before is refused. The chain of hashes
 * goes on as it was, from the first epoch; which epochs there were stays on record. */

#include "jr-log-private.h"

#include <string.h>

#include "jr-error.h"

#define EPOCH_LENGTH 32

G_STATIC_ASSERT (sizeof (((JrCursor *) 0)->epoch) > EPOCH_LENGTH);

char *
jr_epoch_new (void)
{
  g_autofree char *token = jr_token_new ();
  char            *epoch = jr_sha256_of (token, strlen (token));

  epoch[EPOCH_LENGTH] = '\0';
  return epoch;
}

gboolean
jr_epoch_add (JrDatabase *database,
              const char *room,
              const char *epoch,
              gint64      after,
              GError    **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "INSERT INTO epochs (room, number, epoch, after_sequence) "
                     "SELECT $1, COUNT(*) + 1, $2, $3 FROM epochs WHERE room = $1",
                     error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, room);
  jr_statement_bind_text (use, 2, epoch);
  jr_statement_bind_int (use, 3, after);
  return jr_statement_run (use, NULL, error);
}

gboolean
jr_epoch_load_first_hash (JrDatabase *database,
                          const char *room,
                          char        hash[JR_SHA256_HEX_LENGTH + 1],
                          GError    **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "SELECT epoch FROM epochs WHERE room = $1 ORDER BY number LIMIT 1",
                     error);
  g_autofree char *first = NULL;
  gboolean         has_row;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, room);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  if (!has_row)
    {
      g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT, "The log of the room %s has no epoch",
                   room);
      return FALSE;
    }
  first = jr_sha256_of (jr_statement_get_text (use, 0), strlen (jr_statement_get_text (use, 0)));
  g_strlcpy (hash, first, JR_SHA256_HEX_LENGTH + 1);
  return TRUE;
}

gboolean
jr_epoch_check (JrDatabase *database, const JrCursor *head, GError **error)
{
  g_auto (JrStatementUse) use = jr_database_use (
    database,
    "SELECT epoch, after_sequence FROM epochs WHERE room = $1 ORDER BY number DESC LIMIT 1", error);
  gboolean has_row;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, head->room);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  if (has_row && g_strcmp0 (jr_statement_get_text (use, 0), head->epoch) == 0 &&
      jr_statement_get_int (use, 1) <= head->sequence)
    return TRUE;
  g_set_error_literal (error, JR_STORE_ERROR, JR_ERROR_CORRUPT,
                       "The epoch of the log is not the one that is on record");
  return FALSE;
}

static gboolean
set_epoch (JrDatabase *database, const char *room, const char *epoch, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "UPDATE rooms SET epoch = $2 WHERE code = $1", error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, room);
  jr_statement_bind_text (use, 2, epoch);
  return jr_statement_run (use, NULL, error);
}

gboolean
jr_log_begin_epoch (JrDatabase *database, GError **error)
{
  g_autofree char       *epoch = jr_epoch_new ();
  g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;
  JrCursor               head;

  g_return_val_if_fail (database != NULL, FALSE);

  return jr_transaction_begin (&txn, database, error) && jr_log_get_head (database, &head, error) &&
         set_epoch (database, head.room, epoch, error) &&
         jr_epoch_add (database, head.room, epoch, head.sequence, error) &&
         jr_transaction_commit (&txn, error);
}
