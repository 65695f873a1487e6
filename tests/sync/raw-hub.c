/* raw-hub.c: a hub that says exactly what a test wants, also what no hub should
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sockets and threads only: a real HTTP server would keep to the rules. */

#include "raw-hub.h"

#include <string.h>

#include "jr-problem.h"

struct _RawHub
{
  RawHandler       handler;
  gpointer         data;
  GSocketListener *listener;
  GTlsCertificate *certificate;
  GCancellable    *stop;
  GThread         *thread;
  GMutex           lock;
  GPtrArray       *visits; /* (element-type GThread) */
  char            *url;
  gint             calls;
};

typedef struct
{
  RawHub            *hub;
  GSocketConnection *connection;
} Visit;

static gboolean
read_head (GInputStream *in, GByteArray *bytes, RawCall *call)
{
  char *end = NULL;

  while (end == NULL)
    {
      guint8 piece[4096];
      gssize length = g_input_stream_read (in, piece, sizeof piece, call->stop, NULL);

      if (length <= 0)
        return FALSE;
      g_byte_array_append (bytes, piece, (guint) length);
      end = g_strstr_len ((const char *) bytes->data, bytes->len, "\r\n\r\n");
    }
  call->head = g_strndup ((const char *) bytes->data, (gsize) (end - (char *) bytes->data));
  g_byte_array_remove_range (bytes, 0, (guint) (end - (char *) bytes->data) + 4);
  return TRUE;
}

static gboolean
read_body (GInputStream *in, GByteArray *bytes, RawCall *call)
{
  g_autofree char *text = raw_header (call, "Content-Length");
  gsize            wanted = text == NULL ? 0 : (gsize) g_ascii_strtoull (text, NULL, 10);

  while (bytes->len < wanted)
    {
      guint8 piece[16384];
      gssize length = g_input_stream_read (in, piece, sizeof piece, call->stop, NULL);

      if (length <= 0)
        return FALSE;
      g_byte_array_append (bytes, piece, (guint) length);
    }
  /* A NUL behind it, for readers of text. */
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  g_byte_array_set_size (bytes, bytes->len - 1);
  return TRUE;
}

static void
answer (RawHub *hub, GIOStream *stream)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  RawCall       call = { .out = g_io_stream_get_output_stream (stream), .stop = hub->stop };
  GInputStream *in = g_io_stream_get_input_stream (stream);

  if (read_head (in, bytes, &call) && read_body (in, bytes, &call))
    {
      g_auto (GStrv) words = g_strsplit (call.head, " ", 3);

      call.method = words[0];
      call.target = words[1];
      call.body = bytes;
      g_atomic_int_inc (&hub->calls);
      hub->handler (&call, hub->data);
    }
  g_free (call.head);
  g_io_stream_close (stream, NULL, NULL);
}

static gpointer
run_visit (gpointer data)
{
  g_autofree Visit     *visit = data;
  RawHub               *hub = visit->hub;
  g_autoptr (GIOStream) stream = G_IO_STREAM (visit->connection);
  g_autoptr (GIOStream) secured = NULL;

  if (hub->certificate == NULL)
    {
      answer (hub, stream);
      return NULL;
    }
  secured = g_tls_server_connection_new (stream, hub->certificate, NULL);
  if (g_tls_connection_handshake (G_TLS_CONNECTION (secured), hub->stop, NULL))
    answer (hub, secured);
  return NULL;
}

static gpointer
accept_all (gpointer data)
{
  RawHub            *self = data;
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->stop, NULL)) != NULL)
    {
      Visit *visit = g_new (Visit, 1);

      *visit = (Visit){ .hub = self, .connection = connection };
      g_ptr_array_add (self->visits, g_thread_new ("raw-hub-visit", run_visit, visit));
    }
  return NULL;
}

RawHub *
raw_hub_new (RawHandler handler, gpointer data, const char *certificate)
{
  RawHub                    *self = g_new0 (RawHub, 1);
  g_autoptr (GError)         error = NULL;
  g_autoptr (GInetAddress)   loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) given = NULL;

  self->handler = handler;
  self->data = data;
  self->stop = g_cancellable_new ();
  self->visits = g_ptr_array_new ();
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, wanted, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &given, &error);
  g_assert_no_error (error);
  if (certificate != NULL)
    {
      self->certificate = g_tls_certificate_new_from_file (certificate, &error);
      g_assert_no_error (error);
    }
  self->url = g_strdup_printf ("%s://127.0.0.1:%u", certificate == NULL ? "http" : "https",
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (given)));
  self->thread = g_thread_new ("raw-hub", accept_all, self);
  return self;
}

void
raw_hub_free (RawHub *self)
{
  g_cancellable_cancel (self->stop);
  g_thread_join (self->thread);
  for (guint i = 0; i < self->visits->len; i++)
    g_thread_join (self->visits->pdata[i]);
  g_ptr_array_unref (self->visits);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_clear_object (&self->certificate);
  g_object_unref (self->stop);
  g_free (self->url);
  g_free (self);
}

const char *
raw_hub_get_url (RawHub *self)
{
  return self->url;
}

guint
raw_hub_get_calls (RawHub *self)
{
  return (guint) g_atomic_int_get (&self->calls);
}

void
raw_write (RawCall *call, const char *bytes, gssize length)
{
  g_output_stream_write_all (call->out, bytes, length < 0 ? strlen (bytes) : (gsize) length, NULL,
                             call->stop, NULL);
}

void
raw_reply (RawCall *call, guint status, const char *type, const char *body)
{
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 %u Status\r\nContent-Type: %s\r\n"
                                           "Content-Length: %u\r\nConnection: close\r\n\r\n",
                                           status, type, (guint) strlen (body));

  raw_write (call, head, -1);
  raw_write (call, body, -1);
}

void
raw_open (RawCall *call, guint status, const char *type)
{
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 %u Status\r\nContent-Type: %s\r\n"
                                           "Connection: close\r\n\r\n",
                                           status, type);

  raw_write (call, head, -1);
}

void
raw_problem (RawCall *call, const char *word, const char *detail)
{
  g_autoptr (JrProblem) problem = jr_problem_new_for (word, detail);
  g_autoptr (JsonNode)  node = jr_problem_write (problem);
  g_autofree char      *text = json_to_string (node, FALSE);

  raw_reply (call, problem->status, "application/problem+json", text);
}

void
raw_be_silent (RawCall *call, guint ms)
{
  GPollFD place;

  g_assert_true (g_cancellable_make_pollfd (call->stop, &place));
  g_poll (&place, 1, (gint) ms);
  g_cancellable_release_fd (call->stop);
}

char *
raw_header (RawCall *call, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (call->head, "\r\n", -1);
  gsize          length = strlen (name);

  for (guint i = 1; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], name, length) == 0 && lines[i][length] == ':')
      return g_strstrip (g_strdup (lines[i] + length + 1));
  return NULL;
}
