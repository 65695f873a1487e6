/* bench-line.c: one end of a connection to the measured server, in the clear or with TLS
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "bench-line.h"

#include <errno.h>
#include <fcntl.h>
#include <gnutls/gnutls.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench-load.h"

#define READ_BYTES 16384
#define PATIENCE_MS 60000

struct _BenchLine
{
  int              fd;
  gnutls_session_t session; /* NULL in the clear */
};

static gnutls_session_t
greet (int fd)
{
  static gnutls_certificate_credentials_t trust = NULL;
  gnutls_session_t                        session = NULL;
  int                                     result;

  if (trust == NULL)
    gnutls_certificate_allocate_credentials (&trust);
  gnutls_init (&session, GNUTLS_CLIENT);
  gnutls_set_default_priority (session);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, trust);
  gnutls_transport_set_int (session, fd);
  do
    result = gnutls_handshake (session);
  while (result < 0 && !gnutls_error_is_fatal (result));
  if (result < 0)
    g_error ("No TLS: %s", gnutls_strerror (result));
  return session;
}

BenchLine *
bench_line_new (guint16 port, gboolean is_secret)
{
  BenchLine *self = g_new0 (BenchLine, 1);

  self->fd = bench_connect (port);
  if (is_secret)
    self->session = greet (self->fd);
  fcntl (self->fd, F_SETFL, O_NONBLOCK);
  return self;
}

void
bench_line_free (BenchLine *self)
{
  if (self->session != NULL)
    gnutls_deinit (self->session);
  close (self->fd);
  g_free (self);
}

int
bench_line_get_fd (BenchLine *self)
{
  return self->fd;
}

static gboolean
is_for_later (BenchLine *self, gssize result)
{
  if (self->session != NULL)
    return result == GNUTLS_E_AGAIN || result == GNUTLS_E_INTERRUPTED;
  return result < 0 && (errno == EAGAIN || errno == EINTR);
}

static void
wait_for (BenchLine *self, short what)
{
  struct pollfd entry = { .fd = self->fd, .events = what };

  if (poll (&entry, 1, PATIENCE_MS) == 0)
    g_error ("Nothing has come for a minute");
}

void
bench_line_send (BenchLine *self, const char *text)
{
  gsize length = strlen (text);

  for (gsize sent = 0; sent < length;)
    {
      gssize n = self->session != NULL
                   ? gnutls_record_send (self->session, text + sent, length - sent)
                   : send (self->fd, text + sent, length - sent, MSG_NOSIGNAL);

      if (n > 0)
        sent += (gsize) n;
      else if (is_for_later (self, n))
        wait_for (self, POLLOUT);
      else
        g_error ("A line broke while a request was sent");
    }
}

gsize
bench_line_read (BenchLine *self, GString *text)
{
  char   bytes[READ_BYTES];
  gssize n = self->session != NULL ? gnutls_record_recv (self->session, bytes, sizeof bytes)
                                   : recv (self->fd, bytes, sizeof bytes, 0);

  if (n > 0)
    g_string_append_len (text, bytes, n);
  else if (!is_for_later (self, n))
    g_error ("A line broke while something was awaited: %s", text->str);
  return n > 0 ? (gsize) n : 0;
}

void
bench_line_wait_for (BenchLine *self, GString *text, const char *word)
{
  while (strstr (text->str, word) == NULL)
    if (bench_line_read (self, text) == 0)
      wait_for (self, POLLIN);
}
