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
  g_autofree char       *text = NULL;
  g_autofree char       *text_again = NULL;

  g_assert_true ((calendar == NULL) == (error != NULL));
  if (calendar == NULL)
    return;
  g_assert_true (jr_calendar_validate (calendar, NULL));
  written = jr_wire_write_calendar (calendar);
  again = jr_wire_read_calendar (written, &error);
  g_assert_no_error (error);
  written_again = jr_wire_write_calendar (again);
  text = jr_json_to_canonical (written);
  text_again = jr_json_to_canonical (written_again);
  g_assert_cmpstr (text, ==, text_again);
  changes = jr_calendar_compare (calendar, again);
  g_assert_cmpuint (changes->len, ==, 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autoptr (JsonNode) node = fuzz_parse (bytes, length);

  if (node != NULL)
    fuzz_for_each (node, try_one);
  return 0;
}
