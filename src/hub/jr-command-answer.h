/* jr-command-answer.h: prints what a command has found or done
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void jr_command_answer_print (JsonObject *answer, gboolean as_json);

G_END_DECLS
