/* test-hub-feed.c: snapshot, stream and pages over lines that break
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "jr-error.h"
#include "jr-hub-client-private.h"
#include "raw-hub.h"

static const JrHubLimits short_limits = { .connect = 2000, .response = 400, .silence = 400 };

static JrHubClient *
new_client (RawHub *hub)
{
  JrHubClient *client = jr_hub_client_new (raw_hub_get_url (hub), NULL, NULL);

  g_assert_nonnull (client);
  jr_hub_client_set_limits (client, &short_limits);
  return client;
}

/* What came, as "cursor " a frame, with "!" for the end. */
typedef struct
{
  GString *seen;
  guint    stop_after;
  guint    count;
} Tape;

static gboolean
on_frame (JrFrame *frame, gpointer data)
{
  Tape *tape = data;

  g_string_append_printf (tape->seen, "%s%s ", frame->cursor, frame->is_end ? "!" : "");
  return ++tape->count != tape->stop_after;
}

static void
tape_clear (Tape *self)
{
  g_string_free (self->seen, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tape, tape_clear)

static char *
frame_text (const char *cursor, gboolean is_end)
{
  g_autoptr (JrFrame) frame =
    jr_frame_new (&(JrFrame){ .cursor = (char *) cursor, .is_end = is_end });
  g_autoptr (JsonNode) node = jr_frame_write (frame);

  return json_to_string (node, FALSE);
}

static void
write_line (RawCall *call, const char *cursor, gboolean is_end, const char *end)
{
  g_autofree char *text = frame_text (cursor, is_end);

  raw_write (call, text, -1);
  raw_write (call, end, -1);
}

static void
write_event (RawCall *call, const char *type, const char *cursor)
{
  g_autofree char *text = frame_text (cursor, FALSE);
  g_autofree char *event = g_strdup_printf ("id: %s\nevent: %s\ndata: %s\n\n", cursor, type, text);

  raw_write (call, event, -1);
}

/* Snapshot ---------------------------------------------------------------------------------------------------------- */

static void
serve_snapshot (RawCall *call, gpointer data)
{
  g_assert_cmpstr (call->target, ==, "/v1/snapshot");
  raw_open (call, 200, "application/x-ndjson");
  write_line (call, "c1", FALSE, "\n");
  write_line (call, "c2", FALSE, "\r\n\n");
  write_line (call, "c3", TRUE, "\n");
  /* A hub may be slow to close; the end frame is the end. */
  raw_be_silent (call, 30000);
}

static void
serve_snapshot_without_end (RawCall *call, gpointer data)
{
  raw_open (call, 200, "application/x-ndjson");
  write_line (call, "c1", FALSE, "\n");
}

static void
serve_snapshot_cut_in_a_line (RawCall *call, gpointer data)
{
  raw_open (call, 200, "application/x-ndjson");
  write_line (call, "c1", FALSE, "\n");
  /* All of the end frame but the end of its line: a frame is only what has an end. */
  write_line (call, "c2", TRUE, "");
}

static void
serve_snapshot_silence (RawCall *call, gpointer data)
{
  raw_open (call, 200, "application/x-ndjson");
  write_line (call, "c1", FALSE, "\n");
  raw_be_silent (call, 30000);
}

static void
serve_snapshot_garbage (RawCall *call, gpointer data)
{
  raw_open (call, 200, "application/x-ndjson");
  write_line (call, "c1", FALSE, "\n");
  raw_write (call, "{\"cursor\":\n", -1);
  raw_be_silent (call, 30000);
}

static void
serve_snapshot_long_line (RawCall *call, gpointer data)
{
  g_autofree char *spaces = g_strnfill (1024 * 1024, ' ');

  raw_open (call, 200, "application/x-ndjson");
  for (guint i = 0; i < 20; i++)
    raw_write (call, spaces, -1);
}

static void
test_snapshot (void)
{
  g_autoptr (RawHub)      hub = raw_hub_new (serve_snapshot, NULL, NULL);
  g_autoptr (JrHubClient) client = new_client (hub);
  g_autoptr (GError)      error = NULL;
  g_auto (Tape)           tape = { .seen = g_string_new (NULL) };

  g_assert_true (jr_hub_client_load_snapshot (client, on_frame, &tape, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (tape.seen->str, ==, "c1 c2 c3! ");
}

static void
test_snapshot_stopped (void)
{
  g_autoptr (RawHub)      hub = raw_hub_new (serve_snapshot, NULL, NULL);
  g_autoptr (JrHubClient) client = new_client (hub);
  g_autoptr (GError)      error = NULL;
  g_auto (Tape)           tape = { .seen = g_string_new (NULL), .stop_after = 1 };

  g_assert_true (jr_hub_client_load_snapshot (client, on_frame, &tape, NULL, &error));
  g_assert_cmpstr (tape.seen->str, ==, "c1 ");
}

static void
test_snapshot_faults (void)
{
  static const struct
  {
    RawHandler  handler;
    JrErrorCode code;
    const char *seen;
  } rows[] = {
    { serve_snapshot_without_end, JR_ERROR_OFFLINE, "c1 " },
    { serve_snapshot_cut_in_a_line, JR_ERROR_OFFLINE, "c1 " },
    { serve_snapshot_silence, JR_ERROR_OFFLINE, "c1 " },
    { serve_snapshot_garbage, JR_ERROR_CORRUPT, "c1 " },
    { serve_snapshot_long_line, JR_ERROR_TOO_LARGE, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (RawHub)      hub = raw_hub_new (rows[i].handler, NULL, NULL);
      g_autoptr (JrHubClient) client = new_client (hub);
      g_autoptr (GError)      error = NULL;
      g_auto (Tape)           tape = { .seen = g_string_new (NULL) };

      g_assert_false (jr_hub_client_load_snapshot (client, on_frame, &tape, NULL, &error));
      g_assert_error (error, JR_SYNC_ERROR, (int) rows[i].code);
      g_assert_cmpstr (tape.seen->str, ==, rows[i].seen);
    }
}

/* Stream ------------------------------------------------------------------------------------------------------------ */

static void
serve_stream (RawCall *call, gpointer data)
{
  g_autofree char *accept = raw_header (call, "Accept");

  g_assert_cmpstr (accept, ==, "text/event-stream");
  g_assert_cmpstr (call->target, ==, "/v1/events?after=a%26b");
  raw_open (call, 200, "text/event-stream; charset=utf-8");
  write_event (call, "bookmark", "c1");
  raw_write (call, "event: news-from-a-newer-hub\ndata: {}\n\n: a comment\n\n", -1);
  write_event (call, "case", "c2");
  raw_be_silent (call, 30000);
}

static void
serve_stream_bye (RawCall *call, gpointer data)
{
  raw_open (call, 200, "text/event-stream");
  write_event (call, "case", "c1");
  raw_write (call, "event: bye\ndata: {}\n\n", -1);
  write_event (call, "case", "c2");
  raw_be_silent (call, 30000);
}

static void
serve_stream_cut (RawCall *call, gpointer data)
{
  g_autofree char *text = frame_text ("c2", FALSE);

  raw_open (call, 200, "text/event-stream");
  write_event (call, "case", "c1");
  raw_write (call, "id: c2\nevent: case\ndata: ", -1);
  raw_write (call, text, -1);
  raw_write (call, "\n", -1);
}

static void
serve_stream_garbage (RawCall *call, gpointer data)
{
  raw_open (call, 200, "text/event-stream");
  write_event (call, "case", "c1");
  raw_write (call, "event: case\ndata: {\"cursor\":\n\n", -1);
  raw_be_silent (call, 30000);
}

static void
serve_page_for_a_stream (RawCall *call, gpointer data)
{
  raw_reply (call, 200, "application/json", "{\"frames\":[],\"cursor\":\"c1\"}");
}

static void
serve_gone (RawCall *call, gpointer data)
{
  raw_problem (call, "cursor-gone", NULL);
}

static void
serve_heartbeats (RawCall *call, gpointer data)
{
  raw_open (call, 200, "text/event-stream");
  for (guint i = 0; i < 5; i++)
    {
      raw_be_silent (call, 250);
      write_event (call, "bookmark", "c1");
    }
}

static void
test_stream (void)
{
  g_autoptr (RawHub)      hub = raw_hub_new (serve_stream, NULL, NULL);
  g_autoptr (JrHubClient) client = new_client (hub);
  g_autoptr (GError)      error = NULL;
  g_auto (Tape)           tape = { .seen = g_string_new (NULL), .stop_after = 3 };
  gint64                  begun = g_get_monotonic_time ();

  g_assert_true (jr_hub_client_follow (client, "a&b", on_frame, &tape, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (tape.seen->str, ==, "a&b c1 c2 ");
  /* To stop is not to wait for the rest. */
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 10 * G_USEC_PER_SEC);
}

static void
test_stream_faults (void)
{
  static const struct
  {
    RawHandler  handler;
    JrErrorCode code;
    const char *seen;
  } rows[] = {
    { serve_stream_bye, JR_ERROR_OFFLINE, "c0 c1 " },
    { serve_stream_cut, JR_ERROR_OFFLINE, "c0 c1 " },
    { serve_stream_garbage, JR_ERROR_CORRUPT, "c0 c1 " },
    { serve_page_for_a_stream, JR_ERROR_CORRUPT, "" },
    { serve_gone, JR_ERROR_NOT_FOUND, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (RawHub)      hub = raw_hub_new (rows[i].handler, NULL, NULL);
      g_autoptr (JrHubClient) client = new_client (hub);
      g_autoptr (GError)      error = NULL;
      g_auto (Tape)           tape = { .seen = g_string_new (NULL) };

      g_assert_false (jr_hub_client_follow (client, "c0", on_frame, &tape, NULL, &error));
      g_assert_error (error, JR_SYNC_ERROR, (int) rows[i].code);
      g_assert_cmpstr (tape.seen->str, ==, rows[i].seen);
    }
}

static void
test_silent_stream (void)
{
  g_autoptr (RawHub)      hub = raw_hub_new (serve_stream, NULL, NULL);
  g_autoptr (JrHubClient) client = new_client (hub);
  g_autoptr (GError)      error = NULL;
  g_auto (Tape)           tape = { .seen = g_string_new (NULL) };
  gint64                  begun = g_get_monotonic_time ();

  g_assert_false (jr_hub_client_follow (client, "a&b", on_frame, &tape, NULL, &error));
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_OFFLINE);
  g_assert_cmpint (g_get_monotonic_time () - begun, >=, 400 * 1000);
}

/* Longer than the limit of silence in all, never silent for so long. */
static void
test_heartbeats_keep_a_stream (void)
{
  g_autoptr (RawHub)      hub = raw_hub_new (serve_heartbeats, NULL, NULL);
  g_autoptr (JrHubClient) client = new_client (hub);
  g_autoptr (GError)      error = NULL;
  g_auto (Tape)           tape = { .seen = g_string_new (NULL), .stop_after = 6 };

  g_assert_true (jr_hub_client_follow (client, "c0", on_frame, &tape, NULL, &error));
  g_assert_cmpstr (tape.seen->str, ==, "c0 c1 c1 c1 c1 c1 ");
}

/* Pages ------------------------------------------------------------------------------------------------------------- */

static void
serve_page (RawCall *call, gpointer data)
{
  g_autofree char *one = frame_text ("c1", FALSE);
  g_autofree char *page = g_strdup_printf ("{\"frames\":[%s],\"cursor\":\"c2\"}", one);

  if (strstr (call->target, "after=") != NULL)
    {
      g_assert_cmpstr (call->target, ==, "/v1/events?after=c9&wait=1&limit=500");
      raw_be_silent (call, 700);
      raw_reply (call, 200, "application/json", "{\"frames\":[],\"cursor\":\"c9\"}");
      return;
    }
  g_assert_cmpstr (call->target, ==, "/v1/events?wait=0&limit=500");
  raw_reply (call, 200, "application/json", page);
}

static void
test_pages (void)
{
  g_autoptr (RawHub)      hub = raw_hub_new (serve_page, NULL, NULL);
  g_autoptr (JrHubClient) client = new_client (hub);
  g_autoptr (GError)      error = NULL;
  g_autoptr (GPtrArray)   page = jr_hub_client_poll (client, NULL, 0, NULL, &error);
  g_autoptr (GPtrArray)   empty = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (page->len, ==, 2);
  g_assert_cmpstr (((JrFrame *) page->pdata[0])->cursor, ==, "c1");
  g_assert_cmpstr (((JrFrame *) page->pdata[1])->cursor, ==, "c2");

  /* The hub may take as long as it was asked to wait, on top of the limit. */
  empty = jr_hub_client_poll (client, "c9", 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (empty->len, ==, 1);
  g_assert_cmpstr (((JrFrame *) empty->pdata[0])->cursor, ==, "c9");
  g_assert_null (((JrFrame *) empty->pdata[0])->event);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sync/feed/snapshot", test_snapshot);
  g_test_add_func ("/sync/feed/snapshot-stopped", test_snapshot_stopped);
  g_test_add_func ("/sync/feed/snapshot-faults", test_snapshot_faults);
  g_test_add_func ("/sync/feed/stream", test_stream);
  g_test_add_func ("/sync/feed/stream-faults", test_stream_faults);
  g_test_add_func ("/sync/feed/silent-stream", test_silent_stream);
  g_test_add_func ("/sync/feed/heartbeats-keep-a-stream", test_heartbeats_keep_a_stream);
  g_test_add_func ("/sync/feed/pages", test_pages);
  return g_test_run ();
}
