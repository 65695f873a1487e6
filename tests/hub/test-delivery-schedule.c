/* test-delivery-schedule.c: when a result that did not arrive is sent again
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-delivery-schedule.h"

#define NOW G_GINT64_CONSTANT (1795478400000) /* 2026-11-24T00:00:00Z */

static void
test_standard (void)
{
  const guint               waits[] = { 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400 };
  const JrDeliverySchedule *standard = &jr_delivery_schedule_standard;

  g_assert_cmpuint (standard->n_waits, ==, G_N_ELEMENTS (waits));
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      JrTime soonest = jr_delivery_schedule_next (standard, i + 1, NOW, 0, 0);
      JrTime latest = jr_delivery_schedule_next (standard, i + 1, NOW, 0, G_MAXUINT32);
      JrTime between = jr_delivery_schedule_next (standard, i + 1, NOW, 0, G_MAXUINT32 / 2);

      g_assert_cmpint (soonest - NOW, ==, waits[i] * JR_TIME_SECOND);
      g_assert_cmpint (latest - NOW, ==, waits[i] * JR_TIME_SECOND * 11 / 10);
      g_assert_cmpint (between, >, soonest);
      g_assert_cmpint (between, <, latest);
    }
  g_assert_cmpint (jr_delivery_schedule_next (standard, 10, NOW, 0, 0), ==, 0);
  g_assert_cmpint (jr_delivery_schedule_next (standard, 10, NOW, NOW + 5, 0), ==, 0);
  g_assert_cmpint (jr_delivery_schedule_next (standard, 1, NOW, NOW + JR_TIME_HOUR, 0), ==,
                   NOW + JR_TIME_HOUR);
}

static void
test_read (void)
{
  const char *const   bad[] = { "", ",", "5,", "-1", "5 ,6", "x", "9999999999", "5,,6" };
  JrDeliverySchedule  schedule;
  g_autoptr (GString) many = g_string_new ("1");

  g_assert_true (jr_delivery_schedule_read ("0,2,604800", &schedule));
  g_assert_cmpuint (schedule.n_waits, ==, 3);
  g_assert_cmpuint (schedule.waits[0], ==, 0);
  g_assert_cmpuint (schedule.waits[2], ==, 604800);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (jr_delivery_schedule_read (bad[i], &schedule));
  for (guint i = 0; i < JR_DELIVERY_WAITS_MAXIMUM; i++)
    g_string_append (many, ",1");
  g_assert_false (jr_delivery_schedule_read (many->str, &schedule));
  g_string_truncate (many, many->len - 2);
  g_assert_true (jr_delivery_schedule_read (many->str, &schedule));
}

static void
test_rest (void)
{
  JrTime last = 0;

  g_assert_cmpint (jr_delivery_schedule_rest (0, NOW, 0, 0), ==, 0);
  g_assert_cmpint (jr_delivery_schedule_rest (2, NOW, 0, 0), ==, 0);
  g_assert_cmpint (jr_delivery_schedule_rest (1, NOW, NOW + 7, 0), ==, NOW + 7);
  g_assert_cmpint (jr_delivery_schedule_rest (3, NOW, 0, 0), ==, NOW + 5 * JR_TIME_SECOND);
  for (guint failures = 3; failures < 1000; failures++)
    {
      JrTime rest = jr_delivery_schedule_rest (failures, NOW, 0, 0);

      g_assert_cmpint (rest, >=, last);
      g_assert_cmpint (rest, <=, NOW + 30 * JR_TIME_MINUTE);
      last = rest;
    }
  g_assert_cmpint (last, ==, NOW + 30 * JR_TIME_MINUTE);
}

static void
test_retry_after (void)
{
  const char *const none[] = { "", "soon", "-5", "Mon, 24 Nov 2025 00:00:00 GMT" };

  g_assert_cmpint (jr_delivery_schedule_read_retry_after (NULL, NOW), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_cmpint (jr_delivery_schedule_read_retry_after (none[i], NOW), ==, 0);
  g_assert_cmpint (jr_delivery_schedule_read_retry_after ("120", NOW), ==,
                   NOW + 2 * JR_TIME_MINUTE);
  g_assert_cmpint (jr_delivery_schedule_read_retry_after ("Tue, 24 Nov 2026 00:10:00 GMT", NOW), ==,
                   NOW + 10 * JR_TIME_MINUTE);
  /* Nobody can make the hub wait for a year. */
  g_assert_cmpint (jr_delivery_schedule_read_retry_after ("31536000", NOW), ==,
                   NOW + 24 * JR_TIME_HOUR);
  g_assert_cmpint (jr_delivery_schedule_read_retry_after ("Fri, 24 Dec 2027 00:00:00 GMT", NOW), ==,
                   NOW + 24 * JR_TIME_HOUR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/delivery-schedule/standard", test_standard);
  g_test_add_func ("/delivery-schedule/read", test_read);
  g_test_add_func ("/delivery-schedule/rest", test_rest);
  g_test_add_func ("/delivery-schedule/retry-after", test_retry_after);
  return g_test_run ();
}
