/* jr-listener.h: where the hub listens
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Who may connect to a unix socket: its owner, and the group, in which the proxy's user is. */
#define JR_LISTENER_MODE 0660

/** JrListener: one socket that takes connections. */
typedef struct _JrListener JrListener;

/* Listens at "ADDRESS:PORT", "[ADDRESS]:PORT" or "unix:PATH". JR_ERROR_INVALID when that is no address, JR_ERROR_REFUSED when
 * it is not on this machine and @is_secret is FALSE, JR_ERROR_CONFLICT when somebody listens at PATH, JR_ERROR_IO when it
 * cannot be had. */
JrListener *jr_listener_new (const char *address, gboolean is_secret, GError **error);
void        jr_listener_free (JrListener *self);

int           jr_listener_get_fd (JrListener *self);
GSocketFamily jr_listener_get_family (JrListener *self);
/* Whether only this machine gets there. */
gboolean jr_listener_is_local (JrListener *self);
/* Where to connect to, with the port that it got. (transfer full) */
GSocketAddress *jr_listener_dup_address (JrListener *self);
/* "http://127.0.0.1:8080", "https://[::1]:8443" or "unix:/run/joint-review/hub.sock". */
const char *jr_listener_get_url (JrListener *self);

/* Nobody can connect any more; a PATH is removed. */
void jr_listener_stop (JrListener *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrListener, jr_listener_free)

G_END_DECLS
