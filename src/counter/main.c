/* main.c: the program joint-review-counter
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The counter's command line: what a clerk types, or what the counter's own system calls. All else is in the library, so
 * that tests can link it. */

#include <locale.h>

#include <glib/gi18n.h>

#include "jr-counter.h"

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, JR_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  return jr_counter_main (argc, argv);
}
