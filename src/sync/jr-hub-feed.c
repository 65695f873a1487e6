/* jr-hub-feed.c: snapshot, pages and the live stream of the feed
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One place reads frames, whatever way they come. A snapshot without its end frame, a stream that breaks and a page that
 * cannot be read are errors, never an early end: what was not said must not pass for "there is nothing". */

#include "jr-hub-client-private.h"

#include <string.h>

#include "jr-error.h"
#include "jr-event-stream.h"

#define READ_SIZE ((gsize) 64 * 1024)
/* So many frames are asked for at once. */
#define PAGE_FRAMES 500
#define PAGE_FRAMES_MAXIMUM 5000
#define CURSOR_MAXIMUM_LENGTH 120

static gboolean
fail_break (JrHubClient *self, const char *what, GError **error)
{
  g_set_error (error, JR_SYNC_ERROR, JR_ERROR_OFFLINE, "%s: %s", self->url, what);
  return FALSE;
}

/* Snapshot --------------------------------------------------------------------------------------------------------- */

typedef struct
{
  JrFrameFunc func;
  gpointer    data;
  gboolean    is_stopped;
  gboolean    is_ended;
} Lines;

static gboolean
take_line (Lines *self, const char *line, gsize length, GError **error)
{
  g_autoptr (JrFrame) frame = NULL;

  if (length == 0)
    return TRUE;
  frame = jr_frame_parse (line, length, error);
  if (frame == NULL)
    return FALSE;
  self->is_ended = frame->is_end;
  self->is_stopped = !self->func (frame, self->data);
  return TRUE;
}

/* Takes the whole lines off the front of @pending. */
static gboolean
take_lines (Lines *self, GString *pending, GError **error)
{
  gsize at = 0;
  char *end;

  while (!self->is_stopped && !self->is_ended &&
         (end = memchr (pending->str + at, '\n', pending->len - at)) != NULL)
    {
      gsize length = (gsize) (end - pending->str) - at;

      if (!take_line (self, pending->str + at, length, error))
        return FALSE;
      at += length + 1;
    }
  g_string_erase (pending, 0, (gssize) at);
  if (pending->len <= JR_FRAME_MAXIMUM_BYTES)
    return TRUE;
  g_set_error (error, JR_SYNC_ERROR, JR_ERROR_TOO_LARGE,
               "A line of the snapshot is longer than %" G_GSIZE_FORMAT " bytes",
               JR_FRAME_MAXIMUM_BYTES);
  return FALSE;
}

