/* test-time.c: times survive their text form, and odd texts are refused
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-time.h"

static void
test_known_times (void)
{
  const struct
  {
    JrTime      time;
    const char *text;
  } known[] = {
    { 1, "1970-01-01T00:00:00.001Z" },
    { G_GINT64_CONSTANT (951782399999), "2000-02-28T23:59:59.999Z" },
    { G_GINT64_CONSTANT (951782400000), "2000-02-29T00:00:00.000Z" },
    { G_GINT64_CONSTANT (1795494481123), "2026-11-24T04:28:01.123Z" },
    { G_GINT64_CONSTANT (4107542400000), "2100-03-01T00:00:00.000Z" },
    { G_GINT64_CONSTANT (253402300799999), "9999-12-31T23:59:59.999Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *text = jr_time_to_string (known[i].time);
      JrTime           time = 0;

      g_assert_cmpstr (text, ==, known[i].text);
      g_assert_true (jr_time_from_string (known[i].text, &time));
      g_assert_cmpint (time, ==, known[i].time);
    }
}

static void
test_random_times_agree_with_glib (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      JrTime time =
        (JrTime) (g_test_rand_double () * 253402300799.0) * 1000 + g_test_rand_int_range (1, 1000);
      g_autofree char      *text = jr_time_to_string (time);
      g_autoptr (GDateTime) glib = g_date_time_new_from_iso8601 (text, NULL);
      JrTime                back = 0;

      g_assert_nonnull (glib);
      g_assert_cmpint (g_date_time_to_unix (glib), ==, time / 1000);
      g_assert_true (jr_time_from_string (text, &back));
      g_assert_cmpint (back, ==, time);
    }
}

static void
test_other_spellings_of_one_instant (void)
{
  const char *same[] = {
    "2026-11-24T04:28:01.12Z",          "2026-11-24T04:28:01.120000001Z",
    "2026-11-24T12:28:01.120+08:00",    "2026-11-23T23:58:01.120-04:30",
    "2026-11-24T04:28:01.120999+00:00",
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      JrTime time = 0;

      g_assert_true (jr_time_from_string (same[i], &time));
      g_assert_cmpint (time, ==, G_GINT64_CONSTANT (1795494481120));
    }
}

static void
test_no_times (void)
{
  const char *wrong[] = {
    "",
    "2026",
    "2026-11-24",
    "2026-11-24T04:28:01",
    "2026-11-24T04:28Z",
    "2026-11-24 04:28:01Z",
    "2026-11-24t04:28:01z",
    "2026-11-24T04:28:01.Z",
    "2026-11-24T04:28:01.1234567890Z",
    "2026-11-24T04:28:01Zx",
    "2026-11-24T04:28:01+0800",
    "2026-11-24T04:28:01+24:00",
    "2026-11-24T04:28:01+08:60",
    "2026-02-29T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-11-31T00:00:00Z",
    "2026-11-24T24:00:00Z",
    "2026-11-24T23:60:00Z",
    "2016-12-31T23:59:60Z",
    "1969-12-31T23:59:59Z",
    "1970-01-01T00:00:00Z",
    "1970-01-01T00:00:00+08:00",
    "9999-12-31T23:59:59-00:01",
    "+026-11-24T04:28:01Z",
    " 2026-11-24T04:28:01Z",
    "２026-11-24T04:28:01Z",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      JrTime time = 42;

      g_test_message ("%s", wrong[i]);
      g_assert_false (jr_time_from_string (wrong[i], &time));
      g_assert_cmpint (time, ==, 42);
    }
}

static void
test_outside_is_written_as_nearest (void)
{
  g_autofree char *before = jr_time_to_string (-1);
  g_autofree char *after = jr_time_to_string (G_MAXINT64);

  g_assert_cmpstr (before, ==, "1970-01-01T00:00:00.000Z");
  g_assert_cmpstr (after, ==, "9999-12-31T23:59:59.999Z");
}

static void
test_now_is_this_century (void)
{
  g_autofree char *text = jr_time_to_string (jr_time_now ());

  g_assert_true (g_str_has_prefix (text, "20"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time/known-times", test_known_times);
  g_test_add_func ("/time/random-times-agree-with-glib", test_random_times_agree_with_glib);
  g_test_add_func ("/time/other-spellings-of-one-instant", test_other_spellings_of_one_instant);
  g_test_add_func ("/time/no-times", test_no_times);
  g_test_add_func ("/time/outside-is-written-as-nearest", test_outside_is_written_as_nearest);
  g_test_add_func ("/time/now-is-this-century", test_now_is_this_century);
  return g_test_run ();
}
