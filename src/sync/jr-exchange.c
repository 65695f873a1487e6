/* jr-exchange.c: one exchange with the hub
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All calls go through here, so that each has a deadline, a limit on what it reads, and one way to say what went wrong:
 * no answer at all is OFFLINE, an answer that is not a hub's is CORRUPT, an error of the hub is a problem and gets the
 * code of its status. Redirects are not followed: the secret goes to the address that was given and nowhere else. */

#include "jr-hub-client-private.h"

#include <string.h>

#include "jr-error.h"

#define READ_SIZE ((gsize) 64 * 1024)

/* The largest short answer is the list of items: some thousand with all their points to check. */
static const JrJsonLimits reply_limits = { .max_bytes = 32 * 1024 * 1024,
                                           .max_depth = 24,
                                           .max_values = 2000000,
                                           .max_string = 1048576 };
static const JrJsonLimits problem_limits = { .max_bytes = 64 * 1024,
                                             .max_depth = 8,
                                             .max_values = 200,
                                             .max_string = 16384 };
static const JrJsonLimits frame_limits = { .max_bytes = JR_FRAME_MAXIMUM_BYTES,
                                           .max_depth = 24,
                                           .max_values = 200000,
                                           .max_string = 1048576 };

gboolean
jr_hub_client_fail_corrupt (const char *what, GError *cause, GError **error)
{
  JrErrorCode code = g_error_matches (cause, JR_BASE_ERROR, JR_ERROR_TOO_LARGE) ? JR_ERROR_TOO_LARGE
                                                                                : JR_ERROR_CORRUPT;

  g_set_error (error, JR_SYNC_ERROR, (int) code, "The hub's %s cannot be understood: %s", what,
               cause->message);
  return FALSE;
}

static gboolean
fail_transport (JrExchange *self, const GError *cause, GError **error)
{
  const char *url = self->client->url;

  if (self->caller != NULL && g_cancellable_is_cancelled (self->caller))
    g_set_error (error, JR_SYNC_ERROR, JR_ERROR_CANCELLED, "The exchange with %s was cancelled",
                 url);
  else if (jr_deadline_has_passed (self->deadline))
    g_set_error (error, JR_SYNC_ERROR, JR_ERROR_OFFLINE, "%s did not answer in time", url);
  else if (cause->domain == G_TLS_ERROR)
    g_set_error (error, JR_SYNC_ERROR, JR_ERROR_OFFLINE,
                 "%s could not prove that it is the hub (its certificate is not trusted): %s", url,
                 cause->message);
  else if (g_error_matches (cause, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING) ||
           g_error_matches (cause, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_ENCODING))
    g_set_error (error, JR_SYNC_ERROR, JR_ERROR_CORRUPT, "What answers at %s is not a hub: %s", url,
                 cause->message);
  else
    g_set_error (error, JR_SYNC_ERROR, JR_ERROR_OFFLINE, "%s cannot be reached: %s", url,
                 cause->message);
  return FALSE;
}

