/* jr-peer.c: from which address a request comes, also through a proxy
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Behind the proxy on this machine everybody has one address, and the failed log-ins of one would lock out all. The
 * proxy says who it was; nobody else is believed, or a stranger would choose an address for each try. */

#include "jr-peer.h"

#include <gio/gio.h>
#include <string.h>

/* How a socket for both families shows an address of the old one. */
#define MAPPED_LOOPBACK "::ffff:127."

static gboolean
is_this_machine (const char *peer)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (peer);

  return address != NULL &&
         (g_inet_address_get_is_loopback (address) ||
          g_ascii_strncasecmp (peer, MAPPED_LOOPBACK, strlen (MAPPED_LOOPBACK)) == 0);
}

static char *
read_last_hop (const char *forwarded)
{
  const char              *comma = strrchr (forwarded, ',');
  g_autofree char         *text = g_strdup (comma == NULL ? forwarded : comma + 1);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (g_strstrip (text));

  return address == NULL ? NULL : g_inet_address_to_string (address);
}

char *
jr_peer_find_client (const char *peer, const char *forwarded)
{
  char *client = NULL;

  g_return_val_if_fail (peer != NULL, NULL);

  if (forwarded != NULL && is_this_machine (peer))
    client = read_last_hop (forwarded);
  return client != NULL ? client : g_strdup (peer);
}
