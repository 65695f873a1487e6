/* test-calendar-table.c: every version of the hall's calendar is kept, and the newest one counts
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-calendar-table.h"
#include "jr-error.h"
#include "store-testing.h"

static JrCalendar *
make_calendar (const char *holiday)
{
  g_autoptr (GPtrArray) days =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_calendar_day_unref);
  g_autoptr (GPtrArray) hours =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_calendar_span_unref);

  g_ptr_array_add (days, jr_calendar_day_new (
                           &(JrCalendarDay){ .date = (char *) holiday, .name = "春节" }));
  g_ptr_array_add (hours, jr_calendar_span_new (
                            &(JrCalendarSpan){ .weekday = 1, .from = "09:00", .until = "12:00" }));
  return jr_calendar_new (&(JrCalendar){ .code = "NW",
                                         .name = "南湾",
                                         .version = 77,
                                         .first_year = 2026,
                                         .last_year = 2027,
                                         .official_until = "2026-12-31",
                                         .holidays = days,
                                         .hours = hours });
}

static guint
put (Place *place, const char *holiday, JrTime now, gboolean is_change)
{
  g_autoptr (JrCalendar) calendar = make_calendar (holiday);
  g_autoptr (GError)     error = NULL;
  gboolean               is_changed = !is_change;
  guint                  version = 0;

  g_assert_true (
    jr_calendar_table_put (place->database, calendar, now, &version, &is_changed, &error));
  g_assert_no_error (error);
  g_assert_cmpint (is_changed, ==, is_change);
  return version;
}

static void
test_there_is_none_at_first (Place *place, gconstpointer data)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (JrCalendar) calendar = NULL;

  g_assert_true (jr_calendar_table_load (place->database, &calendar, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (calendar);
}

static void
test_versions (Place *place, gconstpointer data)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (JrCalendar) calendar = NULL;
  JrTime                 imported_at = 0;

  g_assert_cmpuint (put (place, "2026-02-16", 1000, TRUE), ==, 1);
  g_assert_cmpuint (put (place, "2026-02-16", 2000, FALSE), ==, 1);
  g_assert_cmpuint (put (place, "2026-02-17", 3000, TRUE), ==, 2);
  g_assert_cmpuint (put (place, "2026-02-16", 4000, TRUE), ==, 3);
  g_assert_cmpuint (put (place, "2026-02-16", 5000, FALSE), ==, 3);
  place_reopen (place);

  g_assert_true (jr_calendar_table_load (place->database, &calendar, &imported_at, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (calendar->version, ==, 3);
  g_assert_cmpint (imported_at, ==, 4000);
  g_assert_cmpstr (((JrCalendarDay *) calendar->holidays->pdata[0])->date, ==, "2026-02-16");
  g_assert_cmpstr (((JrCalendarSpan *) calendar->hours->pdata[0])->until, ==, "12:00");
  g_assert_cmpint (place_ask (place, "SELECT COUNT(*) FROM calendars"), ==, 3);
}

static void
test_what_is_stored_badly_is_said (Place *place, gconstpointer data)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (JrCalendar) calendar = NULL;

  put (place, "2026-02-16", 1000, TRUE);
  place_tamper (place, "UPDATE calendars SET json = '{\"code\":\"NW\"}'");
  g_assert_false (jr_calendar_table_load (place->database, &calendar, NULL, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT);
  g_assert_null (calendar);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  place_test ("/calendar-table/there-is-none-at-first", test_there_is_none_at_first);
  place_test ("/calendar-table/versions", test_versions);
  place_test ("/calendar-table/what-is-stored-badly-is-said", test_what_is_stored_badly_is_said);
  return g_test_run ();
}
