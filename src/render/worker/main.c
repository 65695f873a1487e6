/* main.c: the program joint-review-render
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One program, two lives: a command line for people and scripts, and the worker that the command line, the desk and
 * the hub start to look into a PDF. */

#include <locale.h>
#include <string.h>

#include <glib/gi18n.h>

#include "jr-commands.h"
#include "jr-service.h"

/* The command line's worker is this very file, wherever it lies and whatever it is called. */
static void
choose_itself_as_worker (void)
{
  g_autofree char *path = g_file_read_link ("/proc/self/exe", NULL);

  if (path != NULL)
    g_setenv ("JOINT_REVIEW_RENDER", path, FALSE); /* lint-ok: before any thread */
}

int
main (int argc, char **argv)
{
  /* First, before anything has allocated or read more than it must. */
  if (argc == 2 && strcmp (argv[1], "--worker") == 0)
    return jr_service_run ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, JR_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc == 2 && strcmp (argv[1], "--version") == 0)
    {
      g_print ("joint-review-render %s\n", JR_VERSION);
      return JR_EXIT_DONE;
    }
  choose_itself_as_worker ();
  return jr_commands_run (argc, argv);
}
