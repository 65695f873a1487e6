/* jr-user-commands.h: what an administrator does to accounts that are there
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "jr-hub-folder.h"

G_BEGIN_DECLS

/* Each fills @answer with what is printed, leaves a row for the auditor, and tells a hub that serves the folder: lines
 * that must end do so at once. */

/* A new one-time password for a person, whose sessions end. */
gboolean
jr_user_commands_reset (JrHubFolder *folder, const char *user, JsonObject *answer, GError **error);
/* One more key for a counter; the older ones go on until they are revoked. */
gboolean jr_user_commands_add_key (JrHubFolder *folder,
                                   const char  *user,
                                   JsonObject  *answer,
                                   GError     **error);
/* @key: (nullable): as the list has it; NULL for all of the counter. */
gboolean jr_user_commands_revoke (JrHubFolder *folder,
                                  const char  *user,
                                  const char  *key,
                                  JsonObject  *answer,
                                  GError     **error);
/* Accounts, and keys without themselves. */
gboolean jr_user_commands_list (JrHubFolder *folder, JsonObject *answer, GError **error);

G_END_DECLS
