/* jr-listener.c: where the hub listens
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every request carries a secret, so that in the clear the hub speaks to its own machine only; there, a proxy with TLS may
 * stand before it. Addresses are numbers: a name could come to mean another address than the one that was checked. A unix
 * socket that a killed hub has left behind is in the way of the next one; it is removed, but only when nobody takes
 * connections there. */

#include "jr-listener.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jr-hub-error.h"

#define BACKLOG 1024
#define UNIX "unix:"
/* What fits into an address of a socket, its end included. */
#define PATH_BYTES 108

struct _JrListener
{
  GSocket *socket;
  char    *url;
  char    *path; /* of a unix socket, once it is there */
  dev_t    device;
  ino_t    inode;
};

/* Addresses ---------------------------------------------------------------------------------------------------------- */

static GSocketAddress *
parse_unix (const char *path, GError **error)
{
  if (path[0] != '\0' && strlen (path) < PATH_BYTES)
    return g_unix_socket_address_new (path);
  g_set_error (error, JR_HUB_ERROR, JR_ERROR_INVALID,
               "“%s” cannot be the path of a unix socket: it has from 1 to %d bytes", path,
               PATH_BYTES - 1);
  return NULL;
}

static GSocketAddress *
parse (const char *text, GError **error)
{
  const char      *colon = strrchr (text, ':');
  g_autofree char *host = colon == NULL ? NULL : g_strndup (text, colon - text);
  gsize            length = host == NULL ? 0 : strlen (host);
  guint64          port;
  GSocketAddress  *address = NULL;

  if (g_str_has_prefix (text, UNIX))
    return parse_unix (text + strlen (UNIX), error);
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
                 "“%s” is no address to listen at; give ADDRESS:PORT, such as 127.0.0.1:8080, or "
                 "unix:PATH",
                 text);
  return address;
}

static const char *
get_path (GSocketAddress *address)
{
  return G_IS_UNIX_SOCKET_ADDRESS (address)
           ? g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (address))
           : NULL;
}

static gboolean
is_local (GSocketAddress *address)
{
  return G_IS_UNIX_SOCKET_ADDRESS (address) ||
         g_inet_address_get_is_loopback (
           g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

static GSocket *
make_socket (GSocketAddress *address, GError **error)
{
  return g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                       G_SOCKET_PROTOCOL_DEFAULT, error);
}

/* Unix sockets ------------------------------------------------------------------------------------------------------- */

static gboolean
is_answered (GSocketAddress *address)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (GSocket) caller = make_socket (address, NULL);

  /* A full queue, too, is somebody's. */
  return caller == NULL || g_socket_connect (caller, address, NULL, &error) ||
         !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}

static gboolean
remove_stale (GSocketAddress *address, GError **error)
{
  const char *path = get_path (address);
  struct stat found;

  if (path == NULL || lstat (path, &found) != 0)
    return TRUE;
  if (!S_ISSOCK (found.st_mode))
    {
      g_set_error (error, JR_HUB_ERROR, JR_ERROR_CONFLICT, "%s is there, and is no socket", path);
      return FALSE;
    }
  if (is_answered (address))
    {
      g_set_error (error, JR_HUB_ERROR, JR_ERROR_CONFLICT, "Somebody else listens at %s", path);
      return FALSE;
    }
  /* When that cannot be done, binding says so. */
  g_unlink (path);
  return TRUE;
}

/* Before it has a name it gets its mode, so that the name never has a wider one. */
static gboolean
set_mode (JrListener *self, const char *path)
{
  struct stat found;

  if (chmod (path, JR_LISTENER_MODE) != 0 || lstat (path, &found) != 0)
    return FALSE;
  self->path = g_strdup (path);
  self->device = found.st_dev;
  self->inode = found.st_ino;
  return TRUE;
}

static void
remove_path (JrListener *self)
{
  struct stat found;

  /* Whoever has put another one in its place keeps that. */
  if (self->path != NULL && lstat (self->path, &found) == 0 && found.st_dev == self->device &&
      found.st_ino == self->inode)
    g_unlink (self->path);
  g_clear_pointer (&self->path, g_free);
}

/* Life --------------------------------------------------------------------------------------------------------------- */

static gboolean
listen_at (JrListener *self, GSocketAddress *address, GError **error)
{
  const char *path = get_path (address);
  int         fd = g_socket_get_fd (self->socket);

  g_socket_set_blocking (self->socket, FALSE);
  g_socket_set_listen_backlog (self->socket, BACKLOG);
  if ((path != NULL && fchmod (fd, JR_LISTENER_MODE) != 0) ||
      !g_socket_bind (self->socket, address, TRUE, error))
    return FALSE;
  if (path != NULL && !set_mode (self, path))
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      return FALSE;
    }
  return g_socket_listen (self->socket, error);
}

static char *
write_url (JrListener *self, gboolean is_secret)
{
  g_autoptr (GSocketAddress) address = jr_listener_dup_address (self);
  g_autofree char           *text = NULL;

  if (self->path != NULL)
    return g_strconcat (UNIX, self->path, NULL);
  text = address == NULL ? g_strdup ("")
                         : g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));
  return g_strdup_printf ("%s://%s", is_secret ? "https" : "http", text);
}

static gboolean
check_is_safe (GSocketAddress *address, const char *text, gboolean is_secret, GError **error)
{
  if (is_secret || is_local (address))
    return TRUE;
  g_set_error (error, JR_HUB_ERROR, JR_ERROR_REFUSED,
               "%s can be reached from other machines, and everybody on the way could read "
               "along: give --tls-cert and --tls-key, or listen on 127.0.0.1 behind a proxy "
               "that speaks TLS",
               text);
  return FALSE;
}

JrListener *
jr_listener_new (const char *text, gboolean is_secret, GError **error)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (JrListener)     self = g_new0 (JrListener, 1);
  g_autoptr (GError)         cause = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  address = parse (text, error);
  if (address == NULL || !check_is_safe (address, text, is_secret, error) ||
      !remove_stale (address, error))
    return NULL;
  self->socket = make_socket (address, &cause);
  if (self->socket != NULL && listen_at (self, address, &cause))
    {
      self->url = write_url (self, is_secret);
      return g_steal_pointer (&self);
    }
  g_set_error (error, JR_HUB_ERROR, JR_ERROR_IO, "Cannot listen at %s: %s", text, cause->message);
  return NULL;
}

void
jr_listener_free (JrListener *self)
{
  g_return_if_fail (self != NULL);

  jr_listener_stop (self);
  g_clear_object (&self->socket);
  g_free (self->url);
  g_free (self);
}

int
jr_listener_get_fd (JrListener *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return g_socket_get_fd (self->socket);
}

GSocketFamily
jr_listener_get_family (JrListener *self)
{
  g_return_val_if_fail (self != NULL, G_SOCKET_FAMILY_INVALID);

  return g_socket_get_family (self->socket);
}

GSocketAddress *
jr_listener_dup_address (JrListener *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_socket_get_local_address (self->socket, NULL);
}

gboolean
jr_listener_is_local (JrListener *self)
{
  g_autoptr (GSocketAddress) address = jr_listener_dup_address (self);

  return address != NULL && is_local (address);
}

const char *
jr_listener_get_url (JrListener *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->url;
}

void
jr_listener_stop (JrListener *self)
{
  g_return_if_fail (self != NULL);

  /* Before it is closed: as long as it listens nobody else takes its path. */
  remove_path (self);
  if (self->socket != NULL)
    g_socket_close (self->socket, NULL);
}
