/* jr-calendar-commands.c: what an administrator does to the days and hours of the hall
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* It runs beside a serving hub, as one transaction of its own process. The file is the whole calendar: what it leaves out
 * is gone, and is named as removed. A member that means nothing is refused, since a misspelt list of holidays would
 * otherwise be a year without any. */

#include "jr-calendar-commands.h"

#include <string.h>

#include "jr-administration.h"
#include "jr-calendar-table.h"
#include "jr-hub-error.h"
#include "jr-limits.h"
#include "jr-wire.h"

/* Fifty years with a name for each day off. */
static const JrJsonLimits import_limits = { 4 << 20, 4, 100000, 4 * JR_NAME_MAXIMUM };

/* Reading the file --------------------------------------------------------------------------------------------------- */

static gboolean check_known (JsonNode *given, JsonNode *kept, const char *place, GError **error);

/* As the reader takes it: none of these is a value. */
static gboolean
is_nothing (JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) == 0;
  return json_node_is_null (node) ||
         (JSON_NODE_HOLDS_VALUE (node) &&
          (json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)[0] == '\0'
                                                            : json_node_get_int (node) == 0));
}

static gboolean
check_known_members (JsonObject *given, JsonObject *kept, const char *place, GError **error)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *value;

  json_object_iter_init_ordered (&iter, given);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      g_autofree char *inside = g_strconcat (place, place[0] != '\0' ? "." : "", name, NULL);

      if (!json_object_has_member (kept, name) && !is_nothing (value))
        {
          g_set_error (error, JR_HUB_ERROR, JR_ERROR_INVALID,
                       "“%s” is no field of a calendar; correct or remove it", inside);
          return FALSE;
        }
      if (json_object_has_member (kept, name) &&
          !check_known (value, json_object_get_member (kept, name), inside, error))
        return FALSE;
    }
  return TRUE;
}

/* Whether all that was @given is in what was @kept of it. @place: where it is in the file. */
static gboolean
check_known (JsonNode *given, JsonNode *kept, const char *place, GError **error)
{
  JsonArray *elements;

  if (JSON_NODE_HOLDS_OBJECT (given))
    return check_known_members (json_node_get_object (given), json_node_get_object (kept), place,
                                error);
  if (!JSON_NODE_HOLDS_ARRAY (given))
    return TRUE;
  elements = json_node_get_array (given);
  for (guint i = 0; i < json_array_get_length (elements); i++)
    {
      g_autofree char *inside = g_strdup_printf ("%s[%u]", place, i + 1);

      if (!check_known (json_array_get_element (elements, i),
                        json_array_get_element (json_node_get_array (kept), i), inside, error))
        return FALSE;
    }
  return TRUE;
}

