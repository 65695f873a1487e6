/* jr-keyring.h: the session's token in the Secret Service
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A desk without a keyring works as well, it only asks for the password at each start. So none of these reports an
 * error, and none takes longer than two seconds. */

void jr_keyring_load_async (const char         *hub,
                            const char         *user,
                            GAsyncReadyCallback callback,
                            gpointer            data);
/* (transfer full) (nullable). *@out_has_keyring: FALSE when there is none, or it is locked. */
char *jr_keyring_load_finish (GAsyncResult *result, gboolean *out_has_keyring);
void  jr_keyring_store (const char *hub, const char *user, const char *token);
void  jr_keyring_forget (const char *hub, const char *user);

G_END_DECLS
