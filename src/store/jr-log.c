/* jr-log.c: the append-only, hash-chained event log
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The only thing that is written first-hand; all else is projected from it. Each row's hash covers the one before it, so
 * whoever knows the head knows that nothing below it changed. A database holds the log of one room. */

#include "jr-log-private.h"

#include <string.h>

#include "jr-error.h"
#include "jr-id.h"
#include "jr-stored-json-private.h"
#include "jr-wire.h"

/* Codes stand in case numbers, cursors and URLs. */
#define CODE_MAXIMUM 16
#define NAME_MAXIMUM 100

G_STATIC_ASSERT (sizeof (((JrCursor *) 0)->room) > CODE_MAXIMUM);

static gboolean
check_names (const char *code, const char *name, GError **error)
{
  gsize length = code == NULL ? 0 : strlen (code);

  if (length < 1 || length > CODE_MAXIMUM ||
      strspn (code, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_") != length)
    {
      g_set_error (error, JR_STORE_ERROR, JR_ERROR_INVALID,
                   "A code has 1 to %d of the characters A–Z, a–z, 0–9, - and _", CODE_MAXIMUM);
      return FALSE;
    }
  if (name == NULL || name[0] == '\0' || !g_utf8_validate (name, -1, NULL) ||
      g_utf8_strlen (name, -1) > NAME_MAXIMUM)
    {
      g_set_error (error, JR_STORE_ERROR, JR_ERROR_INVALID, "A name has 1 to %d characters",
                   NAME_MAXIMUM);
      return FALSE;
    }
  return TRUE;
}

static gboolean
has_room (JrDatabase *database, gboolean *out_has_room, GError **error)
{
  g_auto (JrStatementUse) use = jr_database_use (database, "SELECT code FROM rooms", error);

  return use != NULL && jr_statement_step (use, out_has_room, error);
}

static gboolean
insert_room (JrDatabase *database, const char *code, const char *name, GError **error)
{
  g_autofree char        *epoch = jr_epoch_new ();
  g_auto (JrStatementUse) use =
    jr_database_use (database, "INSERT INTO rooms (code, name, epoch) VALUES ($1, $2, $3)", error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, code);
  jr_statement_bind_text (use, 2, name);
  jr_statement_bind_text (use, 3, epoch);
  return jr_statement_run (use, NULL, error) && jr_epoch_add (database, code, epoch, 0, error);
}

gboolean
jr_log_create (JrDatabase *database, const char *room_code, const char *room_name, GError **error)
{
  g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;
  gboolean               exists;

  g_return_val_if_fail (database != NULL, FALSE);

  if (!check_names (room_code, room_name, error) || !jr_transaction_begin (&txn, database, error) ||
      !has_room (database, &exists, error))
    return FALSE;
  if (exists)
    {
      g_set_error_literal (error, JR_STORE_ERROR, JR_ERROR_CONFLICT,
                           "This database holds a room already");
      return FALSE;
    }
  return insert_room (database, room_code, room_name, error) && jr_transaction_commit (&txn, error);
}

static gboolean
fail_without_room (GError **error)
{
  g_set_error_literal (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND,
                       "This database holds no room yet");
  return FALSE;
}

gboolean
jr_log_add_department (JrDatabase *database, const JrDepartment *department, GError **error)
{
  g_auto (JrStatementUse) use = jr_database_use (
    database,
    "INSERT INTO departments (room, code, name, position) SELECT r.code, $1, $2, "
    "(SELECT COUNT(*) FROM departments d WHERE d.room = r.code) FROM rooms r "
    "WHERE NOT EXISTS (SELECT 1 FROM departments e WHERE e.room = r.code AND e.code = $1)",
    error);
  gboolean exists;
  gint64   changed;

  g_return_val_if_fail (department != NULL, FALSE);

  if (use == NULL || !check_names (department->code, department->name, error) ||
      !has_room (database, &exists, error))
    return FALSE;
  if (!exists)
    return fail_without_room (error);
  jr_statement_bind_text (use, 1, department->code);
  jr_statement_bind_text (use, 2, department->name);
  if (!jr_statement_run (use, &changed, error))
    return FALSE;
  if (changed == 0)
    g_set_error (error, JR_STORE_ERROR, JR_ERROR_CONFLICT, "There is a department %s already",
                 department->code);
  return changed == 1;
}

static GPtrArray *
load_departments (JrDatabase *database, const char *room, GError **error)
{
  g_autoptr (GPtrArray) departments =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_department_unref);
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT code, name FROM departments WHERE room = $1 ORDER BY position", error);
  gboolean has_row = TRUE;

  if (use == NULL)
    return NULL;
  jr_statement_bind_text (use, 1, room);
  while (has_row)
    {
      if (!jr_statement_step (use, &has_row, error))
        return NULL;
      if (has_row)
        g_ptr_array_add (departments, jr_department_new (&(JrDepartment){
                                        .code = (char *) jr_statement_get_text (use, 0),
                                        .name = (char *) jr_statement_get_text (use, 1) }));
    }
  return g_steal_pointer (&departments);
}

JrRoom *
jr_log_load_room (JrDatabase *database, GError **error)
{
  g_auto (JrStatementUse) use = jr_database_use (database, "SELECT code, name FROM rooms", error);
  g_autoptr (GPtrArray)   departments = NULL;
  gboolean                has_row;

  if (use == NULL || !jr_statement_step (use, &has_row, error))
    return NULL;
  if (!has_row)
    return fail_without_room (error), NULL;
  departments = load_departments (database, jr_statement_get_text (use, 0), error);
  if (departments == NULL)
    return NULL;
  return jr_room_new (&(JrRoom){ .code = (char *) jr_statement_get_text (use, 0),
                                 .name = (char *) jr_statement_get_text (use, 1),
                                 .departments = departments });
}

static gboolean
load_origin (JrDatabase *database, JrCursor *out_origin, GError **error)
{
  g_auto (JrStatementUse) use = jr_database_use (database, "SELECT epoch, code FROM rooms", error);
  gboolean                has_row;

  if (use == NULL || !jr_statement_step (use, &has_row, error))
    return FALSE;
  if (!has_row)
    return fail_without_room (error);
  *out_origin = (JrCursor){ .sequence = 0 };
  g_strlcpy (out_origin->epoch, jr_statement_get_text (use, 0), sizeof out_origin->epoch);
  g_strlcpy (out_origin->room, jr_statement_get_text (use, 1), sizeof out_origin->room);
  return TRUE;
}

gboolean
jr_log_load_head (JrDatabase *database, JrLogHead *out_head, GError **error)
{
  g_auto (JrStatementUse) use = jr_database_use (database,
                                                 "SELECT sequence, hash FROM log WHERE room = $1 "
                                                 "ORDER BY sequence DESC LIMIT 1",
                                                 error);
  gboolean                has_row;

  if (use == NULL || !load_origin (database, &out_head->cursor, error))
    return FALSE;
  jr_statement_bind_text (use, 1, out_head->cursor.room);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  if (has_row)
    {
      out_head->cursor.sequence = jr_statement_get_int (use, 0);
      g_strlcpy (out_head->hash, jr_statement_get_text (use, 1), sizeof out_head->hash);
      return TRUE;
    }
  return jr_epoch_load_first_hash (database, out_head->cursor.room, out_head->hash, error);
}

gboolean
jr_log_get_head (JrDatabase *database, JrCursor *out_head, GError **error)
{
  JrLogHead head;

  g_return_val_if_fail (database != NULL && out_head != NULL, FALSE);

  if (!jr_log_load_head (database, &head, error))
    return FALSE;
  *out_head = head.cursor;
  return TRUE;
}

void
jr_log_next_hash (char hash[JR_SHA256_HEX_LENGTH + 1], const char *json)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) hash, JR_SHA256_HEX_LENGTH);
  g_checksum_update (checksum, (const guchar *) json, -1);
  g_strlcpy (hash, g_checksum_get_string (checksum), JR_SHA256_HEX_LENGTH + 1);
}

