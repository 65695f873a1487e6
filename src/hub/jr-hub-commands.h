/* jr-hub-commands.h: what joint-review-hub can be asked on the command line
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Exit statuses of DESIGN §3. */
#define JR_HUB_EXIT_DONE 0
#define JR_HUB_EXIT_REFUSED 1
#define JR_HUB_EXIT_USAGE 2

int jr_hub_commands_run (int argc, char **argv);

G_END_DECLS
