/* jr-listener.c: where the hub listens
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every request carries a secret, so that in the clear the hub speaks to its own machine only; there, a proxy with TLS may
 * stand before it. Addresses are numbers: a name could come to mean another address than the one that was checked. */

#include "jr-listener.h"

#include <string.h>

#include "jr-hub-error.h"

#define BACKLOG 1024

static GSocketAddress *
parse (const char *text, GError **error)
{
  const char      *colon = strrchr (text, ':');
  g_autofree char *host = colon == NULL ? NULL : g_strndup (text, colon - text);
  gsize            length = host == NULL ? 0 : strlen (host);
  guint64          port;
  GSocketAddress  *address = NULL;

  if (length >= 2 && host[0] == '[' && host[length - 1] == ']')
    {
      host[length - 1] = '\0';
      memmove (host, host + 1, length - 1);
    }
  if (colon != NULL && g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    address =
      g_inet_socket_address_new_from_string (strcmp (host, "localhost") == 0 ? "127.0.0.1" : host,
                                             (guint) port);
  if (address == NULL)
    g_set_error (error, JR_HUB_ERROR, JR_ERROR_INVALID,
                 "“%s” is no address to listen at; give ADDRESS:PORT, such as 127.0.0.1:8080",
                 text);
  return address;
}

static gboolean
is_loopback (GSocketAddress *address)
{
  return g_inet_address_get_is_loopback (
    g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

static gboolean
listen_at (GSocket *listener, GSocketAddress *address, GError **error)
{
  g_socket_set_blocking (listener, FALSE);
  g_socket_set_listen_backlog (listener, BACKLOG);
  return g_socket_bind (listener, address, TRUE, error) && g_socket_listen (listener, error);
}

GSocket *
jr_listener_new (const char *text, gboolean is_secret, GError **error)
{
  g_autoptr (GSocketAddress) address = parse (text, error);
  g_autoptr (GSocket)        listener = NULL;
  g_autoptr (GError)         cause = NULL;

  if (address == NULL)
    return NULL;
  if (!is_secret && !is_loopback (address))
    {
      g_set_error (error, JR_HUB_ERROR, JR_ERROR_REFUSED,
                   "%s can be reached from other machines, and everybody on the way could read "
                   "along: give --tls-cert and --tls-key, or listen on 127.0.0.1 behind a proxy "
                   "that speaks TLS",
                   text);
      return NULL;
    }
  listener = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                           G_SOCKET_PROTOCOL_TCP, &cause);
  if (listener != NULL && listen_at (listener, address, &cause))
    return g_steal_pointer (&listener);
  g_set_error (error, JR_HUB_ERROR, JR_ERROR_IO, "Cannot listen at %s: %s", text, cause->message);
  return NULL;
}

char *
jr_listener_dup_address (GSocket *listener)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (listener, NULL);

  return address == NULL ? NULL : g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));
}

gboolean
jr_listener_is_loopback (GSocket *listener)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (listener, NULL);

  return address != NULL && is_loopback (address);
}
