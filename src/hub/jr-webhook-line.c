/* jr-webhook-line.c: how a result gets to its target
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* libsoup, which the desk has already, because it takes what it connects to from outside (jr-webhook-connectable.c): the
 * address that was looked at is the one that is connected to. No redirect is followed, no proxy asked, and of an answer
 * only its head counts; of the body so much is read as keeps the connection usable after a polite one. */

#include "jr-webhook-line.h"

#include <errno.h>
#include <libsoup/soup.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "jr-hub-error.h"
#include "jr-webhook-address.h"
#include "jr-webhook-signature.h"

#define CONTENT_TYPE "application/cloudevents+json"
#define RESPONSE_MAXIMUM 16384
#define CONNECTIONS_MAXIMUM 4
#define IDLE_SECONDS 30

struct _JrWebhookLine
{
  SoupSession *session;
  GUri        *uri;
  char        *url;
  char        *networks;
  char        *ca;
  guint        seconds;
  int          file; /* the authorities; -1 for the system's */
};

/** Attempt: ends when head or fault is known and the body read or given up. */
typedef struct
{
  GCancellable      *stop; /* by time or by the caller */
  GCancellable      *cancellable;
  gulong             cancelled;
  GSource           *deadline;
  guint              seconds;
  gboolean           is_overdue;
  SoupMessage       *message;
  GInputStream      *body;
  gsize              n_read;
  char               buffer[RESPONSE_MAXIMUM];
  JrWebhookReplyFunc func;
  gpointer           data;
} Attempt;

/* A line ------------------------------------------------------------------------------------------------------------- */

/* GIO reads authorities from files only, and at their first use. */
static gboolean
open_authorities (JrWebhookLine *self, const char *pem, GError **error)
{
  g_autofree char         *path = NULL;
  g_autoptr (GTlsDatabase) database = NULL;
  gsize                    length = strlen (pem);

  self->file = memfd_create ("jr-webhook-ca", MFD_CLOEXEC);
  if (self->file < 0 || write (self->file, pem, length) != (gssize) length)
    {
      g_set_error (error, JR_HUB_ERROR, JR_ERROR_IO, "Cannot keep an authority in memory: %s",
                   g_strerror (errno));
      return FALSE;
    }
  path = g_strdup_printf ("/proc/self/fd/%d", self->file);
  database = g_tls_file_database_new (path, error);
  if (database != NULL)
    soup_session_set_tls_database (self->session, database);
  return database != NULL;
}

