/* jr-peer.h: from which address a request comes, also through a proxy
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <microhttpd.h>

G_BEGIN_DECLS

/* The address of whoever has come in by a unix socket. */
#define JR_PEER_UNIX "unix"

/**
 * jr_peer_find_client:
 * @peer: address of the other end of the line
 * @forwarded: (nullable): the last X-Forwarded-For of the request
 *
 * Returns: (transfer full): the last hop of @forwarded, which is what our own proxy has added, when the other end is
 * on this machine; else @peer. What the client itself wrote before it, and what is no address, counts for nothing.
 */
char *jr_peer_find_client (const char *peer, const char *forwarded);

/* The same of a request. *out_is_local: it was sent by a program of this machine itself, which is no proxy for
 * somebody else. (transfer full) */
char *jr_peer_dup_client (struct MHD_Connection *connection, gboolean *out_is_local);

G_END_DECLS
