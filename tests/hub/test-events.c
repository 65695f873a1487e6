/* test-events.c: the feed of a real hub, live, by page and by long poll
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "hub-cases.h"
#include "hub-stream.h"

#include <string.h>

#include "jr-cursor.h"
#include "jr-id.h"
#include "test-slowness.h"

static JrTestHub *hub;

static char *
after (const char *cursor)
{
  return g_strconcat ("?after=", cursor, NULL);
}

/* Tests -------------------------------------------------------------------------------------------------------------- */

static void
test_replay_and_live (void)
{
  g_autofree char        *head = hub_dup_head (hub);
  g_autofree char        *query = after (head);
  g_autofree char        *id = hub_submit_small (hub, "ONE");
  g_autoptr (JrTestReply) page = hub_ask_page (hub, head, "");
  g_autoptr (HubStream)   stream = hub_stream_open (hub, "wang", query, NULL);
  g_autofree char        *first_id = NULL;
  g_autofree char        *header = NULL;
  g_autoptr (HubStream)   resumed = NULL;
  const char             *data;

  hub_stream_wait_for_cases (stream, 2);
  g_assert_nonnull (strstr (stream->text->str, "Content-Type: text/event-stream\r\n"));
  g_assert_nonnull (strstr (stream->text->str, "\"applicant\":\"张*\""));
  hub_comment (hub, "li", id, "请看第二页");
  hub_stream_wait_for_cases (stream, 3);
  hub_stream_wait_for (stream, "请看第二页");

  /* The same bytes as on a page. */
  data = strstr (stream->text->str, "data: {") + strlen ("data: ");
  {
    g_autofree char *frame = g_strndup (data, strcspn (data, "\n"));

    g_assert_nonnull (strstr (page->body, frame));
  }

  /* A line that was cut goes on behind its last event, whatever its address says. */
  data = strstr (stream->text->str, "\r\n\r\nid: ") + strlen ("\r\n\r\nid: ");
  first_id = g_strndup (data, strcspn (data, "\n"));
  header = g_strdup_printf ("Last-Event-ID: %s\r\n", first_id);
  resumed = hub_stream_open (hub, "li", query, header);
  hub_stream_wait_for_cases (resumed, 2);
  hub_stream_wait_for (resumed, "请看第二页");
  g_assert_null (strstr (resumed->text->str, first_id));
}

static void
assert_refused (const char *query, guint status, const char *word)
{
  static const char *const accepts[] = { "application/json", "text/event-stream" };

  for (guint i = 0; i < G_N_ELEMENTS (accepts); i++)
    {
      g_autofree char *request =
        g_strdup_printf ("GET /v1/events?%s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                         "Accept: %s\r\nAuthorization: Bearer %s\r\n\r\n",
                         query, accepts[i], jr_test_hub_get_secret (hub, "wang"));
      g_autoptr (JrTestReply) reply = jr_test_hub_send_bytes (hub, request, strlen (request));

      g_test_message ("%s", query);
      g_assert_cmpuint (reply->status, ==, status);
      g_assert_cmpstr (jr_test_reply_get_word (reply), ==, word);
    }
}

static void
assert_gone (const JrCursor *cursor)
{
  g_autofree char *text = jr_cursor_to_string (cursor);
  g_autofree char *query = g_strconcat ("after=", text, NULL);

  assert_refused (query, 410, "cursor-gone");
}

static void
test_refused (void)
{
  g_autofree char *head = hub_dup_head (hub);
  JrCursor         cursor, other;

  g_assert_true (jr_cursor_from_string (head, &cursor));
  other = cursor;
  other.sequence++;
  assert_gone (&other);
  other = cursor;
  other.epoch[5] = other.epoch[5] == '0' ? '1' : '0';
  assert_gone (&other);
  other = cursor;
  g_strlcpy (other.room, "ELSE", sizeof other.room);
  assert_gone (&other);
  assert_refused ("after=yesterday", 410, "cursor-gone");
  assert_refused ("limit=0", 422, "invalid");
  assert_refused ("limit=5001", 422, "invalid");
  assert_refused ("wait=61", 422, "invalid");
  assert_refused ("wait=x", 422, "invalid");
}

static void
test_pages (void)
{
  g_autofree char *cursor = hub_dup_head (hub);
  g_autofree char *id = hub_submit_small (hub, "ONE");
  guint            n = 0;

  for (guint i = 0; i < 3; i++)
    hub_comment (hub, "wang", id, "还有一页");
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (JrTestReply) page = hub_ask_page (hub, cursor, "&limit=2");

      n += hub_count_frames (page);
      g_assert_cmpuint (n, ==, MIN (2 * (i + 1), 5));
      g_free (cursor);
      cursor = g_strdup (hub_get_cursor (page));
    }
}

typedef struct
{
  char  *cursor;
  gint64 took_us;
} Poll;

static gpointer
poll_in_thread (gpointer data)
{
  Poll                   *poll = data;
  gint64                  start = g_get_monotonic_time ();
  g_autoptr (JrTestReply) page = hub_ask_page (hub, poll->cursor, "&wait=25");

  poll->took_us = g_get_monotonic_time () - start;
  return GUINT_TO_POINTER (hub_count_frames (page));
}