static SoupSession *
make_session (GUri *uri, const JrWebhook *webhook, guint seconds, GError **error)
{
  g_autoptr (GPtrArray)          allowed = jr_webhook_networks_read (webhook->networks, error);
  gboolean                       is_tls = g_strcmp0 (g_uri_get_scheme (uri), "https") == 0;
  const JrWebhookAddressRules    rules = { allowed, is_tls };
  g_autoptr (GSocketConnectable) host = NULL;
  SoupSession                   *session;
  int                            port = g_uri_get_port (uri);

  if (allowed == NULL)
    return NULL;
  if (port <= 0)
    port = is_tls ? 443 : 80;
  host = jr_webhook_connectable_new (g_uri_get_host (uri), (guint16) port, &rules);
  session =
    soup_session_new_with_options ("remote-connectable", host, "timeout", seconds + 1,
                                   "idle-timeout", (guint) IDLE_SECONDS, "max-conns",
                                   CONNECTIONS_MAXIMUM, "max-conns-per-host", CONNECTIONS_MAXIMUM,
                                   "user-agent", "joint-review-hub/" JR_VERSION, NULL);
  soup_session_set_proxy_resolver (session, NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  return session;
}

JrWebhookLine *
jr_webhook_line_new (const JrWebhook *webhook, guint seconds, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (webhook->url, SOUP_HTTP_URI_FLAGS, error);
  SoupSession     *session = uri == NULL ? NULL : make_session (uri, webhook, seconds, error);
  g_autoptr (JrWebhookLine) self = NULL;

  if (session == NULL)
    return NULL;
  self = g_new (JrWebhookLine, 1);
  *self = (JrWebhookLine){ .session = session,
                           .uri = g_steal_pointer (&uri),
                           .url = g_strdup (webhook->url),
                           .networks = g_strdup (webhook->networks),
                           .ca = g_strdup (webhook->ca),
                           .seconds = seconds,
                           .file = -1 };
  if (webhook->ca != NULL && !open_authorities (self, webhook->ca, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
jr_webhook_line_free (JrWebhookLine *self)
{
  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_uri_unref (self->uri);
  g_free (self->url);
  g_free (self->networks);
  g_free (self->ca);
  if (self->file >= 0)
    close (self->file);
  g_free (self);
}

gboolean
jr_webhook_line_is_for (const JrWebhookLine *self, const JrWebhook *webhook)
{
  return g_strcmp0 (self->url, webhook->url) == 0 &&
         g_strcmp0 (self->networks, webhook->networks) == 0 &&
         g_strcmp0 (self->ca, webhook->ca) == 0;
}

/* An attempt --------------------------------------------------------------------------------------------------------- */

static void
attempt_free (Attempt *self)
{
  if (self->cancelled != 0)
    g_cancellable_disconnect (self->cancellable, self->cancelled);
  g_source_destroy (self->deadline);
  g_source_unref (self->deadline);
  g_clear_object (&self->body);
  g_clear_object (&self->cancellable);
  g_object_unref (self->stop);
  g_object_unref (self->message);
  g_free (self);
}

/* @cause: (nullable): when there was no answer. */
static void
end (Attempt *self, const GError *cause)
{
  JrWebhookReply   reply = { .status = 0 };
  g_autofree char *fault = NULL;

  if (cause == NULL)
    reply.status = soup_message_get_status (self->message);
  if (cause != NULL && self->is_overdue)
    fault = g_strdup_printf ("no answer in %u s", self->seconds);
  else if (cause != NULL)
    fault = g_strdup (cause->message);
  else if (!SOUP_STATUS_IS_SUCCESSFUL (reply.status))
    fault = g_strdup_printf ("answered %u", reply.status);
  reply.fault = fault;
  reply.retry_after =
    cause != NULL ? NULL
                  : soup_message_headers_get_one (soup_message_get_response_headers (self->message),
                                                  "Retry-After");
  self->func (&reply, self->data);
  attempt_free (self);
}

static void read_on (Attempt *self);

/* The head has said all; a body that breaks off or does not end is not waited for. */
static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Attempt *self = data;
  gssize   n = g_input_stream_read_finish (self->body, result, NULL);

  if (n > 0)
    self->n_read += (gsize) n;
  if (n > 0 && self->n_read < sizeof self->buffer)
    {
      read_on (self);
      return;
    }
  if (n != 0)
    g_cancellable_cancel (self->stop);
  end (self, NULL);
}

static void
read_on (Attempt *self)
{
  g_input_stream_read_async (self->body, self->buffer, sizeof self->buffer - self->n_read,
                             G_PRIORITY_DEFAULT, self->stop, on_read, self);
}

static void
on_answered (GObject *session, GAsyncResult *result, gpointer data)
{
  Attempt           *self = data;
  g_autoptr (GError) error = NULL;

  self->body = soup_session_send_finish (SOUP_SESSION (session), result, &error);
  if (self->body == NULL)
    end (self, error);
  else
    read_on (self);
}

static gboolean
on_overdue (gpointer data)
{
  Attempt *self = data;

  self->is_overdue = TRUE;
  g_cancellable_cancel (self->stop);
  return G_SOURCE_CONTINUE;
}

static void
on_cancelled (GCancellable *cancellable, gpointer data)
{
  g_cancellable_cancel (data);
}

static SoupMessage *
make_message (JrWebhookLine         *self,
              const JrResultMessage *result,
              const char *const     *secrets,
              JrTime                 now)
{
  gsize            length = strlen (result->body);
  gint64           seconds = now / JR_TIME_SECOND;
  g_autofree char *timestamp = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
  g_autofree char *signature = jr_webhook_sign (secrets, result->id, seconds, result->body, length);
  g_autoptr (GBytes)  body = g_bytes_new (result->body, length);
  SoupMessage        *message = soup_message_new_from_uri (SOUP_METHOD_POST, self->uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_disable_feature (message, SOUP_TYPE_AUTH_MANAGER);
  soup_message_headers_replace (headers, "webhook-id", result->id);
  soup_message_headers_replace (headers, "webhook-timestamp", timestamp);
  soup_message_headers_replace (headers, "webhook-signature", signature != NULL ? signature : "");
  soup_message_set_request_body_from_bytes (message, CONTENT_TYPE, body);
  return message;
}

void
jr_webhook_line_send (JrWebhookLine         *self,
                      const JrResultMessage *message,
                      const char *const     *secrets,
                      JrTime                 now,
                      GCancellable          *cancellable,
                      JrWebhookReplyFunc     func,
                      gpointer               data)
{
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->func = func;
  attempt->data = data;
  attempt->seconds = self->seconds;
  attempt->message = make_message (self, message, secrets, now);
  attempt->stop = g_cancellable_new ();
  attempt->cancellable = g_object_ref (cancellable);
  attempt->cancelled =
    g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), attempt->stop, NULL);
  attempt->deadline = g_timeout_source_new_seconds (self->seconds);
  g_source_set_callback (attempt->deadline, on_overdue, attempt, NULL);
  g_source_attach (attempt->deadline, g_main_context_get_thread_default ());
  soup_session_send_async (self->session, attempt->message, G_PRIORITY_DEFAULT, attempt->stop,
                           on_answered, attempt);
}
