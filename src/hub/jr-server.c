/* jr-server.c: HTTP: lines, limits, and the way of a request through the hub
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libmicrohttpd calls in here when the head of a request has come, for each piece of its body, when the body is over, and
 * again when a suspended request is resumed. What the head alone decides (address, method, who may, how long) is decided
 * before a byte of the body is read. A short body of a refused request is still taken in and thrown away, since closing a
 * line with unread bytes in it makes the other end lose our answer.
 *
 * Poll mode, not epoll: there a client that sends one byte of a TLS greeting keeps a core busy for ever. */

#include "jr-server.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "jr-access.h"
#include "jr-guard.h"
#include "jr-hub-error.h"
#include "jr-lines.h"
#include "jr-listener.h"
#include "jr-metrics.h"
#include "jr-peer.h"
#include "jr-request-private.h"
#include "jr-tls.h"

#define THREADS 2
/* A desk has a stream and one or two lines more. */
#define LINES_MAXIMUM 4096
/* Not on loopback, where a proxy may bring everybody. */
#define LINES_PER_ADDRESS_MAXIMUM 256
/* Of a line for heads; also what is read of a body at a time. libmicrohttpd writes zeros over all of it at each request, so
 * every desk costs as much. */
#define LINE_MEMORY (32 * 1024)
/* Without a byte in either direction; a stream has a bookmark every 15 s. */
#define SILENCE_SECONDS 60
#define UNACKNOWLEDGED_MS 30000
#define DISCARDED_MAXIMUM (G_GINT64_CONSTANT (1024) * 1024)

struct _JrServer
{
  JrHub             *hub;
  JrListener        *listener;
  JrLines           *lines;
  struct MHD_Daemon *daemon;
  JrTls             *tls;

  GMutex   lock;
  GCond    changed;
  guint    n_calls;     /* requests between their head and the end of their answer */
  guint    n_handling;  /* handlers that run just now */
  gboolean is_stopping; /* new requests are refused */
  gboolean is_over;     /* no handler may begin any more */
};

/* Lines -------------------------------------------------------------------------------------------------------------- */

static void
on_line (void                               *data,
         struct MHD_Connection              *connection,
         void                              **line,
         enum MHD_ConnectionNotificationCode code)
{
  JrServer    *self = data;
  unsigned int timeout = UNACKNOWLEDGED_MS;
  int          fd;

  jr_metrics_add (JR_METRIC_LINES, code == MHD_CONNECTION_NOTIFY_CLOSED ? -1 : 1);
  if (code == MHD_CONNECTION_NOTIFY_CLOSED)
    {
      jr_lines_remove (self->lines, g_steal_pointer (line));
      return;
    }
  fd = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
  /* A machine that was switched off does not answer, and a stream would be written to it for hours. Not every kind of
   * socket knows it. */
  setsockopt (fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &timeout, sizeof timeout);
  *line = jr_lines_add (self->lines, fd);
  jr_tls_guard (self->tls, connection);
}

