/* fuzz-calendars.c: a calendar from outside
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is read is good, is written and read again as the same, and changes nothing against itself. */

#include "fuzz.h"

#include "jr-wire.h"

static void
try_one (JsonNode *node)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (JrCalendar) calendar = jr_wire_read_calendar (node, &error);
  g_autoptr (JrCalendar) again = NULL;
  g_autoptr (JsonNode)   written = NULL;
  g_autoptr (JsonNode)   written_again = NULL;
  g_autoptr (GArray)     changes = NULL;

  g_assert_true ((calendar == NULL) == (error != NULL));
  if (calendar == NULL)
    return;
  g_assert_true (jr_calendar_validate (calendar, NULL));
  written = jr_wire_write_calendar (calendar);
  again = jr_wire_read_calendar (written, &error);
  g_assert_no_error (error);
  written_again = jr_wire_write_calendar (again);
  fuzz_assert_same (written, written_again);
  changes = jr_calendar_compare (calendar, again);
  g_assert_cmpuint (changes->len, ==, 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  fuzz_for_each (bytes, length, try_one);
  return 0;
}
