/* fuzz-requests.c: what comes over a line: heads of requests, through libmicrohttpd and the guard
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The input is sent over a line of a real server. What the guard lets through is held against the bytes as they came: each
 * head must have one meaning, and the next request must begin where the length of the body says. */

#include "fuzz.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "jr-guard.h"

#define LINE_MEMORY (16 * 1024)
#define INPUT_MAXIMUM (12 * 1024)
#define TURNS_MAXIMUM 1000

/**
 * Line:
 * @next: where the next request begins, as its predecessors say
 * @is_lost: one came in chunks, or a NUL did; where that ends is not looked for
 */
typedef struct
{
  const char *bytes;
  gsize       length;
  gsize       next;
  gboolean    is_lost;
} Line;

typedef struct
{
  char       *target;
  const char *target_end;
  gboolean    is_known;
} Call;

static Line line;

/* Of a head as it came: what stands behind the name, NULL when the line is of another. */
static const char *
find_value (const char *text, const char *name)
{
  gsize length = strlen (name);

  if (g_ascii_strncasecmp (text, name, length) != 0)
    return NULL;
  text += length;
  return *text == ':' ? text + 1 : NULL;
}

/* The lengths that a head announces must be one, and its body comes in one way. */
static guint64
check_lines (char **lines)
{
  guint64 body = 0;
  guint   n_lengths = 0, n_chunks = 0, n_hosts = 0;

  for (char **text = lines; *text != NULL; text++)
    {
      const char *value = find_value (*text, "Content-Length");

      g_assert_true (**text != ' ' && **text != '\t');
      g_assert_null (strchr (*text, '\r'));
      if (value != NULL && n_lengths++ == 0)
        body = g_ascii_strtoull (value, NULL, 10);
      n_chunks += find_value (*text, "Transfer-Encoding") != NULL;
      n_hosts += find_value (*text, "Host") != NULL;
    }
  g_assert_cmpuint (n_lengths + n_chunks, <=, 1);
  g_assert_cmpuint (n_hosts, <=, 1);
  line.is_lost = n_chunks > 0;
  return body;
}

/* The empty line at its end included. libmicrohttpd before 1.0 takes a colon and one sign that ends lines for it, too, and
 * keeps nothing by which that could be told; the README of the hub says who does not let it through. */
static gsize
find_head_end (const char *head, gsize length)
{
  static const char *const ends[] = { "\r\n\r\n", "\r\n:\n", "\r\n:\r", "\n:\r\n" };
  const guint              n_ends = MHD_VERSION < 0x01000000 ? G_N_ELEMENTS (ends) : 1;
  const char              *first = NULL;

  for (guint i = 0; i < n_ends; i++)
    {
      const char *end = memmem (head, length, ends[i], 4);

      if (end != NULL && (first == NULL || end < first))
        first = end;
    }
  g_assert_nonnull (first);
  return (gsize) (first - head) + 4;
}

static void
check_head (const char *method, const char *target, const char *version)
{
  const char      *head = line.bytes + line.next;
  gsize            length;
  g_autofree char *text = NULL;
  g_autofree char *first = NULL;
  g_auto (GStrv)   lines = NULL;

  /* Empty lines before a request are none of it. */
  while (line.next < line.length && (*head == '\r' || *head == '\n'))
    head = line.bytes + ++line.next;
  length = find_head_end (head, line.length - line.next);
  g_assert_null (memchr (head, '\0', length));
  text = g_strndup (head, length - 4);
  lines = g_strsplit (text, "\r\n", -1);
  first = g_strdup_printf ("%s %s %s", method, target, version);
  g_assert_cmpstr (lines[0], ==, first);
  line.next += length + check_lines (lines + 1);
}

static void *
on_target (void *data, const char *target, struct MHD_Connection *connection)
{
  Call *call = g_new0 (Call, 1);

  call->target = g_strdup (target);
  call->target_end = target + strlen (target);
  return call;
}

static enum MHD_Result
answer (struct MHD_Connection *connection)
{
  struct MHD_Response *response = MHD_create_response_from_buffer (0, NULL, MHD_RESPMEM_PERSISTENT);
  enum MHD_Result      result = MHD_queue_response (connection, MHD_HTTP_OK, response);

  MHD_destroy_response (response);
  return result;
}

static enum MHD_Result
on_access (void                  *data,
           struct MHD_Connection *connection,
           const char            *path,
           const char            *method,
           const char            *version,
           const char            *body,
           size_t                *length,
           void                 **state)
{
  Call                  *call = *state;
  const char            *target = call->target;
  JrGuardHead            head = { method, target, call->target_end, version };
  g_autoptr (JrResponse) refusal = NULL;

  if (call->is_known && *length > 0)
    {
      *length = 0;
      return MHD_YES;
    }
  if (call->is_known)
    return answer (connection);
  call->is_known = TRUE;
  refusal = jr_guard_check (connection, &head);
  if (refusal == NULL)
    {
      if (!line.is_lost)
        check_head (method, target, version);
      return MHD_YES;
    }
  jr_response_set_is_last (refusal);
  return jr_response_queue (refusal, connection);
}

static void
on_completed (void                           *data,
              struct MHD_Connection          *connection,
              void                          **state,
              enum MHD_RequestTerminationCode code)
{
  Call *call = *state;

  if (call != NULL)
    g_free (call->target);
  g_clear_pointer (state, g_free);
}

static void
on_log (void *data, const char *format, va_list arguments)
{
}

static struct MHD_Daemon *
start (void)
{
  return MHD_start_daemon (MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ERROR_LOG, 0, NULL, NULL, on_access,
                           NULL, MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL,
                           MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) LINE_MEMORY,
                           MHD_OPTION_STRICT_FOR_CLIENT, JR_GUARD_STRICTNESS,
                           MHD_OPTION_URI_LOG_CALLBACK, on_target, NULL,
                           MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL, MHD_OPTION_END);
}

/* Until the server has closed its end. */
static void
run (struct MHD_Daemon *server, int end)
{
  char   answers[4096];
  gssize n = -1;
  guint  turns = 0;
  do
    {
      MHD_run_wait (server, 0);
      n = recv (end, answers, sizeof answers, MSG_DONTWAIT);
      g_assert_cmpuint (++turns, <, TURNS_MAXIMUM);
    }
  while (n > 0 || (n < 0 && errno == EAGAIN));
}

/* libmicrohttpd before 1.0 reads lines to their ends and texts to a NUL, and what is between is nobody's: hub-abuse says
 * what the guard makes of that, and hub-unix-socket that it comes through no proxy. */
static gboolean
has_hidden_end (const guint8 *bytes, gsize length)
{
  return MHD_VERSION < 0x01000000 && memchr (bytes, '\0', length) != NULL;
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  static struct MHD_Daemon *server = NULL;
  struct sockaddr_un        address = { .sun_family = AF_UNIX };
  int                       ends[2];

  if (server == NULL)
    server = start ();
  if (length > INPUT_MAXIMUM)
    return 0;
  line = (Line){ .bytes = (const char *) bytes,
                 .length = length,
                 .is_lost = has_hidden_end (bytes, length) };
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends), ==,
                   0);
  g_assert_cmpint (send (ends[0], bytes, length, MSG_NOSIGNAL), ==, (gssize) length);
  shutdown (ends[0], SHUT_WR);
  g_assert_cmpint (MHD_add_connection (server, ends[1], (struct sockaddr *) &address,
                                       sizeof address),
                   ==, MHD_YES);
  run (server, ends[0]);
  close (ends[0]);
  return 0;
}
