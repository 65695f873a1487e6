/* jr-live-stream.c: the feed as text/event-stream
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The server asks for bytes whenever the line takes some. A stream holds no more than one piece of text, so one that is
 * slow costs nothing but its place in the feed; when there is nothing to say its line is suspended, and costs no time
 * either. Whether there is something new is asked again with the list locked before it is suspended, since something
 * may have been published since it was read. */

#include "jr-live-stream.h"

#include "jr-access.h"
#include "jr-hub.h"
#include "jr-metrics.h"

/* Text that is made at once; one frame may be longer. */
#define PIECE_FRAMES 256
#define PIECE_BYTES ((gsize) 32 * 1024)
/* What a stream that sleeps may keep. */
#define KEPT_BYTES 4096

typedef struct
{
  JrSubscriber           subscriber; /* first, so that one is the other */
  struct MHD_Connection *connection;
  gint64                 position; /* the last event that was written */
  JrHeadKeeper          *heads;
  gint64                 head;    /* behind it a signed one is news */
  GString               *text;    /* on its way */
  gsize                  sent;    /* of it */
  gboolean               is_over; /* nothing comes behind it */
  gboolean               with_names;

  /* With the list locked. */
  gboolean is_asleep;
  JrWake   wake; /* what has not been seen to yet */
} LiveStream;

/* Text --------------------------------------------------------------------------------------------------------------- */

static JrFeed *
get_feed (LiveStream *self)
{
  return jr_subscribers_get_feed (self->subscriber.list);
}

static void
append_event (LiveStream *self, gint64 sequence, const char *type, const char *json, gsize length)
{
  g_autofree char *cursor = jr_feed_write_cursor (get_feed (self), sequence);

  g_string_append_printf (self->text, "id: %s\nevent: %s\ndata: ", cursor, type);
  if (json != NULL)
    g_string_append_len (self->text, json, (gssize) length);
  else
    g_string_append_printf (self->text, "{\"cursor\":\"%s\"}", cursor);
  g_string_append (self->text, "\n\n");
}

/* FALSE when the log cannot be read. */
static gboolean
write_frames (LiveStream *self)
{
  g_autoptr (GError)    error = NULL;
  gint64                next = self->position;
  g_autoptr (GPtrArray) frames =
    jr_feed_read (get_feed (self), self->position, PIECE_FRAMES, PIECE_BYTES, &next, &error);

  if (frames == NULL)
    {
      g_message ("A live feed ends: %s", error->message);
      return FALSE;
    }
  if (!self->with_names)
    jr_feed_remove_names (frames);
  for (guint i = 0; i < frames->len; i++)
    {
      gsize       length = 0;
      const char *json = g_bytes_get_data (frames->pdata[i], &length);

      append_event (self, self->position + 1 + i, "case", json, length);
    }
  self->position = next;
  return TRUE;
}

/* Behind the events that it covers. */
static void
write_head (LiveStream *self)
{
  g_autofree char *head =
    jr_head_keeper_dup_news (self->heads, self->head, self->position, &self->head);

  if (head != NULL)
    append_event (self, self->position, "head", head, strlen (head));
}

/* Life --------------------------------------------------------------------------------------------------------------- */

static gboolean
take (JrSubscriber *subscriber, JrWake wake)
{
  LiveStream *self = (LiveStream *) subscriber;
  gboolean    was_asleep = self->is_asleep;

  self->wake |= wake;
  if ((wake & JR_WAKE_DUE) != 0)
    subscriber->due = g_get_monotonic_time () + JR_BOOKMARK_SECONDS * G_TIME_SPAN_SECOND;
  self->is_asleep = FALSE;
  return was_asleep;
}

/* It was suspended when it was taken, so its line is still there. */
static void
resume (JrSubscriber *subscriber)
{
  MHD_resume_connection (((LiveStream *) subscriber)->connection);
}

static const JrSubscriberType live_stream_type = { take, resume };

static void
clear_text (LiveStream *self)
{
  if (self->text->allocated_len > KEPT_BYTES)
    {
      g_string_free (self->text, TRUE);
      self->text = g_string_new (NULL);
    }
  g_string_truncate (self->text, 0);
  self->sent = 0;
}

static JrWake
see_to_wake (LiveStream *self)
{
  JrWake wake;

  jr_subscribers_lock (self->subscriber.list);
  wake = self->wake;
  self->wake = 0;
  jr_subscribers_unlock (self->subscriber.list);
  return wake;
}

static gboolean
fall_asleep (LiveStream *self)
{
  gboolean is_asleep;

  jr_subscribers_lock (self->subscriber.list);
  is_asleep = self->wake == 0;
  if (is_asleep)
    {
      self->is_asleep = TRUE;
      MHD_suspend_connection (self->connection);
    }
  jr_subscribers_unlock (self->subscriber.list);
  return is_asleep;
}

/* Makes the next piece of text; none when there is nothing to say. FALSE at the end. */
static gboolean
write_piece (LiveStream *self)
{
  JrWake wake = see_to_wake (self);

  clear_text (self);
  if (self->is_over || (wake & JR_WAKE_DENIED) != 0)
    return FALSE;
  if ((wake & JR_WAKE_FAREWELL) != 0)
    {
      append_event (self, self->position, "bye", NULL, 0);
      self->is_over = TRUE;
      return TRUE;
    }
  if (!write_frames (self))
    return FALSE;
  write_head (self);
  if ((wake & JR_WAKE_DUE) != 0)
    append_event (self, self->position, "bookmark", NULL, 0);
  return TRUE;
}

static ssize_t
read_text (void *data, uint64_t offset, char *buffer, size_t size)
{
  LiveStream *self = data;
  gsize       length;

  while (self->sent == self->text->len)
    {
      if (!write_piece (self))
        return MHD_CONTENT_READER_END_OF_STREAM;
      if (self->text->len == 0 && fall_asleep (self))
        return 0;
    }
  length = MIN (size, self->text->len - self->sent);
  memcpy (buffer, self->text->str + self->sent, length);
  self->sent += length;
  return (ssize_t) length;
}

static void
end (void *data)
{
  LiveStream *self = data;

  jr_subscribers_lock (self->subscriber.list);
  jr_subscribers_remove (self->subscriber.list, &self->subscriber);
  jr_subscribers_unlock (self->subscriber.list);
  jr_metrics_add (JR_METRIC_STREAMS, -1);
  g_free (self->subscriber.secret);
  g_string_free (self->text, TRUE);
  g_free (self);
}

JrResponse *
jr_live_stream_open (JrSubscribers *list, JrRequest *request, gint64 after)
{
  LiveStream *self = g_new0 (LiveStream, 1);
  JrResponse *response;

  self->subscriber.type = &live_stream_type;
  self->subscriber.list = list;
  self->subscriber.secret = g_strdup (request->secret);
  self->subscriber.due = g_get_monotonic_time () + JR_BOOKMARK_SECONDS * G_TIME_SPAN_SECOND;
  self->connection = request->connection;
  self->position = after;
  self->heads = request->hub->heads;
  self->head = after;
  self->with_names = jr_access_shows (request, JR_PLACE_LIST);
  self->text = g_string_new (NULL);
  jr_metrics_add (JR_METRIC_STREAMS, 1);
  jr_subscribers_lock (list);
  jr_subscribers_add (list, &self->subscriber);
  jr_subscribers_unlock (list);
  response = jr_response_new_stream ("text/event-stream", read_text, self, end);
  /* A proxy that collects before it sends would keep the hall waiting. */
  jr_response_add_header (response, "X-Accel-Buffering", "no");
  return response;
}
