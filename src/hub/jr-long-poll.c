/* jr-long-poll.c: pages of the feed, at once or when there is something to put on them
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A request that waits is in the list of subscribers until it is taken, once, by whatever comes first: news, its time,
 * the end of its session or of the hub. */

#include "jr-long-poll.h"

#include "jr-access.h"
#include "jr-hub.h"

/* Of all frames on a page; a desk's own limit for an answer is 32 MB. */
#define PAGE_BYTES ((gsize) 4 * 1024 * 1024)

typedef struct
{
  JrSubscriber subscriber; /* first, so that one is the other */
  JrRequest   *request;
  gint64       after;
  guint        limit;

  /* With the list locked. */
  gboolean is_taken;
} LongPoll;

static char *
write_page (GPtrArray *frames, const char *cursor, const char *head)
{
  GString *text = g_string_new ("{\"cursor\":");

  g_string_append_printf (text, "\"%s\",\"frames\":[", cursor);
  for (guint i = 0; i < frames->len; i++)
    {
      gsize       length = 0;
      const char *json = g_bytes_get_data (frames->pdata[i], &length);

      if (i > 0)
        g_string_append_c (text, ',');
      g_string_append_len (text, json, (gssize) length);
    }
  g_string_append_c (text, ']');
  if (head != NULL)
    g_string_append_printf (text, ",\"head\":%s", head);
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

/* @out_is_empty (nullable) */
static JrResponse *
new_page (JrFeed *feed, JrRequest *request, gint64 after, guint limit, gboolean *out_is_empty)
{
  g_autoptr (GError)    error = NULL;
  gint64                next = after;
  g_autoptr (GPtrArray) frames = jr_feed_read (feed, after, limit, PAGE_BYTES, &next, &error);
  g_autofree char      *cursor = jr_feed_write_cursor (feed, next);
  gint64                sequence;
  g_autofree char *head = jr_head_keeper_dup_news (request->hub->heads, after - 1, next, &sequence);

  if (frames == NULL)
    return jr_response_new_error (error);
  if (!jr_access_shows (request, JR_PLACE_LIST))
    jr_feed_remove_names (frames);
  if (out_is_empty != NULL)
    *out_is_empty = frames->len == 0;
  return jr_response_new_json_text (MHD_HTTP_OK, write_page (frames, cursor, head));
}

/* Waiting ------------------------------------------------------------------------------------------------------------ */

static gboolean
take (JrSubscriber *subscriber, JrWake wake)
{
  LongPoll *self = (LongPoll *) subscriber;
  gboolean  is_first = !self->is_taken;

  self->is_taken = TRUE;
  subscriber->due = G_MAXINT64;
  return is_first;
}

static JrResponse *
new_late_page (LongPoll *self)
{
  JrSubscribers *list = self->subscriber.list;

  if (!jr_subscribers_is_welcome (list, self->subscriber.secret))
    return jr_response_new_problem_for ("log-in-required", NULL);
  return new_page (jr_subscribers_get_feed (list), self->request, self->after, self->limit, NULL);
}

static void
answer (JrSubscriber *subscriber)
{
  LongPoll *self = (LongPoll *) subscriber;

  jr_subscribers_lock (subscriber->list);
  jr_subscribers_remove (subscriber->list, subscriber);
  jr_subscribers_unlock (subscriber->list);
  jr_request_answer (self->request, new_late_page (self));
  g_free (subscriber->secret);
  g_free (self);
}

static const JrSubscriberType long_poll_type = { take, answer };

static void
wait_for_news (JrSubscribers *list, JrRequest *request, gint64 after, guint limit, guint seconds)
{
  LongPoll *self = g_new0 (LongPoll, 1);
  JrCursor  head;
  gboolean  is_late;

  self->subscriber.type = &long_poll_type;
  self->subscriber.list = list;
  self->subscriber.secret = g_strdup (request->secret);
  self->subscriber.due = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;
  self->request = request;
  self->after = after;
  self->limit = limit;
  jr_request_suspend (request);
  jr_subscribers_lock (list);
  jr_subscribers_add (list, &self->subscriber);
  /* What was published since the page was read was told to others only. */
  jr_feed_get_head (jr_subscribers_get_feed (list), &head);
  is_late = head.sequence > after && take (&self->subscriber, JR_WAKE_NEWS);
  jr_subscribers_unlock (list);
  if (is_late)
    answer (&self->subscriber);
}

JrResponse *
jr_long_poll_answer (JrSubscribers *list,
                     JrRequest     *request,
                     gint64         after,
                     guint          limit,
                     guint          wait_seconds)
{
  gboolean               is_empty = FALSE;
  g_autoptr (JrResponse) page =
    new_page (jr_subscribers_get_feed (list), request, after, limit, &is_empty);

  if (!is_empty || wait_seconds == 0)
    return g_steal_pointer (&page);
  wait_for_news (list, request, after, limit, wait_seconds);
  return NULL;
}
