/* jr-commands.h: what joint-review-render can be asked on the command line
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  JR_EXIT_DONE = 0,
  JR_EXIT_REFUSED = 1, /* the reason is on standard error */
  JR_EXIT_USAGE = 2,
} JrExit;

/* Runs the subcommand named by arguments[1]. */
JrExit jr_commands_run (int n_arguments, char **arguments);

G_END_DECLS
