/* bench-load.c: many clients that ask an HTTP server one thing after the other, with little work of their own
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The clients share the machine with the server that they measure, so each costs as little as can be: one thread, epoll,
 * no parser but for the length of the body. The same load goes to every server of a comparison. */

#include "bench-load.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define EVENTS 64
#define READ_BYTES 16384

typedef struct
{
  int      fd;
  GString *answer;
} Line;

typedef struct
{
  const BenchLoad *load;
  Line            *lines;
  int              poll;
  guint            n_open;
  guint64          n_answers;
} Run;

int
bench_connect (guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = htons (port),
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  int                fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int                one = 1;

  if (fd < 0 || connect (fd, (struct sockaddr *) &address, sizeof address) != 0)
    g_error ("No connection to port %u: %s", port, g_strerror (errno));
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return fd;
}

static void
send_all (int fd, const char *text)
{
  gsize length = strlen (text);

  for (gsize sent = 0; sent < length;)
    {
      ssize_t n = send (fd, text + sent, length - sent, MSG_NOSIGNAL);

      if (n <= 0)
        g_error ("A line broke while a request was sent: %s", g_strerror (errno));
      sent += (gsize) n;
    }
}

/* Sends the line's next request, or closes it. */
static void
go_on (Run *self, guint index)
{
  Line            *line = &self->lines[index];
  g_autofree char *request = self->load->make (index, self->load->data);

  g_string_truncate (line->answer, 0);
  if (request != NULL)
    {
      send_all (line->fd, request);
      return;
    }
  close (line->fd);
  self->n_open--;
}

/* NULL while the answer is not complete. */
static const char *
find_body (const GString *answer)
{
  const char *end = strstr (answer->str, "\r\n\r\n");
  const char *length;

  if (end == NULL)
    return NULL;
  length = strcasestr (answer->str, "\r\nContent-Length:");
  if (!g_str_has_prefix (answer->str, "HTTP/1.1 ") || length == NULL || length > end)
    g_error ("This is no answer with a length: %s", answer->str);
  end += 4;
  if (answer->len - (gsize) (end - answer->str) <
      g_ascii_strtoull (length + strlen ("\r\nContent-Length:"), NULL, 10))
    return NULL;
  return end;
}

static void
read_line (Run *self, guint index)
{
  Line       *line = &self->lines[index];
  char        bytes[READ_BYTES];
  ssize_t     n = read (line->fd, bytes, sizeof bytes);
  const char *body;

  if (n <= 0)
    g_error ("A line broke while an answer was awaited: %s", line->answer->str);
  g_string_append_len (line->answer, bytes, n);
  body = find_body (line->answer);
  if (body == NULL)
    return;
  self->n_answers++;
  if (self->load->take != NULL)
    self->load->take (index,
                      (guint) g_ascii_strtoull (line->answer->str + strlen ("HTTP/1.1 "), NULL, 10),
                      body, self->load->data);
  go_on (self, index);
}

static void
open_lines (Run *self)
{
  for (guint i = 0; i < self->load->n_lines; i++)
    {
      struct epoll_event event = { .events = EPOLLIN, .data.u32 = i };

      self->lines[i] = (Line){ bench_connect (self->load->port), g_string_new (NULL) };
      if (epoll_ctl (self->poll, EPOLL_CTL_ADD, self->lines[i].fd, &event) != 0)
        g_error ("epoll: %s", g_strerror (errno));
      self->n_open++;
    }
}

BenchLoadResult
bench_load_run (const BenchLoad *load)
{
  g_autofree Line *lines = g_new0 (Line, load->n_lines);
  Run              self = { .load = load, .lines = lines, .poll = epoll_create1 (EPOLL_CLOEXEC) };
  gint64           start;

  open_lines (&self);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < load->n_lines; i++)
    go_on (&self, i);
  while (self.n_open > 0)
    {
      struct epoll_event events[EVENTS];
      int                n = epoll_wait (self.poll, events, EVENTS, 60000);

      if (n == 0)
        g_error ("Nothing has come for a minute");
      for (int i = 0; i < n; i++)
        read_line (&self, events[i].data.u32);
    }
  start = g_get_monotonic_time () - start;
  for (guint i = 0; i < load->n_lines; i++)
    g_string_free (lines[i].answer, TRUE);
  close (self.poll);
  return (BenchLoadResult){ self.n_answers, (double) start / G_USEC_PER_SEC };
}

char *
bench_load_request (const char *method, const char *target, const char *secret, const char *body)
{
  return g_strdup_printf ("%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n"
                          "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                          method, target, secret, body == NULL ? (gsize) 0 : strlen (body),
                          body == NULL ? "" : body);
}

gint64
bench_cpu_time (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *text = NULL;
  char             state;
  guint64          user, kernel;

  if (!g_file_get_contents (path, &text, NULL, NULL) ||
      sscanf (strrchr (text, ')'),
              ") %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %" G_GUINT64_FORMAT
              " %" G_GUINT64_FORMAT,
              &state, &user, &kernel) != 3)
    g_error ("There is no process %d", pid);
  return (gint64) ((user + kernel) * G_USEC_PER_SEC / (guint64) sysconf (_SC_CLK_TCK));
}
