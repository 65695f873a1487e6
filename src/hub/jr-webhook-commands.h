/* jr-webhook-commands.h: what an administrator does to the targets of results
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "jr-hub-folder.h"

G_BEGIN_DECLS

/* Each fills @answer with what is printed, and tells a hub that serves the folder. */

/* @window: (nullable): NULL or "all" for the results of all windows. @networks: (nullable): NULL-terminated, of the
 * allow-list. @ca: (nullable): a PEM file, which is copied. */
gboolean jr_webhook_commands_add (JrHubFolder       *folder,
                                  const char        *url,
                                  const char        *window,
                                  const char *const *networks,
                                  const char        *ca,
                                  JsonObject        *answer,
                                  GError           **error);
gboolean jr_webhook_commands_list (JrHubFolder *folder, JsonObject *answer, GError **error);
gboolean jr_webhook_commands_remove (JrHubFolder *folder,
                                     const char  *number,
                                     JsonObject  *answer,
                                     GError     **error);
gboolean jr_webhook_commands_enable (JrHubFolder *folder,
                                     const char  *number,
                                     JsonObject  *answer,
                                     GError     **error);
gboolean jr_webhook_commands_disable (JrHubFolder *folder,
                                      const char  *number,
                                      JsonObject  *answer,
                                      GError     **error);
gboolean jr_webhook_commands_rotate (JrHubFolder *folder,
                                     const char  *number,
                                     JsonObject  *answer,
                                     GError     **error);

gboolean jr_webhook_commands_list_deliveries (JrHubFolder *folder,
                                              gboolean     only_failed,
                                              JsonObject  *answer,
                                              GError     **error);
/* @id: (nullable): as the list has it; NULL for all that failed. */
gboolean jr_webhook_commands_redeliver (JrHubFolder *folder,
                                        const char  *id,
                                        JsonObject  *answer,
                                        GError     **error);

G_END_DECLS
