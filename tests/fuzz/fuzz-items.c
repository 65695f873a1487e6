/* fuzz-items.c: a file of service items that an administrator imports
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is read is written and read again: both must be the same. */

#include "fuzz.h"

#include "jr-wire.h"

static void
try_one (JsonNode *node)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JrItem)   item = jr_wire_read_item (node, &error);
  g_autoptr (JrItem)   again = NULL;
  g_autoptr (JsonNode) written = NULL;
  g_autoptr (JsonNode) written_again = NULL;

  g_assert_true ((item == NULL) == (error != NULL));
  if (item == NULL)
    return;
  written = jr_wire_write_item (item);
  again = jr_wire_read_item (written, &error);
  g_assert_no_error (error);
  written_again = jr_wire_write_item (again);
  fuzz_assert_same (written, written_again);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  fuzz_for_each (bytes, length, try_one);
  return 0;
}