static SoupMessage *
create_message (JrHubClient *client, const JrRequest *request)
{
  g_autofree char *url = g_strconcat (client->url, request->path, NULL);
  g_autofree char *secret = jr_hub_client_dup_secret (client);
  SoupMessage *message = soup_message_new (request->method == NULL ? "GET" : request->method, url);
  SoupMessageHeaders *headers;

  g_return_val_if_fail (message != NULL, NULL);

  headers = soup_message_get_request_headers (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Accept",
                                request->accept == NULL ? "application/json" : request->accept);
  if (secret != NULL)
    {
      g_autofree char *authorization = g_strconcat ("Bearer ", secret, NULL);

      soup_message_headers_replace (headers, "Authorization", authorization);
    }
  if (client->certificate != NULL)
    soup_message_set_tls_client_certificate (message, client->certificate);
  if (request->json != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", request->json);
  else if (request->body != NULL)
    soup_message_set_request_body (message, "application/octet-stream", request->body,
                                   request->length);
  /* The hub says whether it wants the bytes before they are sent: what belongs elsewhere would be sent for nothing. */
  if (request->range != NULL)
    {
      soup_message_headers_replace (headers, "Content-Range", request->range);
      soup_message_headers_set_expectations (headers, SOUP_EXPECTATION_CONTINUE);
    }
  return message;
}

typedef struct
{
  JrDeadline *deadline;
  guint       answer_ms;
  guint       silence_ms;
} Pace;

static void
on_head_written (SoupMessage *message, gpointer data)
{
  Pace *pace = data;

  jr_deadline_extend (pace->deadline, pace->answer_ms);
}

static void
on_body_written (SoupMessage *message, guint size, gpointer data)
{
  Pace *pace = data;

  jr_deadline_extend (pace->deadline, pace->silence_ms);
}

static gint64
get_length (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
           ? soup_message_headers_get_content_length (headers)
           : -1;
}

gboolean
jr_exchange_begin (JrExchange      *self,
                   JrHubClient     *client,
                   const JrRequest *request,
                   GCancellable    *cancellable,
                   GError         **error)
{
  g_autoptr (GError) cause = NULL;
  const JrHubLimits *limits = &client->limits;
  Pace               pace;

  jr_hub_client_keep_problem (client, NULL);
  self->client = client;
  self->caller = cancellable;
  self->is_long = request->is_long;
  self->message = create_message (client, request);
  self->deadline = jr_deadline_new (limits->connect, cancellable);

  pace = (Pace){ .deadline = self->deadline,
                 .answer_ms = limits->response + request->wait_ms,
                 .silence_ms = limits->silence };
  g_signal_connect (self->message, "wrote-headers", G_CALLBACK (on_head_written), &pace);
  if (request->body != NULL)
    g_signal_connect (self->message, "wrote-body-data", G_CALLBACK (on_body_written), &pace);
  self->body = soup_session_send (client->session, self->message,
                                  jr_deadline_get_cancellable (self->deadline), &cause);
  g_signal_handlers_disconnect_by_data (self->message, &pace);
  if (self->body == NULL)
    return fail_transport (self, cause, error);
  self->left = get_length (self->message);
  return TRUE;
}

void
jr_exchange_clear (JrExchange *self)
{
  /* Closing a body that was not read to its end may wait for the rest of it: not here. */
  if (self->body != NULL)
    {
      g_autoptr (GCancellable) at_once = g_cancellable_new ();

      g_cancellable_cancel (at_once);
      g_input_stream_close (self->body, at_once, NULL);
    }
  g_clear_object (&self->body);
  g_clear_object (&self->message);
  g_clear_pointer (&self->deadline, jr_deadline_free);
}

/* libsoup lets a body that is shorter than was said pass when its connection was to be closed behind it. */
static gboolean
count_read (JrExchange *self, gsize length, GError **error)
{
  if (self->left < 0)
    return TRUE;
  if (length == 0 && self->left > 0)
    {
      g_set_error (error, JR_SYNC_ERROR, JR_ERROR_OFFLINE, "The answer of %s broke off",
                   self->client->url);
      return FALSE;
    }
  self->left -= (gint64) length;
  return TRUE;
}

gboolean
jr_exchange_read (JrExchange *self, void *buffer, gsize size, gsize *out_read, GError **error)
{
  g_autoptr (GError) cause = NULL;
  gssize             length;

  if (self->is_long)
    jr_deadline_extend (self->deadline, self->client->limits.silence);
  length = g_input_stream_read (self->body, buffer, size,
                                jr_deadline_get_cancellable (self->deadline), &cause);
  if (length < 0)
    return fail_transport (self, cause, error);
  *out_read = (gsize) length;
  return count_read (self, (gsize) length, error);
}

static GByteArray *
read_all (JrExchange *self, gsize maximum, GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autofree char       *buffer = g_malloc (READ_SIZE);
  gsize                  length;

  do
    {
      if (!jr_exchange_read (self, buffer, READ_SIZE, &length, error))
        return NULL;
      if (all->len + length > maximum)
        {
          g_set_error (error, JR_SYNC_ERROR, JR_ERROR_TOO_LARGE,
                       "The answer of %s is longer than %" G_GSIZE_FORMAT " bytes",
                       self->client->url, maximum);
          return NULL;
        }
      g_byte_array_append (all, (const guint8 *) buffer, (guint) length);
    }
  while (length > 0);
  return g_steal_pointer (&all);
}

static gboolean
has_content_type (SoupMessage *message, const char *expected)
{
  const char *type =
    soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);

  return type != NULL && g_ascii_strcasecmp (type, expected) == 0;
}