static JrLine *
get_line (struct MHD_Connection *connection)
{
  return MHD_get_connection_info (connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

/* Requests ----------------------------------------------------------------------------------------------------------- */

/* Before the head has been read as a whole. */
static void *
on_target (void *data, const char *target, struct MHD_Connection *connection)
{
  JrServer *self = data;

  return jr_call_new (self->hub, target);
}

static gboolean
begin_counting (JrServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->n_calls++;
  return !self->is_stopping;
}

static gboolean
is_stopping (JrServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->is_stopping;
}

static enum MHD_Result
send_response (JrServer *self, JrCall *call)
{
  g_autoptr (JrResponse) response = g_steal_pointer (&call->response);

  jr_metrics_count_request (call->request.route, jr_response_get_status (response),
                            g_get_monotonic_time () - call->begun_at);
  if (is_stopping (self))
    jr_response_set_is_last (response);
  return jr_response_queue (response, call->request.connection);
}

static JrResponse *
check_body (JrCall *call)
{
  gint64 length = jr_request_get_length (&call->request);

  /* HTTP knows no way to say how long an upload without a length may still become. */
  if (length < 0 && call->request.route->upload != NULL)
    return jr_response_new_problem_for ("length-required", NULL);
  if (length > call->request.route->body_maximum)
    return jr_response_new_problem_for ("too-large", NULL);
  return NULL;
}

/* What the head decides. NULL when the body may come. */
static JrResponse *
check_head (JrCall *call, const char *path)
{
  JrRequest  *request = &call->request;
  JrResponse *response = NULL;

  request->route = jr_router_find (request->method, path, &request->parameter, &response);
  if (request->route != NULL)
    response = jr_access_check (request, request->route);
  if (response == NULL)
    response = check_body (call);
  if (response == NULL && request->route->upload != NULL)
    request->upload = request->route->upload->begin (request, &response);
  return response;
}

/* Whether the rest of the body is so short that it is better thrown away than left unread. */
static gboolean
is_body_short (JrCall *call)
{
  return jr_request_get_length (&call->request) <= DISCARDED_MAXIMUM &&
         jr_request_get_header (&call->request, MHD_HTTP_HEADER_EXPECT) == NULL;
}

static enum MHD_Result
begin_call (JrServer *self, JrCall *call, const char *path, const char *version)
{
  JrRequest *request = &call->request;
  gint64     length;

  request->address = jr_peer_dup_client (request->connection, &request->is_local);
  if (!begin_counting (self))
    call->response = jr_response_new_problem_for ("stopping", NULL);
  if (call->response == NULL)
    call->response =
      jr_guard_check (request->connection, &(JrGuardHead){ .method = request->method,
                                                           .target = call->target,
                                                           .target_end = call->target_end,
                                                           .version = version });
  if (call->response != NULL)
    {
      call->phase = JR_CALL_HANDLED;
      jr_lines_receive (self->lines, get_line (request->connection), 0);
      jr_response_set_is_last (call->response);
      return send_response (self, call);
    }
  call->response = check_head (call, path);
  jr_call_end_reading (call);
  length = jr_request_get_length (request);
  jr_lines_receive (self->lines, get_line (request->connection),
                    length < 0 ? (guint64) DISCARDED_MAXIMUM : (guint64) length);
  call->phase = call->response == NULL ? JR_CALL_RECEIVING : JR_CALL_REFUSED;
  if (call->response == NULL || is_body_short (call))
    return MHD_YES;
  jr_response_set_is_last (call->response);
  call->phase = JR_CALL_HANDLED;
  return send_response (self, call);
}

static void
refuse_rest (JrCall *call, JrResponse *response)
{
  call->response = response;
  call->phase = JR_CALL_REFUSED;
}

static void
keep_piece (JrCall *call, const char *bytes, gsize length)
{
  if (call->received > call->request.route->body_maximum)
    {
      refuse_rest (call, jr_response_new_problem_for ("too-large", NULL));
      return;
    }
  if (call->buffer == NULL)
    call->buffer = g_byte_array_new ();
  g_byte_array_append (call->buffer, (const guint8 *) bytes, (guint) length);
}

/* MHD_NO closes the line: in the middle of a body nothing can be said. */
static enum MHD_Result
take_piece (JrCall *call, const char *bytes, gsize length)
{
  JrResponse *response = NULL;
  gint64      maximum = MAX (DISCARDED_MAXIMUM, jr_request_get_length (&call->request));

  call->received += (gint64) length;
  if (call->phase == JR_CALL_REFUSED)
    return call->received <= maximum ? MHD_YES : MHD_NO;
  if (call->request.route->upload == NULL)
    keep_piece (call, bytes, length);
  else if (!call->request.route->upload->chunk (&call->request, bytes, length, &response))
    refuse_rest (call, response);
  return MHD_YES;
}

/* The body is over. */
static void
close_body (JrCall *call)
{
  JrRequest *request = &call->request;

  if (call->buffer != NULL)
    request->body = g_byte_array_free_to_bytes (g_steal_pointer (&call->buffer));
  else
    request->body = g_bytes_new (NULL, 0);
  call->phase = JR_CALL_HANDLED;
}

/* Under the lock. A signal is a system call, also when nobody waits. */
static void
tell_drain (JrServer *self)
{
  if (self->is_stopping)
    g_cond_signal (&self->changed);
}

static gboolean
begin_handling (JrServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->is_over)
    return FALSE;
  self->n_handling++;
  return TRUE;
}

static void
end_handling (JrServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->n_handling--;
  tell_drain (self);
}

/* NULL when the request is suspended and not ours any more: somebody may be answering it just now. */
static JrResponse *
handle (JrServer *self, JrCall *call)
{
  JrRequest  *request = &call->request;
  JrResponse *response;

  if (!begin_handling (self))
    return jr_response_new_problem_for ("stopping", NULL);
  response = request->route->upload != NULL ? request->route->upload->finish (request)
                                            : request->route->handle (request);
  if (response != NULL)
    jr_call_end_reading (call);
  end_handling (self);
  return response;
}

static enum MHD_Result
end_call (JrServer *self, JrCall *call)
{
  jr_lines_receive (self->lines, get_line (call->request.connection), 0);
  if (call->phase == JR_CALL_RECEIVING)
    {
      JrResponse *response;

      close_body (call);
      response = handle (self, call);
      if (response == NULL)
        return MHD_YES;
      call->response = response;
    }
  if (call->response == NULL)
    return MHD_YES;
  return send_response (self, call);
}

static enum MHD_Result
on_access (void                  *data,
           struct MHD_Connection *connection,
           const char            *path,
           const char            *method,
           const char            *version,
           const char            *bytes,
           size_t                *length,
           void                 **context)
{
  JrServer *self = data;
  JrCall   *call = *context;

  if (call->phase == JR_CALL_NEW)
    {
      call->request.connection = connection;
      call->request.method = method;
      call->lines = self->lines;
      call->line = get_line (connection);
      return begin_call (self, call, path, version);
    }
  if (*length > 0)
    {
      gsize taken = *length;

      *length = 0;
      return take_piece (call, bytes, taken);
    }
  return end_call (self, call);
}

static void
on_completed (void                           *data,
              struct MHD_Connection          *connection,
              void                          **context,
              enum MHD_RequestTerminationCode code)
{
  JrServer *self = data;
  JrCall   *call = g_steal_pointer (context);
  JrLine   *line = get_line (connection);
  gboolean  was_counted;

  if (call == NULL)
    return;
  was_counted = call->phase != JR_CALL_NEW;
  jr_call_free (call);
  jr_lines_wait (self->lines, line);
  if (!was_counted)
    return;
  g_mutex_lock (&self->lock);
  self->n_calls--;
  tell_drain (self);
  g_mutex_unlock (&self->lock);
}

/* Life --------------------------------------------------------------------------------------------------------------- */

static void
on_log (void *data, const char *format, va_list arguments)
{
  g_autofree char *text = g_strdup_vprintf (format, arguments);

  /* What strangers send is not worth a line in the log each. */
  g_debug ("libmicrohttpd: %s", g_strstrip (text));
}

/* As many descriptors as the system gives: each line is one. */
static void
raise_limits (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

static gboolean
start (JrServer *self, GError **error)
{
  gboolean     is_secret = jr_tls_is_on (self->tls);
  unsigned int flags =
    MHD_USE_POLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG |
    (is_secret ? MHD_USE_TLS : 0) |
    (jr_listener_get_family (self->listener) == G_SOCKET_FAMILY_IPV6 ? MHD_USE_IPv6 : 0);
  unsigned int per_address = jr_listener_is_local (self->listener) ? 0 : LINES_PER_ADDRESS_MAXIMUM;

  self->daemon =
    MHD_start_daemon (flags, 0, NULL, NULL, on_access, self, MHD_OPTION_EXTERNAL_LOGGER, on_log,
                      NULL, MHD_OPTION_LISTEN_SOCKET, jr_listener_get_fd (self->listener),
                      MHD_OPTION_THREAD_POOL_SIZE, (unsigned int) THREADS,
                      MHD_OPTION_CONNECTION_LIMIT, (unsigned int) LINES_MAXIMUM,
                      MHD_OPTION_PER_IP_CONNECTION_LIMIT, per_address,
                      MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) LINE_MEMORY,
                      MHD_OPTION_CONNECTION_TIMEOUT, (unsigned int) SILENCE_SECONDS,
                      MHD_OPTION_STRICT_FOR_CLIENT, JR_GUARD_STRICTNESS,
                      MHD_OPTION_URI_LOG_CALLBACK, on_target, self, MHD_OPTION_NOTIFY_COMPLETED,
                      on_completed, self, MHD_OPTION_NOTIFY_CONNECTION, on_line, self,
                      MHD_OPTION_ARRAY, jr_tls_get_options (self->tls), MHD_OPTION_END);
  if (self->daemon != NULL)
    return TRUE;
  g_set_error (error, JR_HUB_ERROR, JR_ERROR_INVALID, "The server does not start%s",
               is_secret ? ": --tls-cert and --tls-key do not fit each other, or are no PEM files"
                         : "");
  return FALSE;
}

JrServer *
jr_server_new (JrHub *hub, GError **error)
{
  g_autoptr (JrServer) self = g_new0 (JrServer, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->hub = hub;
  self->lines = jr_lines_new ();
  self->tls = jr_tls_new (hub->options, error);
  if (self->tls == NULL)
    return NULL;
  self->listener = jr_listener_new (hub->options->listen, jr_tls_is_on (self->tls), error);
  if (self->listener == NULL)
    return NULL;
  raise_limits ();
  if (!start (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

const char *
jr_server_get_url (JrServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return jr_listener_get_url (self->listener);
}

GSocketAddress *
jr_server_dup_address (JrServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return jr_listener_dup_address (self->listener);
}

gboolean
jr_server_is_full (JrServer *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return jr_lines_get_count (self->lines) >= LINES_MAXIMUM;
}

void
jr_server_quiesce (JrServer *self)
{
  g_return_if_fail (self != NULL);

  if (self->daemon != NULL)
    MHD_quiesce_daemon (self->daemon);
  if (self->listener != NULL)
    jr_listener_stop (self->listener);
  g_mutex_lock (&self->lock);
  self->is_stopping = TRUE;
  g_mutex_unlock (&self->lock);
  jr_lines_stop (self->lines);
}

void
jr_server_drain (JrServer *self, guint seconds)
{
  g_autoptr (GMutexLocker) locker = NULL;
  gint64                   until = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;

  g_return_if_fail (self != NULL);

  locker = g_mutex_locker_new (&self->lock);
  while (self->n_calls > 0 && g_cond_wait_until (&self->changed, &self->lock, until))
    continue;
  self->is_over = TRUE;
  while (self->n_handling > 0)
    g_cond_wait (&self->changed, &self->lock);
}

void
jr_server_free (JrServer *self)
{
  g_return_if_fail (self != NULL);

  jr_server_quiesce (self);
  if (self->daemon != NULL)
    MHD_stop_daemon (self->daemon);
  jr_lines_free (self->lines);
  g_clear_pointer (&self->listener, jr_listener_free);
  g_clear_pointer (&self->tls, jr_tls_free);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}
