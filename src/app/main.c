/* main.c: the program joint-review
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (JrApplication) app = jr_application_new ();

  return g_application_run (G_APPLICATION (app), argc, argv);
}
