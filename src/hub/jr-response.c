/* jr-response.c: an answer on its way to the network
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every answer is made here, so that what belongs on all of them stands on all of them: nothing is kept by caches on the
 * way, and no browser guesses a type. */

#include "jr-response.h"

#include <string.h>
#include <unistd.h>

#include "jr-error.h"
#include "jr-json.h"

#define STREAM_BLOCK (16 * 1024)

struct _JrResponse
{
  guint                status;
  struct MHD_Response *body;
};

/* @body is given up. It is NULL only when there is no memory for it, which GLib does not survive either. */
static JrResponse *
take (guint status, const char *content_type, struct MHD_Response *body)
{
  JrResponse *self = g_new0 (JrResponse, 1);

  g_assert (body != NULL);
  self->status = status;
  self->body = body;
  if (content_type != NULL)
    jr_response_add_header (self, "Content-Type", content_type);
  jr_response_add_header (self, "X-Content-Type-Options", "nosniff");
  return self;
}

JrResponse *
jr_response_new_text (guint status, const char *content_type, char *text)
{
  JrResponse *self = NULL;

  g_return_val_if_fail (content_type != NULL && text != NULL, NULL);

  self = take (status, content_type,
               MHD_create_response_from_buffer_with_free_callback (strlen (text), text, g_free));

  jr_response_add_header (self, "Cache-Control", "no-store");
  return self;
}

JrResponse *
jr_response_new_json_text (guint status, char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return jr_response_new_text (status, "application/json", text);
}

JrResponse *
jr_response_new_json (guint status, JsonNode *node)
{
  g_autoptr (JsonNode) owned = node;

  g_return_val_if_fail (node != NULL, NULL);

  return jr_response_new_json_text (status, jr_json_to_canonical (owned));
}

JrResponse *
jr_response_new_object (guint status, JsonObject *members)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, members);
  return jr_response_new_json (status, node);
}

JrResponse *
jr_response_new_problem (const JrProblem *problem)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (problem != NULL, NULL);

  node = jr_problem_write (problem);
  return jr_response_new_text (problem->status, "application/problem+json",
                               jr_json_to_canonical (node));
}

JrResponse *
jr_response_new_problem_for (const char *word, const char *detail)
{
  g_autoptr (JrProblem) problem = jr_problem_new_for (word, detail);

  return jr_response_new_problem (problem);
}

JrResponse *
jr_response_new_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  g_message ("%s", error->message);
  return jr_response_new_problem_for (error->code == JR_ERROR_FULL ? "disk-full" : "internal",
                                      NULL);
}

JrResponse *
jr_response_new_bare (guint status)
{
  return take (status, NULL, MHD_create_response_from_buffer (0, NULL, MHD_RESPMEM_PERSISTENT));
}

JrResponse *
jr_response_new_empty (void)
{
  return jr_response_new_bare (MHD_HTTP_NO_CONTENT);
}

JrResponse *
jr_response_new_stream (const char                   *content_type,
                        MHD_ContentReaderCallback     read,
                        gpointer                      data,
                        MHD_ContentReaderFreeCallback destroy)
{
  JrResponse *self =
    take (MHD_HTTP_OK, content_type,
          MHD_create_response_from_callback (MHD_SIZE_UNKNOWN, STREAM_BLOCK, read, data, destroy));

  jr_response_add_header (self, "Cache-Control", "no-store");
  return self;
}

JrResponse *
jr_response_new_fd (guint status, const char *content_type, int fd, guint64 offset, guint64 length)
{
  return take (status, content_type, MHD_create_response_from_fd_at_offset64 (length, fd, offset));
}

void
jr_response_free (JrResponse *self)
{
  g_return_if_fail (self != NULL);

  MHD_destroy_response (self->body);
  g_free (self);
}

void
jr_response_add_header (JrResponse *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  if (MHD_add_response_header (self->body, name, value) != MHD_YES)
    g_warning ("The header %s: %s cannot be sent", name, value);
}

guint
jr_response_get_status (const JrResponse *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->status;
}

void
jr_response_set_is_last (JrResponse *self)
{
  jr_response_add_header (self, "Connection", "close");
}

enum MHD_Result
jr_response_queue (JrResponse *self, struct MHD_Connection *connection)
{
  return MHD_queue_response (connection, self->status, self->body);
}
