/* jr-listener.h: where the hub listens
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Listens at "ADDRESS:PORT" or "[ADDRESS]:PORT". JR_ERROR_INVALID when that is no address, JR_ERROR_REFUSED when it is
 * not on this machine and @is_secret is FALSE, JR_ERROR_IO when it cannot be had. */
GSocket *jr_listener_new (const char *address, gboolean is_secret, GError **error);
/* "127.0.0.1:8080", with the port that it got. (transfer full) */
char    *jr_listener_dup_address (GSocket *listener);
gboolean jr_listener_is_loopback (GSocket *listener);

G_END_DECLS
