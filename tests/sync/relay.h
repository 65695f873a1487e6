/* relay.h: a line to a hub that can be cut, and that loses answers on demand
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** Relay: stays at one address while the hub behind it comes and goes. */
typedef struct _Relay Relay;

Relay      *relay_new (void);
void        relay_free (Relay *self);
const char *relay_get_url (Relay *self);
/* Where new lines lead; 0: nowhere, they are closed at once. Those that are open are cut. */
void relay_lead_to (Relay *self, guint16 port);
/* The next @n requests with commands reach the hub; when the first byte of the answer comes back, the line is cut. */
void  relay_lose_answers (Relay *self, guint n);
guint relay_get_lost (Relay *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Relay, relay_free)

G_END_DECLS
