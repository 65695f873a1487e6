/* jr-peer.h: from which address a request comes, also through a proxy
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * jr_peer_find_client:
 * @peer: address of the other end of the line
 * @forwarded: (nullable): the last X-Forwarded-For of the request
 *
 * Returns: (transfer full): the last hop of @forwarded, which is what our own proxy has added, when the other end is
 * on this machine; else @peer. What the client itself wrote before it, and what is no address, counts for nothing.
 */
char *jr_peer_find_client (const char *peer, const char *forwarded);

G_END_DECLS
