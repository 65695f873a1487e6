/* relay.c: a line to a hub that can be cut, and that loses answers on demand
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each line has two threads, one for each direction; a line is cut by shutting down both of its sockets. Which request is
 * under way is told by the first bytes of what the client writes, since it writes a head in one piece. */

#include "relay.h"

#include <string.h>

#define COMMANDS "POST /v1/commands "

struct _Relay
{
  GSocketListener *listener;
  GCancellable    *stop;
  GThread         *thread;
  char            *url;
  GPtrArray       *visits; /* (element-type GThread); of the listening thread */

  GMutex      lock; /* all below */
  GHashTable *lines;
  guint16     port;
  guint       to_lose;
  guint       lost;
};

typedef struct
{
  Relay             *relay;
  GSocketConnection *near;
  GSocketConnection *far; /* NULL until it leads somewhere */
  gboolean           loses_answer;
} Line;

static void
cut (Line *self)
{
  g_socket_shutdown (g_socket_connection_get_socket (self->near), TRUE, TRUE, NULL);
  if (self->far != NULL)
    g_socket_shutdown (g_socket_connection_get_socket (self->far), TRUE, TRUE, NULL);
}

static void
cut_all (Relay *self)
{
  GHashTableIter iter;
  gpointer       line;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &line, NULL))
    cut (line);
}

static void
look_at_request (Line *self, const char *bytes, gsize length)
{
  Relay                   *relay = self->relay;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&relay->lock);

  if (relay->to_lose == 0 || length < strlen (COMMANDS) ||
      memcmp (bytes, COMMANDS, strlen (COMMANDS)) != 0)
    return;
  relay->to_lose--;
  self->loses_answer = TRUE;
}

/* TRUE when the line was cut instead. */
static gboolean
lose_answer (Line *self)
{
  Relay                   *relay = self->relay;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&relay->lock);

  if (!self->loses_answer)
    return FALSE;
  relay->lost++;
  return TRUE;
}

static void
carry (Line *self, GSocketConnection *from, GSocketConnection *to)
{
  char   bytes[16384];
  gssize length;

  while ((length = g_socket_receive (g_socket_connection_get_socket (from), bytes, sizeof bytes,
                                     NULL, NULL)) > 0)
    {
      if (from == self->near)
        look_at_request (self, bytes, (gsize) length);
      else if (lose_answer (self))
        break;
      if (!g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (to)), bytes,
                                      (gsize) length, NULL, NULL, NULL))
        break;
    }
  cut (self);
}

static gpointer
carry_back (gpointer data)
{
  Line *self = data;

  carry (self, self->far, self->near);
  return NULL;
}

/* The end of the line is in the table from the moment it can be cut. */
static gboolean
lead (Line *self)
{
  Relay                    *relay = self->relay;
  g_autoptr (GMutexLocker)  locker = g_mutex_locker_new (&relay->lock);
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  g_socket_client_set_enable_proxy (client, FALSE);
  if (relay->port != 0)
    self->far = g_socket_client_connect_to_host (client, "127.0.0.1", relay->port, NULL, NULL);
  if (self->far != NULL)
    g_hash_table_add (relay->lines, self);
  return self->far != NULL;
}

static void
unlead (Line *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->relay->lock);

  g_hash_table_remove (self->relay->lines, self);
}

static gpointer
serve_line (gpointer data)
{
  Line *self = data;

  if (lead (self))
    {
      GThread *back = g_thread_new ("relay-back", carry_back, self);

      carry (self, self->near, self->far);
      g_thread_join (back);
      unlead (self);
    }
  g_object_unref (self->near);
  g_clear_object (&self->far);
  g_free (self);
  return NULL;
}

static gpointer
serve (gpointer data)
{
  Relay             *self = data;
  GSocketConnection *near;

  while ((near = g_socket_listener_accept (self->listener, NULL, self->stop, NULL)) != NULL)
    {
      Line *line = g_new (Line, 1);

      *line = (Line){ .relay = self, .near = near };
      g_ptr_array_add (self->visits, g_thread_new ("relay-line", serve_line, line));
    }
  return NULL;
}

Relay *
relay_new (void)
{
  Relay             *self = g_new0 (Relay, 1);
  g_autoptr (GError) error = NULL;
  guint16            port;

  g_mutex_init (&self->lock);
  self->lines = g_hash_table_new (NULL, NULL);
  self->visits = g_ptr_array_new_with_free_func ((GDestroyNotify) g_thread_join);
  self->stop = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  port = g_socket_listener_add_any_inet_port (self->listener, NULL, &error);
  g_assert_no_error (error);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", port);
  self->thread = g_thread_new ("relay", serve, self);
  return self;
}

void
relay_free (Relay *self)
{
  g_cancellable_cancel (self->stop);
  g_thread_join (self->thread);
  relay_lead_to (self, 0);
  g_ptr_array_unref (self->visits);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->stop);
  g_hash_table_unref (self->lines);
  g_mutex_clear (&self->lock);
  g_free (self->url);
  g_free (self);
}

const char *
relay_get_url (Relay *self)
{
  return self->url;
}

void
relay_lead_to (Relay *self, guint16 port)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->port = port;
  cut_all (self);
}

void
relay_lose_answers (Relay *self, guint n)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->to_lose = n;
}

guint
relay_get_lost (Relay *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->lost;
}
