/* jr-sweep-command.h: removes by hand what nobody needs any more
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define JR_UPLOAD_DAYS_DEFAULT 14

/* JR_ERROR_INVALID of the option's domain for less than a day or more than ten years. */
gboolean jr_sweep_command_read_days (int days, gint64 *out_seconds, GError **error);

gboolean jr_sweep_command_run (const char *folder, int days, JsonObject *answer, GError **error);

G_END_DECLS
