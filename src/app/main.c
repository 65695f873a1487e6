/* main.c: the program joint-review
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <locale.h>

#include "jr-application.h"

/* From the build folder translations are found where the environment says. */
static const char *
get_locale_folder (void)
{
  const char *named = g_getenv ("JOINT_REVIEW_LOCALEDIR");

  return named != NULL ? named : JR_LOCALEDIR;
}

int
main (int argc, char **argv)
{
  g_autoptr (JrApplication) app = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, get_locale_folder ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname (JR_APP_ID);

  app = jr_application_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}