static void
test_long_poll (void)
{
  g_autofree char        *id = hub_submit_small (hub, "ONE");
  Poll                    polls[20] = { { NULL, 0 } };
  GThread                *threads[G_N_ELEMENTS (polls)];
  g_autofree char        *head = hub_dup_head (hub);
  gint64                  start = g_get_monotonic_time ();
  g_autoptr (JrTestReply) empty = hub_ask_page (hub, head, "&wait=1");

  g_assert_cmpint (g_get_monotonic_time () - start, >=, G_TIME_SPAN_SECOND / 2);
  g_assert_cmpuint (hub_count_frames (empty), ==, 0);
  g_assert_cmpstr (hub_get_cursor (empty), ==, head);

  for (guint i = 0; i < G_N_ELEMENTS (polls); i++)
    {
      polls[i].cursor = head;
      threads[i] = g_thread_new ("poll", poll_in_thread, &polls[i]);
    }
  g_usleep (500 * G_TIME_SPAN_MILLISECOND);
  hub_comment (hub, "wang", id, "醒来");
  for (guint i = 0; i < G_N_ELEMENTS (polls); i++)
    {
      g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 1);
      g_assert_cmpint (polls[i].took_us, <, get_slowness () * 15 * G_TIME_SPAN_SECOND);
    }
}

/* Two hundred desks that wait cost nothing, and hear at once. */
static void
test_many_idle (void)
{
  g_autofree char      *id = hub_submit_small (hub, "ONE");
  g_autofree char      *head = hub_dup_head (hub);
  g_autofree char      *query = after (head);
  g_autoptr (GPtrArray) streams =
    g_ptr_array_new_with_free_func ((GDestroyNotify) hub_stream_close);
  gint64 cpu_before, cpu;

  for (guint i = 0; i < 200; i++)
    g_ptr_array_add (streams, hub_stream_open (hub, "wang", query, NULL));
  for (guint i = 0; i < streams->len; i++)
    hub_stream_wait_for (streams->pdata[i], "\r\n\r\n");
  cpu_before = jr_test_hub_get_cpu_time (hub);
  g_usleep (4 * G_TIME_SPAN_SECOND);
  cpu = jr_test_hub_get_cpu_time (hub) - cpu_before;
  g_test_message ("%d ms CPU in 4 s", (int) (cpu / 1000));
  g_assert_cmpint (cpu, <, get_slowness () * 200 * G_TIME_SPAN_MILLISECOND);
  hub_comment (hub, "wang", id, "大家好");
  for (guint i = 0; i < streams->len; i++)
    hub_stream_wait_for (streams->pdata[i], "大家好");
}

/* The end of a stream ------------------------------------------------------------------------------------------------ */

/* Within the time of a bookmark. */
static void
test_bookmark_or_end (void)
{
  g_autofree char *head = hub_dup_head (hub);
  g_autofree char *query = after (head);
  g_autofree char *bookmark =
    g_strdup_printf ("id: %s\nevent: bookmark\ndata: {\"cursor\":\"%s\"}\n\n", head, head);
  g_autoptr (HubStream)   stays = hub_stream_open (hub, "wang", query, NULL);
  g_autoptr (HubStream)   goes = hub_stream_open (hub, "zhou", query, NULL);
  g_autoptr (JrTestReply) out = NULL;

  hub_stream_wait_for (goes, "\r\n\r\n");
  out = jr_test_hub_ask (hub, "zhou", "DELETE", "/v1/session", NULL);
  g_assert_cmpuint (out->status, ==, 204);
  hub_stream_wait_for_end (goes);
  g_assert_null (strstr (goes->text->str, "event:"));
  hub_stream_wait_for (stays, bookmark);
}

static void
test_bye (void)
{
  g_autofree char      *head = hub_dup_head (hub);
  g_autofree char      *query = after (head);
  g_autoptr (HubStream) stream = hub_stream_open (hub, "wang", query, NULL);
  Poll                  poll = { head, 0 };
  GThread              *thread = g_thread_new ("poll", poll_in_thread, &poll);
  gint64                start;

  hub_stream_wait_for (stream, "\r\n\r\n");
  g_usleep (300 * G_TIME_SPAN_MILLISECOND);
  start = g_get_monotonic_time ();
  g_assert_cmpint (jr_test_hub_stop (hub), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - start, <, get_slowness () * 8 * G_TIME_SPAN_SECOND);
  hub_stream_wait_for (stream, "event: bye\n");
  hub_stream_wait_for_end (stream);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (thread)), ==, 0);
  jr_test_hub_start (hub);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  hub = jr_test_hub_new (NULL);
  /* Before threads ask for them. */
  jr_test_hub_get_secret (hub, "wang");
  g_test_add_func ("/events/replay-and-live", test_replay_and_live);
  g_test_add_func ("/events/refused", test_refused);
  g_test_add_func ("/events/pages", test_pages);
  g_test_add_func ("/events/long-poll", test_long_poll);
  g_test_add_func ("/events/many-idle", test_many_idle);
  g_test_add_func ("/events/bookmark-or-end", test_bookmark_or_end);
  g_test_add_func ("/events/bye", test_bye);
  status = g_test_run ();
  jr_test_hub_free (hub);
  return status;
}
