/* jr-head-table.c: what the hub has signed of its log
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A head is one line about the whole log below it. Who keeps one can find out later whether the hub still has that log,
 * has gone back to an earlier one, or has written another one in its place. */

#include "jr-head-table.h"

#include "jr-error.h"
#include "jr-log-private.h"

gboolean
jr_head_load_present (JrDatabase *database, JrHead *out_head, GError **error)
{
  JrLogHead head;

  g_return_val_if_fail (database != NULL && out_head != NULL, FALSE);

  if (!jr_log_load_head (database, &head, error))
    return FALSE;
  *out_head = (JrHead){ .cursor = head.cursor };
  g_strlcpy (out_head->hash, head.hash, sizeof out_head->hash);
  return TRUE;
}

gboolean
jr_head_table_put (JrDatabase *database, const JrHead *head, GError **error)
{
  g_auto (JrStatementUse) use = jr_database_use (
    database,
    "INSERT INTO heads (room, epoch, sequence, hash, signed_at, public_key, signature) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (room, epoch, sequence) DO NOTHING",
    error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, head->cursor.room);
  jr_statement_bind_text (use, 2, head->cursor.epoch);
  jr_statement_bind_int (use, 3, head->cursor.sequence);
  jr_statement_bind_text (use, 4, head->hash);
  jr_statement_bind_int (use, 5, head->signed_at);
  jr_statement_bind_text (use, 6, head->public_key);
  jr_statement_bind_text (use, 7, head->signature);
  return jr_statement_run (use, NULL, error);
}

/* Columns: room, epoch, sequence, hash, signed_at, public_key, signature. */
static void
read_row (JrStatement *row, JrHead *out_head)
{
  *out_head = (JrHead){ .cursor = { .sequence = jr_statement_get_int (row, 2) },
                        .signed_at = jr_statement_get_int (row, 4) };
  g_strlcpy (out_head->cursor.room, jr_statement_get_text (row, 0), sizeof out_head->cursor.room);
  g_strlcpy (out_head->cursor.epoch, jr_statement_get_text (row, 1), sizeof out_head->cursor.epoch);
  g_strlcpy (out_head->hash, jr_statement_get_text (row, 3), sizeof out_head->hash);
  g_strlcpy (out_head->public_key, jr_statement_get_text (row, 5), sizeof out_head->public_key);
  g_strlcpy (out_head->signature, jr_statement_get_text (row, 6), sizeof out_head->signature);
}

gboolean
jr_head_table_load_newest (JrDatabase *database,
                           JrHead     *out_head,
                           gboolean   *out_found,
                           GError    **error)
{
  g_auto (JrStatementUse) use = jr_database_use (
    database,
    "SELECT h.room, h.epoch, h.sequence, h.hash, h.signed_at, h.public_key, h.signature "
    "FROM heads h JOIN rooms r ON r.code = h.room AND r.epoch = h.epoch "
    "ORDER BY h.sequence DESC LIMIT 1",
    error);

  if (use == NULL || !jr_statement_step (use, out_found, error))
    return FALSE;
  if (*out_found)
    read_row (use, out_head);
  return TRUE;
}

gboolean
jr_head_table_read (JrDatabase *database, JrHeadFunc func, gpointer data, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT room, epoch, sequence, hash, signed_at, public_key, signature "
                     "FROM heads ORDER BY sequence, signed_at",
                     error);
  gboolean has_row = TRUE;
  JrHead   head;

  g_return_val_if_fail (func != NULL, FALSE);

  if (use == NULL)
    return FALSE;
  while (has_row)
    {
      if (!jr_statement_step (use, &has_row, error))
        return FALSE;
      if (!has_row)
        continue;
      read_row (use, &head);
      if (!func (&head, data, error))
        return FALSE;
    }
  return TRUE;
}

/* Where the epoch of a head ended: the sequence after which the next one began, or G_MAXINT64. */
static gboolean
find_end_of_epoch (JrDatabase *database, const JrHead *head, gint64 *out_end, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT (SELECT n.after_sequence FROM epochs n WHERE n.room = e.room AND "
                     "n.number = e.number + 1) FROM epochs e WHERE e.room = $1 AND e.epoch = $2",
                     error);
  gboolean has_row;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, head->cursor.room);
  jr_statement_bind_text (use, 2, head->cursor.epoch);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  if (!has_row)
    {
      g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT,
                   "The head that was signed is of another log: this one never had the epoch %s",
                   head->cursor.epoch);
      return FALSE;
    }
  *out_end = jr_statement_is_null (use, 0) ? G_MAXINT64 : jr_statement_get_int (use, 0);
  return TRUE;
}

static gboolean
is_hash_at (JrDatabase *database, const JrHead *head, gboolean *out_is, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "SELECT hash FROM log WHERE room = $1 AND sequence = $2", error);
  char     first[JR_SHA256_HEX_LENGTH + 1];
  gboolean has_row = FALSE;

  if (use == NULL || !jr_epoch_load_first_hash (database, head->cursor.room, first, error))
    return FALSE;
  jr_statement_bind_text (use, 1, head->cursor.room);
  jr_statement_bind_int (use, 2, head->cursor.sequence);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  *out_is = head->cursor.sequence == 0
              ? g_str_equal (first, head->hash)
              : has_row && g_strcmp0 (jr_statement_get_text (use, 0), head->hash) == 0;
  return TRUE;
}

gboolean
jr_head_check_log (JrDatabase *database, const JrHead *head, GError **error)
{
  JrHead   present;
  gint64   end;
  gboolean is_there;

  g_return_val_if_fail (database != NULL && head != NULL, FALSE);

  if (!jr_head_load_present (database, &present, error) ||
      !find_end_of_epoch (database, head, &end, error))
    return FALSE;
  if (head->cursor.sequence > MIN (end, present.cursor.sequence))
    {
      g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT,
                   "The log went back: event %" G_GINT64_FORMAT
                   " was signed, but of that time it only has those up to %" G_GINT64_FORMAT,
                   head->cursor.sequence, MIN (end, present.cursor.sequence));
      return FALSE;
    }
  if (!is_hash_at (database, head, &is_there, error))
    return FALSE;
  if (!is_there)
    g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT,
                 "The log is another one than was signed, at event %" G_GINT64_FORMAT
                 " or somewhere before",
                 head->cursor.sequence);
  return is_there;
}
