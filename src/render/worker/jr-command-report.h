/* jr-command-report.h: what the command line says
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-commands.h"
#include "jr-render-client.h"

G_BEGIN_DECLS

/* The sentence goes to standard error; with @as_json an object {status, reason, detail} to standard output too. */
JrExit jr_command_refuse (const GError *error, gboolean as_json);
/* Wrong usage. */
JrExit jr_command_complain (const char *text);

JrExit jr_command_show_facts (const JrDocumentFacts *facts, gboolean as_json);
/* Says with @as_json what was written; without, nothing: the file is there. */
JrExit jr_command_show_output (const char *path, gboolean as_json);

G_END_DECLS