static JrCalendar *
read_calendar (const char *path, GError **error)
{
  g_autofree char       *text = NULL;
  gsize                  length;
  g_autoptr (JsonNode)   node = NULL;
  g_autoptr (JrCalendar) calendar = NULL;
  g_autoptr (JsonNode)   kept = NULL;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  node = jr_json_parse (text, length, &import_limits, error);
  calendar = node == NULL ? NULL : jr_wire_read_calendar (node, error);
  kept = calendar == NULL ? NULL : jr_wire_write_calendar (calendar);
  if (kept == NULL || !check_known (node, kept, "", error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  return g_steal_pointer (&calendar);
}

/* What is different -------------------------------------------------------------------------------------------------- */

static gboolean
has_year (const JrCalendar *calendar, guint year)
{
  return calendar != NULL && year >= calendar->first_year && year <= calendar->last_year;
}

static gboolean
is_of_year (const char *date, guint year)
{
  g_autofree char *start = g_strdup_printf ("%04u-", year);

  return g_str_has_prefix (date, start);
}

static guint
count_days (const GPtrArray *days, guint year)
{
  guint count = 0;

  for (guint i = 0; i < days->len; i++)
    count += is_of_year (((JrCalendarDay *) days->pdata[i])->date, year);
  return count;
}

static const char *
compare_year (const JrCalendar *before, const JrCalendar *after, const GArray *changes, guint year)
{
  if (!has_year (after, year))
    return "removed";
  if (!has_year (before, year))
    return "added";
  for (guint i = 0; i < changes->len; i++)
    if (is_of_year (g_array_index (changes, JrCalendarChange, i).what, year))
      return "replaced";
  return "unchanged";
}

static void
add_years (JsonObject       *answer,
           const JrCalendar *before,
           const JrCalendar *after,
           const GArray     *changes)
{
  guint first = before != NULL ? MIN (before->first_year, after->first_year) : after->first_year;
  guint last = before != NULL ? MAX (before->last_year, after->last_year) : after->last_year;
  JsonArray *years = json_array_new ();

  json_object_set_array_member (answer, "years", years);
  for (guint year = first; year <= last; year++)
    {
      JsonObject *row;

      if (!has_year (before, year) && !has_year (after, year))
        continue;
      row = json_object_new ();
      json_object_set_int_member (row, "year", year);
      json_object_set_string_member (row, "change", compare_year (before, after, changes, year));
      json_object_set_int_member (row, "holidays", count_days (after->holidays, year));
      json_object_set_int_member (row, "workdays", count_days (after->workdays, year));
      json_array_add_object_element (years, row);
    }
}

static void
add_change (JsonArray *changes, gboolean is_added, const char *list, const char *what)
{
  JsonObject *row = json_object_new ();

  json_object_set_string_member (row, "change", is_added ? "added" : "removed");
  json_object_set_string_member (row, "list", list);
  json_object_set_string_member (row, "what", what);
  json_array_add_object_element (changes, row);
}

static void
add_word (JsonArray *changes, const char *list, const char *before, const char *after)
{
  if (g_strcmp0 (before, after) == 0)
    return;
  if (before != NULL)
    add_change (changes, FALSE, list, before);
  add_change (changes, TRUE, list, after);
}

static void
describe (JsonObject *answer, const JrCalendar *before, const JrCalendar *after)
{
  g_autoptr (GArray) changes = jr_calendar_compare (before, after);
  JsonArray         *rows = json_array_new ();

  json_object_set_string_member (answer, "calendar", after->name);
  json_object_set_string_member (answer, "official_until", after->official_until);
  add_years (answer, before, after, changes);
  json_object_set_array_member (answer, "changes", rows);
  add_word (rows, "code", before != NULL ? before->code : NULL, after->code);
  add_word (rows, "name", before != NULL ? before->name : NULL, after->name);
  add_word (rows, "official_until", before != NULL ? before->official_until : NULL,
            after->official_until);
  for (guint i = 0; i < changes->len; i++)
    {
      const JrCalendarChange *change = &g_array_index (changes, JrCalendarChange, i);

      add_change (rows, change->is_added, change->list, change->what);
    }
}

/* Importing ---------------------------------------------------------------------------------------------------------- */

static gboolean
store (JrHubFolder      *folder,
       const JrCalendar *calendar,
       const char       *path,
       JsonObject       *answer,
       GError          **error)
{
  g_autofree char *detail = NULL;
  gboolean         is_changed;
  guint            version;

  if (!jr_calendar_table_put (folder->database, calendar, jr_time_now (), &version, &is_changed,
                              error))
    return FALSE;
  detail = g_strdup_printf ("version %u%s", version, is_changed ? "" : ", unchanged");
  json_object_set_int_member (answer, "version", version);
  json_object_set_string_member (answer, "result", is_changed ? "imported" : "unchanged");
  return jr_administration_note (folder, "calendar import", path, detail, error);
}

gboolean
jr_calendar_commands_import (JrHubFolder *folder,
                             const char  *path,
                             gboolean     is_preview,
                             JsonObject  *answer,
                             GError     **error)
{
  g_autoptr (JrCalendar) after = read_calendar (path, error);
  g_autoptr (JrCalendar) before = NULL;
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;

  if (after == NULL ||
      (!is_preview && !jr_transaction_begin (&transaction, folder->database, error)))
    return FALSE;
  if (!jr_calendar_table_load (folder->database, &before, NULL, error))
    return FALSE;
  describe (answer, before, after);
  if (!is_preview)
    return store (folder, after, path, answer, error) &&
           jr_transaction_commit (&transaction, error);
  json_object_set_string_member (answer, "result", "preview, nothing was changed");
  return TRUE;
}