static gboolean
append_one (JrDatabase *database, JrLogHead *head, const JrEvent *event, GError **error)
{
  g_autofree char        *json = jr_wire_event_to_text (event);
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "INSERT INTO log (room, sequence, case_id, case_version, json, hash) "
                     "VALUES ($1, $2, $3, $4, $5, $6)",
                     error);

  if (use == NULL)
    return FALSE;
  head->cursor.sequence++;
  jr_log_next_hash (head->hash, json);
  jr_statement_bind_text (use, 1, head->cursor.room);
  jr_statement_bind_int (use, 2, head->cursor.sequence);
  jr_statement_bind_text (use, 3, event->case_id);
  jr_statement_bind_int (use, 4, event->case_version);
  jr_statement_bind_text (use, 5, json);
  jr_statement_bind_text (use, 6, head->hash);
  return jr_statement_run (use, NULL, error);
}

gboolean
jr_log_append (JrDatabase *database, GPtrArray *events, gint64 *out_sequence, GError **error)
{
  JrLogHead head;

  g_return_val_if_fail (database != NULL && events != NULL, FALSE);

  if (!jr_log_load_head (database, &head, error))
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    if (!append_one (database, &head, g_ptr_array_index (events, i), error))
      return FALSE;
  if (out_sequence != NULL)
    *out_sequence = head.cursor.sequence;
  return TRUE;
}

