/* jr-calendar-table.c: the days and hours of the hall, every version kept
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a deadline was counted with must be found again, so nothing is ever overwritten here. An import that changes
 * nothing gives no new version: the same file can be imported every night. */

#include "jr-calendar-table.h"

#include "jr-stored-json-private.h"
#include "jr-wire.h"

static JrCalendar *
read_row (JrStatement *row, GError **error)
{
  g_autoptr (JsonNode) node =
    jr_stored_json_parse (jr_statement_get_text (row, 0), "calendar", error);
  JrCalendar *calendar = node == NULL ? NULL : jr_wire_read_calendar (node, error);

  if (calendar == NULL)
    jr_stored_json_blame ("calendar", error);
  return calendar;
}

gboolean
jr_calendar_table_load (JrDatabase  *database,
                        JrCalendar **out_calendar,
                        JrTime      *out_imported_at,
                        GError     **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT json, imported_at FROM calendars ORDER BY version DESC LIMIT 1",
                     error);
  gboolean has_row;

  g_return_val_if_fail (out_calendar != NULL, FALSE);

  *out_calendar = NULL;
  if (use == NULL || !jr_statement_step (use, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;
  if (out_imported_at != NULL)
    *out_imported_at = jr_statement_get_int (use, 1);
  *out_calendar = read_row (use, error);
  return *out_calendar != NULL;
}

static char *
write_as_version (const JrCalendar *calendar, guint version)
{
  JrCalendar             fields = *calendar;
  g_autoptr (JrCalendar) numbered = NULL;

  fields.version = version;
  numbered = jr_calendar_new (&fields);
  return jr_stored_json_take (jr_wire_write_calendar (numbered));
}

static gboolean
insert (JrDatabase *database, const JrCalendar *calendar, guint version, JrTime now, GError **error)
{
  g_autofree char        *json = write_as_version (calendar, version);
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "INSERT INTO calendars (version, imported_at, json) VALUES ($1, $2, $3)",
                     error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, version);
  jr_statement_bind_int (use, 2, now);
  jr_statement_bind_text (use, 3, json);
  return jr_statement_run (use, NULL, error);
}

static gboolean
is_same (const JrCalendar *stored, const JrCalendar *offered)
{
  g_autofree char *before = write_as_version (stored, 0);
  g_autofree char *after = write_as_version (offered, 0);

  return g_str_equal (before, after);
}

gboolean
jr_calendar_table_put (JrDatabase       *database,
                       const JrCalendar *calendar,
                       JrTime            now,
                       guint            *out_version,
                       gboolean         *out_changed,
                       GError          **error)
{
  g_autoptr (JrCalendar) stored = NULL;
  gboolean               is_changed;
  guint                  version;

  g_return_val_if_fail (database != NULL && calendar != NULL, FALSE);
  g_return_val_if_fail (out_version != NULL && out_changed != NULL, FALSE);

  if (!jr_calendar_table_load (database, &stored, NULL, error))
    return FALSE;
  is_changed = stored == NULL || !is_same (stored, calendar);
  version = (stored != NULL ? stored->version : 0) + (is_changed ? 1 : 0);
  if (is_changed && !insert (database, calendar, version, now, error))
    return FALSE;
  *out_version = version;
  *out_changed = is_changed;
  return TRUE;
}
