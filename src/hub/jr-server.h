/* jr-server.h: HTTP: lines, limits, and the way of a request through the hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "jr-hub.h"

G_BEGIN_DECLS

/** JrServer: libmicrohttpd on its own threads. */
typedef struct _JrServer JrServer;

/* Listens when it returns; @hub is borrowed. JR_ERROR_REFUSED for clear text on other than loopback, JR_ERROR_IO when
 * the address cannot be had. */
JrServer *jr_server_new (JrHub *hub, GError **error);
/* "http://127.0.0.1:8080", or "unix:PATH" */
const char *jr_server_get_url (JrServer *self);
/* Where it can be asked. (transfer full) */
GSocketAddress *jr_server_dup_address (JrServer *self);
/* Whether it takes no more lines until others end. */
gboolean jr_server_is_full (JrServer *self);

/* No new lines, no new requests. */
void jr_server_quiesce (JrServer *self);
/* Waits until every request is answered or @seconds are over; afterwards no handler runs any more. */
void jr_server_drain (JrServer *self, guint seconds);
/* Nothing may be suspended any more. */
void jr_server_free (JrServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrServer, jr_server_free)

G_END_DECLS
