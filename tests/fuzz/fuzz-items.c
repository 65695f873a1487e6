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
  g_autofree char     *text = NULL;
  g_autofree char     *text_again = NULL;

  g_assert_true ((item == NULL) == (error != NULL));
  if (item == NULL)
    return;
  written = jr_wire_write_item (item);
  again = jr_wire_read_item (written, &error);
  g_assert_no_error (error);
  written_again = jr_wire_write_item (again);
  text = jr_json_to_canonical (written);
  text_again = jr_json_to_canonical (written_again);
  g_assert_cmpstr (text, ==, text_again);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autoptr (JsonNode) node = fuzz_parse (bytes, length);

  if (node != NULL)
    fuzz_for_each (node, try_one);
  return 0;
}
