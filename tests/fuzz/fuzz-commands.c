/* fuzz-commands.c: the body of a request with commands
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is read is written and read again: both must be the same. */

#include "fuzz.h"

#include "jr-wire.h"

static void
try_one (JsonNode *node)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (JrCommand) command = jr_wire_read_command (node, &error);
  g_autoptr (JrCommand) again = NULL;
  g_autoptr (JsonNode)  written = NULL;
  g_autofree char      *text = NULL;
  g_autofree char      *text_again = NULL;

  g_assert_true ((command == NULL) == (error != NULL));
  if (command == NULL)
    return;
  text = jr_wire_command_to_text (command);
  written = jr_wire_write_command (command);
  again = jr_wire_read_command (written, &error);
  g_assert_no_error (error);
  text_again = jr_wire_command_to_text (again);
  g_assert_cmpstr (text, ==, text_again);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  fuzz_for_each (bytes, length, try_one);
  return 0;
}
