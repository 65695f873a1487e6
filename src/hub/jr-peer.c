/* jr-peer.c: from which address a request comes, also through a proxy
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Behind the proxy on this machine everybody has one address, and the failed log-ins of one would lock out all. The
 * proxy says who it was; nobody else is believed, or a stranger would choose an address for each try. */

#include "jr-peer.h"

#include <arpa/inet.h>
#include <gio/gio.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

/* How a socket for both families shows an address of the old one. */
#define MAPPED_LOOPBACK "::ffff:127."

static gboolean
is_this_machine (const char *peer)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (peer);

  if (strcmp (peer, JR_PEER_UNIX) == 0)
    return TRUE;
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

/* Requests ----------------------------------------------------------------------------------------------------------- */

/* As inet_ntop() writes it; empty when it has none. */
static char *
dup_peer (struct MHD_Connection *connection)
{
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  const struct sockaddr *native = info == NULL ? NULL : info->client_addr;
  char                   text[INET6_ADDRSTRLEN] = "";

  if (native != NULL && native->sa_family == AF_UNIX)
    return g_strdup (JR_PEER_UNIX);
  if (native != NULL && native->sa_family == AF_INET)
    inet_ntop (AF_INET, &((const struct sockaddr_in *) (gconstpointer) native)->sin_addr, text,
               sizeof text);
  else if (native != NULL && native->sa_family == AF_INET6)
    inet_ntop (AF_INET6, &((const struct sockaddr_in6 *) (gconstpointer) native)->sin6_addr, text,
               sizeof text);
  return g_strdup (text);
}

/* What proxies say; a program that asks for itself says none of it. */
static const char *const proxy_headers[] = {
  "X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Host", "X-Forwarded-Proto", NULL
};

typedef struct
{
  const char *client;
  gboolean    has_proxy;
} Forwarding;

/* The last X-Forwarded-For wins, as the one that was added last. */
static enum MHD_Result
on_header (void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
  Forwarding *self = data;

  for (guint i = 0; proxy_headers[i] != NULL; i++)
    if (g_ascii_strcasecmp (name, proxy_headers[i]) == 0)
      self->has_proxy = TRUE;
  if (value != NULL && g_ascii_strcasecmp (name, proxy_headers[0]) == 0)
    self->client = value;
  return MHD_YES;
}

char *
jr_peer_dup_client (struct MHD_Connection *connection, gboolean *out_is_local)
{
  g_autofree char *peer = dup_peer (connection);
  Forwarding       forwarding = { NULL, FALSE };

  MHD_get_connection_values (connection, MHD_HEADER_KIND, on_header, &forwarding);
  *out_is_local = !forwarding.has_proxy && is_this_machine (peer);
  return jr_peer_find_client (peer, forwarding.client);
}
