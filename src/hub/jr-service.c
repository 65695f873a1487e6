/* jr-service.c: tells the service manager that has started us how it goes
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The protocol is a datagram with lines of text to a unix socket, and promised to stay; that is less than a library would
 * bring along. What cannot be sent is lost: the manager that does not listen any more will not miss it, and nobody here may
 * wait for it. */

#include "jr-service.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>
#include <unistd.h>

struct _JrService
{
  GSocket        *socket; /* NULL without a manager */
  GSocketAddress *address;
  gint64          watchdog;
};

/* A path, or behind an @ a name without a file; anything else is of a later protocol. */
static GSocketAddress *
parse_address (const char *text)
{
  if (text == NULL || (text[0] != '/' && text[0] != '@') || text[1] == '\0')
    return NULL;
  if (text[0] == '/')
    return g_unix_socket_address_new (text);
  return g_unix_socket_address_new_with_type (text + 1, (int) strlen (text + 1),
                                              G_UNIX_SOCKET_ADDRESS_ABSTRACT);
}

static gint64
read_watchdog (void)
{
  const char *interval = g_getenv ("WATCHDOG_USEC");
  const char *owner = g_getenv ("WATCHDOG_PID");
  gint64      value = 0;
  guint64     pid = 0;

  if (interval == NULL || !g_ascii_string_to_signed (interval, 10, 1, G_MAXINT64, &value, NULL))
    return 0;
  /* Inherited from a service whose watchdog is not ours. */
  if (owner != NULL && (!g_ascii_string_to_unsigned (owner, 10, 1, G_MAXUINT32, &pid, NULL) ||
                        pid != (guint64) getpid ()))
    return 0;
  return value;
}

JrService *
jr_service_new (void)
{
  JrService *self = g_new0 (JrService, 1);

  self->address = parse_address (g_getenv ("NOTIFY_SOCKET"));
  if (self->address == NULL)
    return self;
  self->socket =
    g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  if (self->socket == NULL)
    return self;
  g_socket_set_blocking (self->socket, FALSE);
  self->watchdog = read_watchdog ();
  return self;
}

void
jr_service_free (JrService *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->socket);
  g_clear_object (&self->address);
  g_free (self);
}

void
jr_service_say (JrService *self, const char *lines)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL && lines != NULL);

  if (self->socket != NULL &&
      g_socket_send_to (self->socket, self->address, lines, strlen (lines), NULL, &error) < 0)
    g_debug ("The service manager is not told: %s", error->message);
}

void
jr_service_say_status (JrService *self, const char *text)
{
  g_autofree char *line = g_strconcat ("STATUS=", text, NULL);

  /* Or it would be a line of its own, of another meaning. */
  g_strdelimit (line, "\n\r", ' ');
  jr_service_say (self, line);
}

gint64
jr_service_get_watchdog (JrService *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->watchdog;
}
