/* jr-webhook-address.h: to which addresses results may be sent
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** JrWebhookAddressRules: of one target. Without an allow-list only public addresses, and those only with TLS. */
typedef struct
{
  GPtrArray *allowed; /* (element-type GInetAddressMask) */
  gboolean   is_tls;
} JrWebhookAddressRules;

/* @networks: (nullable): as in JrWebhook. (transfer full) (element-type GInetAddressMask); JR_ERROR_INVALID names the
 * one that is none. */
GPtrArray *jr_webhook_networks_read (const char *networks, GError **error);

/* What is not in the public net (private, loopback, link-local, reserved, documentation …) only when it is in the
 * allow-list; clear text only there, too. Multicast and "this host" never. An IPv4 address within an IPv6 one counts as
 * itself. JR_ERROR_REFUSED says why not. */
gboolean jr_webhook_address_check (const JrWebhookAddressRules *rules,
                                   GInetAddress                *address,
                                   GError                     **error);

/* https with any host, or http; without user, password and fragment. JR_ERROR_INVALID otherwise. */
gboolean jr_webhook_url_check (const char *url, gboolean *out_is_tls, GError **error);

/**
 * jr_webhook_connectable_new:
 * @host: a name or an address
 * @rules: copied
 *
 * Looks the name up anew for each line and gives only those of its addresses that may be used, so that what was looked
 * at is what is connected to: a name that answers differently the second time gains nothing. JR_ERROR_REFUSED when none
 * is left.
 */
GSocketConnectable *
jr_webhook_connectable_new (const char *host, guint16 port, const JrWebhookAddressRules *rules);

G_END_DECLS
