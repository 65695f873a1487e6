/* fuzz-cursor.c: a place in the feed, as somebody sends it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * There is one way to write a place: what is read is written as it was. */

#include "fuzz.h"

#include "jr-cursor.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autofree char *text = g_strndup ((const char *) bytes, length);
  g_autofree char *again = NULL;
  JrCursor         cursor;

  if (!jr_cursor_from_string (text, &cursor))
    return 0;
  again = jr_cursor_to_string (&cursor);
  g_assert_cmpstr (text, ==, again);
  return 0;
}
