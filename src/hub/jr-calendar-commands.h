/* jr-calendar-commands.h: what an administrator does to the days and hours of the hall
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "jr-hub-folder.h"

G_BEGIN_DECLS

/* The file takes the place of the calendar that counts, as a new version, and leaves a row for the auditor. Fills @answer
 * with what is different. @is_preview: that is all that is done. */
gboolean jr_calendar_commands_import (JrHubFolder *folder,
                                      const char  *path,
                                      gboolean     is_preview,
                                      JsonObject  *answer,
                                      GError     **error);

G_END_DECLS