/* What stands between us and the hub answers in its own way; its status is all that counts then. */
static JrProblem *
read_problem (JrExchange *self)
{
  guint                  status = soup_message_get_status (self->message);
  g_autoptr (GByteArray) text = NULL;
  g_autoptr (JsonNode)   node = NULL;
  JrProblem             *problem = NULL;

  if (has_content_type (self->message, "application/problem+json"))
    text = read_all (self, problem_limits.max_bytes, NULL);
  if (text != NULL && text->len > 0)
    node = jr_json_parse ((const char *) text->data, text->len, &problem_limits, NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    problem = jr_problem_read (node, NULL);
  if (problem == NULL)
    problem = jr_problem_new (&(JrProblem){
      .type = (char *) JR_PROBLEM_OF_OTHERS,
      .status = status,
      .title = (char *) soup_status_get_phrase (status),
    });
  return problem;
}

static JrErrorCode
code_of_status (guint status)
{
  switch (status)
    {
    case 400:
    case 415:
    case 422:
      return JR_ERROR_INVALID;
    case 401:
    case 403:
      return JR_ERROR_DENIED;
    case 404:
    case 410:
      return JR_ERROR_NOT_FOUND;
    case 409:
      return JR_ERROR_CONFLICT;
    case 413:
    case 414:
    case 431:
      return JR_ERROR_TOO_LARGE;
    case 408:
    case 429:
    case 502:
    case 503:
    case 504:
      return JR_ERROR_OFFLINE;
    case 507:
      return JR_ERROR_FULL;
    default:
      return status >= 500 ? JR_ERROR_IO : JR_ERROR_REFUSED;
    }
}

gboolean
jr_exchange_check (JrExchange *self, GError **error)
{
  guint                 status = soup_message_get_status (self->message);
  g_autoptr (JrProblem) problem = NULL;

  if (SOUP_STATUS_IS_SUCCESSFUL (status))
    return TRUE;

  problem = read_problem (self);
  jr_hub_client_keep_problem (self->client, problem);
  g_set_error (error, JR_SYNC_ERROR, (int) code_of_status (status), "%s answers %u: %s%s%s",
               self->client->url, status, problem->title, problem->detail == NULL ? "" : ": ",
               problem->detail == NULL ? "" : problem->detail);
  return FALSE;
}

JsonNode *
jr_exchange_read_json (JrExchange *self, JsonNodeType type, GError **error)
{
  g_autoptr (GError)     cause = NULL;
  g_autoptr (GByteArray) text = read_all (self, reply_limits.max_bytes, error);
  g_autoptr (JsonNode)   node = NULL;

  if (text == NULL)
    return NULL;
  node = jr_json_parse (text->len == 0 ? "" : (const char *) text->data, text->len, &reply_limits,
                        &cause);
  if (node == NULL)
    return jr_hub_client_fail_corrupt ("answer", cause, error), NULL;
  if (json_node_get_node_type (node) != type)
    {
      g_set_error (error, JR_SYNC_ERROR, JR_ERROR_CORRUPT,
                   "The hub's answer cannot be understood: it is JSON of another kind");
      return NULL;
    }
  return g_steal_pointer (&node);
}

JsonNode *
jr_hub_client_ask (JrHubClient     *self,
                   const JrRequest *request,
                   JsonNodeType     type,
                   GCancellable    *cancellable,
                   GError         **error)
{
  g_auto (JrExchange) exchange = JR_EXCHANGE_INIT;

  if (!jr_exchange_begin (&exchange, self, request, cancellable, error) ||
      !jr_exchange_check (&exchange, error))
    return NULL;
  return jr_exchange_read_json (&exchange, type, error);
}

GBytes *
jr_hub_client_write_body (JsonNode *node)
{
  char *text = jr_json_to_canonical (node);

  return g_bytes_new_take (text, strlen (text));
}

JrFrame *
jr_frame_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (GError)   cause = NULL;
  g_autoptr (JsonNode) node = jr_json_parse (text, length, &frame_limits, &cause);
  JrFrame             *frame = node == NULL ? NULL : jr_frame_read (node, &cause);

  if (frame == NULL)
    jr_hub_client_fail_corrupt ("feed", cause, error);
  return frame;
}
