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

/* Names and papers are Chinese whatever language the desk speaks. Without this Pango takes any font that has the letters,
 * often a Japanese or a handwritten one. What the person has set stays. */
static void
prefer_chinese_fonts (void)
{
  const char *language = pango_language_to_string (pango_language_get_default ());
  /* Pango thinks that a language it does not know, as "c", is written in every script. */
  g_autofree char *list =
    g_strconcat (g_str_equal (language, "c") ? "en" : language, ":zh-cn", NULL);

  g_setenv ("PANGO_LANGUAGE", list, FALSE); /* lint-ok: no thread yet; Pango asks nothing else */
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
  prefer_chinese_fonts ();

  app = jr_application_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}
