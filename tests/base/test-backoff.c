/* test-backoff.c: waits stay within their ceiling and spread over it
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-backoff.h"

static void
test_ceiling_doubles_up_to_cap (void)
{
  JrBackoff   backoff = { .base_ms = 500, .cap_ms = 60000 };
  const guint ceilings[] = { 500, 1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000 };

  for (guint i = 0; i < G_N_ELEMENTS (ceilings); i++)
    g_assert_cmpuint (jr_backoff_next_ms (&backoff, G_MAXUINT32), ==, ceilings[i]);
}

static void
test_smallest_random_waits_not_at_all (void)
{
  JrBackoff backoff = { .base_ms = 500, .cap_ms = 60000, .attempt = 5 };

  g_assert_cmpuint (jr_backoff_next_ms (&backoff, 0), ==, 0);
}

static void
test_half_random_waits_half (void)
{
  JrBackoff backoff = { .base_ms = 1000, .cap_ms = 60000 };

  g_assert_cmpuint (jr_backoff_next_ms (&backoff, G_MAXUINT32 / 2 + 1), ==, 500);
}

static void
test_many_attempts_do_not_overflow (void)
{
  JrBackoff backoff = { .base_ms = G_MAXUINT, .cap_ms = G_MAXUINT, .attempt = G_MAXUINT };

  g_assert_cmpuint (jr_backoff_next_ms (&backoff, G_MAXUINT32), ==, G_MAXUINT);
  g_assert_cmpuint (backoff.attempt, ==, G_MAXUINT);
}

static void
test_reset_begins_anew (void)
{
  JrBackoff backoff = { .base_ms = 500, .cap_ms = 60000, .attempt = 7 };

  jr_backoff_reset (&backoff);
  g_assert_cmpuint (jr_backoff_next_ms (&backoff, G_MAXUINT32), ==, 500);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backoff/ceiling-doubles-up-to-cap", test_ceiling_doubles_up_to_cap);
  g_test_add_func ("/backoff/smallest-random-waits-not-at-all",
                   test_smallest_random_waits_not_at_all);
  g_test_add_func ("/backoff/half-random-waits-half", test_half_random_waits_half);
  g_test_add_func ("/backoff/many-attempts-do-not-overflow", test_many_attempts_do_not_overflow);
  g_test_add_func ("/backoff/reset-begins-anew", test_reset_begins_anew);
  return g_test_run ();
}
