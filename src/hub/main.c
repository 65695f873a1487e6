/* main.c: joint-review-hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <locale.h>
#include <malloc.h>

#include "jr-hub-commands.h"

/* Bytes that are free at the end of a heap before they go back to the system; more than a group of commands takes. */
#define HEAP_KEPT (1 << 20)

int
main (int argc, char **argv)
{
  mallopt (M_TRIM_THRESHOLD, HEAP_KEPT);
  mallopt (M_TOP_PAD, HEAP_KEPT / 4);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, JR_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  return jr_hub_commands_run (argc, argv);
}