static gboolean
read_lines (JrExchange *exchange, Lines *lines, GError **error)
{
  g_autoptr (GString) pending = g_string_new (NULL);
  g_autofree char    *buffer = g_malloc (READ_SIZE);
  gsize               length;

  while (!lines->is_stopped && !lines->is_ended)
    {
      if (!jr_exchange_read (exchange, buffer, READ_SIZE, &length, error))
        return FALSE;
      if (length == 0)
        return fail_break (exchange->client, "the snapshot broke off before its end", error);
      g_string_append_len (pending, buffer, (gssize) length);
      if (!take_lines (lines, pending, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
jr_hub_client_load_snapshot (JrHubClient  *self,
                             JrFrameFunc   func,
                             gpointer      data,
                             GCancellable *cancellable,
                             GError      **error)
{
  g_auto (JrExchange) exchange = JR_EXCHANGE_INIT;
  Lines               lines = { .func = func, .data = data };
  const JrRequest     request = { .path = "/v1/snapshot",
                                  .accept = "application/x-ndjson",
                                  .is_long = TRUE };

  g_return_val_if_fail (self != NULL && func != NULL, FALSE);

  return jr_exchange_begin (&exchange, self, &request, cancellable, error) &&
         jr_exchange_check (&exchange, error) && read_lines (&exchange, &lines, error);
}

/* Stream ----------------------------------------------------------------------------------------------------------- */

typedef struct
{
  JrHubClient *client;
  JrFrameFunc  func;
  gpointer     data;
  GError      *error;
  gboolean     is_stopped; /* the caller has enough */
  gboolean     has_bye;
} Follower;

/* Told by a frame that says nothing else than the place, as a bookmark does. */
static gboolean
take_head (Follower *self, const JrStreamEvent *event)
{
  const char         *cursor = event->last_id[0] != '\0' ? event->last_id : NULL;
  g_autoptr (GError)  cause = NULL;
  g_autoptr (JrFrame) frame = jr_frame_new (&(JrFrame){ .cursor = (char *) cursor });

  self->client->has_head = jr_head_parse (event->data, event->length, &self->client->head, &cause);
  if (!self->client->has_head)
    return jr_hub_client_fail_corrupt ("signed head", cause, &self->error);
  self->is_stopped = !self->func (frame, self->data);
  return !self->is_stopped;
}

static gboolean
on_stream_event (const JrStreamEvent *event, gpointer data)
{
  Follower           *self = data;
  g_autoptr (JrFrame) frame = NULL;

  if (strcmp (event->type, "bye") == 0)
    {
      self->has_bye = TRUE;
      return FALSE;
    }
  if (strcmp (event->type, "head") == 0)
    return take_head (self, event);
  /* Kinds that are not known yet are no frames of ours. */
  if (strcmp (event->type, "case") != 0 && strcmp (event->type, "bookmark") != 0)
    return TRUE;
  frame = jr_frame_parse (event->data, event->length, &self->error);
  if (frame == NULL)
    return FALSE;
  self->is_stopped = !self->func (frame, self->data);
  return !self->is_stopped;
}

/* The line is open: the caller's own cursor, as a bookmark. */
static gboolean
announce (Follower *self, const char *cursor)
{
  g_autoptr (JrFrame) frame = jr_frame_new (&(JrFrame){ .cursor = (char *) cursor });

  self->is_stopped = !self->func (frame, self->data);
  return !self->is_stopped;
}

static gboolean
read_stream (JrExchange *exchange, JrEventStream *stream, Follower *follower, GError **error)
{
  g_autofree char *buffer = g_malloc (READ_SIZE);
  gsize            length;

  while (!follower->is_stopped)
    {
      if (!jr_exchange_read (exchange, buffer, READ_SIZE, &length, error))
        return FALSE;
      if (length == 0)
        return fail_break (exchange->client, "the live feed broke off", error);
      if (!jr_event_stream_push (stream, buffer, length, error))
        return FALSE;
      if (follower->error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&follower->error));
          return FALSE;
        }
      if (follower->has_bye)
        return fail_break (exchange->client, "the hub is going down for a while", error);
    }
  return TRUE;
}

static gboolean
is_event_stream (JrExchange *exchange, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  const char         *type = soup_message_headers_get_content_type (headers, NULL);

  if (type != NULL && g_ascii_strcasecmp (type, "text/event-stream") == 0)
    return TRUE;
  g_set_error (error, JR_SYNC_ERROR, JR_ERROR_CORRUPT, "%s does not answer with a live feed",
               exchange->client->url);
  return FALSE;
}

static char *
write_events_path (const char *cursor, const char *query)
{
  g_autofree char *escaped = cursor == NULL ? NULL : g_uri_escape_string (cursor, NULL, FALSE);

  if (escaped == NULL)
    return g_strconcat ("/v1/events", query == NULL ? NULL : "?", query, NULL);
  return g_strconcat ("/v1/events?after=", escaped, query == NULL ? NULL : "&", query, NULL);
}

gboolean
jr_hub_client_follow (JrHubClient  *self,
                      const char   *cursor,
                      JrFrameFunc   func,
                      gpointer      data,
                      GCancellable *cancellable,
                      GError      **error)
{
  g_auto (JrExchange)       exchange = JR_EXCHANGE_INIT;
  g_autofree char          *path = write_events_path (cursor, NULL);
  Follower                  follower = { .client = self, .func = func, .data = data };
  g_autoptr (JrEventStream) stream = NULL;
  const JrRequest request = { .path = path, .accept = "text/event-stream", .is_long = TRUE };

  g_return_val_if_fail (self != NULL && func != NULL, FALSE);

  if (!jr_exchange_begin (&exchange, self, &request, cancellable, error) ||
      !jr_exchange_check (&exchange, error) || !is_event_stream (&exchange, error))
    return FALSE;
  if (cursor != NULL && !announce (&follower, cursor))
    return TRUE;
  stream = jr_event_stream_new (JR_FRAME_MAXIMUM_BYTES, on_stream_event, &follower);
  return read_stream (&exchange, stream, &follower, error);
}

/* Pages ------------------------------------------------------------------------------------------------------------ */

static gboolean
take_frames (GPtrArray *frames, JsonObject *reply, GError **error)
{
  JsonArray *array = jr_json_read_array (reply, "frames", PAGE_FRAMES_MAXIMUM, error);

  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JrFrame *frame = jr_frame_read (json_array_get_element (array, i), error);

      if (frame == NULL)
        return FALSE;
      g_ptr_array_add (frames, frame);
    }
  return TRUE;
}

static GPtrArray *
read_page (JsonObject *reply, GError **error)
{
  g_autoptr (GPtrArray) frames = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_frame_unref);
  const char           *cursor = NULL;
  const JrFrame        *last;

  if (!take_frames (frames, reply, error) ||
      !jr_json_read_string (reply, "cursor", CURSOR_MAXIMUM_LENGTH, &cursor, error))
    return NULL;
  last = frames->len == 0 ? NULL : frames->pdata[frames->len - 1];
  if (last == NULL || g_strcmp0 (last->cursor, cursor) != 0)
    g_ptr_array_add (frames, jr_frame_new (&(JrFrame){ .cursor = (char *) cursor }));
  return g_steal_pointer (&frames);
}

static gboolean
read_head (JrHubClient *self, JsonObject *reply, GError **error)
{
  if (!json_object_has_member (reply, "head"))
    return TRUE;
  self->has_head = jr_head_read (json_object_get_member (reply, "head"), &self->head, error);
  return self->has_head;
}

GPtrArray *
jr_hub_client_poll (JrHubClient  *self,
                    const char   *cursor,
                    guint         wait_seconds,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autofree char      *query = g_strdup_printf ("wait=%u&limit=%u", wait_seconds, PAGE_FRAMES);
  g_autofree char      *path = write_events_path (cursor, query);
  g_autoptr (JsonNode)  reply = NULL;
  g_autoptr (GError)    cause = NULL;
  g_autoptr (GPtrArray) frames = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  reply = jr_hub_client_ask (self, &(JrRequest){ .path = path, .wait_ms = wait_seconds * 1000 },
                             JSON_NODE_OBJECT, cancellable, error);
  if (reply == NULL)
    return NULL;
  frames = read_page (json_node_get_object (reply), &cause);
  if (frames != NULL && !read_head (self, json_node_get_object (reply), &cause))
    g_clear_pointer (&frames, g_ptr_array_unref);
  if (frames == NULL)
    return jr_hub_client_fail_corrupt ("feed", cause, error), NULL;
  return g_steal_pointer (&frames);
}
