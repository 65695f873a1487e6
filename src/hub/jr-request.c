/* jr-request.c: an incoming request as handlers see it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A handler that reads gets one connection and one transaction, so that all it says in one answer is of one moment. Both
 * are there only if it asks, and the server ends them, so that no handler can forget to. */

#include "jr-request-private.h"

#include <string.h>

#include "jr-hub.h"

JrCall *
jr_call_new (JrHub *hub, const char *target)
{
  JrCall *self = g_new0 (JrCall, 1);

  self->request.hub = hub;
  self->begun_at = g_get_monotonic_time ();
  self->target = g_strdup (target);
  self->target_end = target + strlen (target);
  return self;
}

void
jr_call_end_reading (JrCall *self)
{
  jr_transaction_clear (&self->transaction);
  if (self->database != NULL)
    jr_readers_give (self->request.hub->readers, g_steal_pointer (&self->database));
}

void
jr_call_free (JrCall *self)
{
  JrRequest *request = &self->request;

  jr_call_end_reading (self);
  if (request->upload != NULL)
    request->route->upload->abandon (request->upload);
  if (request->secret != NULL)
    explicit_bzero (request->secret, strlen (request->secret));
  g_clear_pointer (&self->buffer, g_byte_array_unref);
  g_clear_pointer (&self->response, jr_response_free);
  g_clear_pointer (&request->actor, jr_actor_unref);
  g_clear_pointer (&request->body, g_bytes_unref);
  g_free (request->parameter);
  g_free (request->secret);
  g_free (request->address);
  g_free (self->target);
  g_free (self);
}

const char *
jr_request_get_query (JrRequest *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  return MHD_lookup_connection_value (self->connection, MHD_GET_ARGUMENT_KIND, name);
}

gboolean
jr_request_get_query_int (JrRequest  *self,
                          const char *name,
                          gint64      minimum,
                          gint64      maximum,
                          gint64     *out_value)
{
  const char *text = jr_request_get_query (self, name);

  return text == NULL || g_ascii_string_to_signed (text, 10, minimum, maximum, out_value, NULL);
}

const char *
jr_request_get_header (JrRequest *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  return MHD_lookup_connection_value (self->connection, MHD_HEADER_KIND, name);
}

gboolean
jr_request_accepts (JrRequest *self, const char *content_type)
{
  const char    *accept = jr_request_get_header (self, MHD_HTTP_HEADER_ACCEPT);
  g_auto (GStrv) types = g_strsplit (accept == NULL ? "" : accept, ",", -1);

  for (char **type = types; *type != NULL; type++)
    {
      (*type)[strcspn (*type, ";")] = '\0';
      if (g_ascii_strcasecmp (g_strstrip (*type), content_type) == 0)
        return TRUE;
    }
  return FALSE;
}

gint64
jr_request_get_length (JrRequest *self)
{
  const char *text = jr_request_get_header (self, MHD_HTTP_HEADER_CONTENT_LENGTH);
  gint64      length = 0;

  if (text == NULL)
    return jr_request_get_header (self, MHD_HTTP_HEADER_TRANSFER_ENCODING) == NULL ? 0 : -1;
  /* The guard has let it through. */
  g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &length, NULL);
  return length;
}

JrDatabase *
jr_request_get_database (JrRequest *self, GError **error)
{
  JrCall *call = (JrCall *) self;

  g_return_val_if_fail (self != NULL, NULL);

  if (call->database != NULL)
    return call->database;
  call->database = jr_readers_take (self->hub->readers, error);
  if (call->database == NULL)
    return NULL;
  if (!jr_transaction_begin_read (&call->transaction, call->database, error))
    {
      jr_call_end_reading (call);
      return NULL;
    }
  return call->database;
}

void
jr_request_limit_sending (JrRequest *self, guint seconds)
{
  JrCall *call = (JrCall *) self;

  jr_lines_send (call->lines, call->line, seconds);
}

void
jr_request_suspend (JrRequest *self)
{
  g_return_if_fail (self != NULL);

  jr_call_end_reading ((JrCall *) self);
  MHD_suspend_connection (self->connection);
}

void
jr_request_answer (JrRequest *self, JrResponse *response)
{
  JrCall *call = (JrCall *) self;

  g_return_if_fail (self != NULL && response != NULL);
  g_return_if_fail (call->response == NULL);

  call->response = response;
  MHD_resume_connection (self->connection);
}