gboolean
jr_log_read (JrDatabase *database,
             gint64      after,
             guint       limit,
             JrLogFunc   func,
             gpointer    data,
             GError    **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT sequence, case_id, case_version, json, hash FROM log WHERE room = $1 "
                     "AND sequence > $2 ORDER BY sequence LIMIT $3",
                     error);
  JrCursor origin;
  gboolean has_row;

  g_return_val_if_fail (func != NULL, FALSE);

  if (use == NULL || !load_origin (database, &origin, error))
    return FALSE;
  jr_statement_bind_text (use, 1, origin.room);
  jr_statement_bind_int (use, 2, after);
  jr_statement_bind_int (use, 3, limit);
  while (TRUE)
    {
      if (!jr_statement_step (use, &has_row, error))
        return FALSE;
      if (!has_row || !func (&(JrLogRow){ .sequence = jr_statement_get_int (use, 0),
                                          .case_id = jr_statement_get_text (use, 1),
                                          .case_version = (guint) jr_statement_get_int (use, 2),
                                          .json = jr_statement_get_text (use, 3),
                                          .hash = jr_statement_get_text (use, 4) },
                             data))
        return TRUE;
    }
}

gboolean
jr_log_find_place (JrDatabase *database, gint64 sequence, JrLogPlace *out_place, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT case_version, hash, (SELECT epoch FROM epochs WHERE room = $1 AND "
                     "after_sequence < $2 ORDER BY number DESC LIMIT 1) "
                     "FROM log WHERE room = $1 AND sequence = $2",
                     error);
  JrCursor origin;
  gboolean has_row;

  g_return_val_if_fail (out_place != NULL, FALSE);

  if (use == NULL || !load_origin (database, &origin, error))
    return FALSE;
  jr_statement_bind_text (use, 1, origin.room);
  jr_statement_bind_int (use, 2, sequence);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  if (!has_row)
    {
      g_set_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND,
                   "The log has no event %" G_GINT64_FORMAT, sequence);
      return FALSE;
    }
  out_place->cursor = origin;
  out_place->cursor.sequence = sequence;
  out_place->case_version = (guint) jr_statement_get_int (use, 0);
  if (!jr_statement_is_null (use, 2))
    g_strlcpy (out_place->cursor.epoch, jr_statement_get_text (use, 2), sizeof origin.epoch);
  g_strlcpy (out_place->hash, jr_statement_get_text (use, 1), sizeof out_place->hash);
  return TRUE;
}

gboolean
jr_log_find_hash (JrDatabase *database, gint64 sequence, char out_hash[65], GError **error)
{
  JrLogPlace place;
  JrCursor   origin;

  if (sequence == 0)
    return load_origin (database, &origin, error) &&
           jr_epoch_load_first_hash (database, origin.room, out_hash, error);
  if (!jr_log_find_place (database, sequence, &place, error))
    return FALSE;
  g_strlcpy (out_hash, place.hash, sizeof place.hash);
  return TRUE;
}

static JrEvent *
event_from_row (JrStatement *row, GError **error)
{
  g_autoptr (JsonNode) node = jr_stored_json_parse (jr_statement_get_text (row, 0), "event", error);
  JrEvent             *event = node == NULL ? NULL : jr_wire_read_event (node, error);

  if (event == NULL)
    jr_stored_json_blame ("event", error);
  return event;
}

/** Empty when there is no such case. */
GPtrArray *
jr_log_load_case_events (JrDatabase *database, const char *case_id, GError **error)
{
  g_autoptr (GPtrArray)   events = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_event_unref);
  g_auto (JrStatementUse) use =
    jr_database_use (database, "SELECT json FROM log WHERE case_id = $1 ORDER BY case_version",
                     error);
  gboolean has_row;

  g_return_val_if_fail (case_id != NULL, NULL);

  if (use == NULL)
    return NULL;
  jr_statement_bind_text (use, 1, case_id);
  while (TRUE)
    {
      JrEvent *event;

      if (!jr_statement_step (use, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&events);
      event = event_from_row (use, error);
      if (event == NULL)
        return NULL;
      g_ptr_array_add (events, event);
    }
}
