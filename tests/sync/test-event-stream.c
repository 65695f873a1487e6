/* test-event-stream.c: text/event-stream by the rules of the WHATWG standard
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-event-stream.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "jr-error.h"
#include "jr-hub-client.h"

#define LIMIT 200

/* What was dispatched, written as "type|id|data" with a line for each; NUL shows as ␀. */
typedef struct
{
  GString *seen;
  guint    stop_after; /* 0: never */
  guint    count;
} Tape;

static gboolean
on_event (const JrStreamEvent *event, gpointer data)
{
  Tape *tape = data;

  g_string_append_printf (tape->seen, "%s|%s|", event->type, event->last_id);
  for (gsize i = 0; i < event->length; i++)
    if (event->data[i] == '\0')
      g_string_append (tape->seen, "␀");
    else
      g_string_append_c (tape->seen, event->data[i]);
  g_assert_cmpint (event->data[event->length], ==, '\0');
  g_string_append (tape->seen, "\n");
  return ++tape->count != tape->stop_after;
}

/* Pushes @piece bytes at a time. */
static char *
read_in_pieces (const char *bytes, gsize length, gsize piece, gint64 *out_retry_ms)
{
  g_autoptr (GError)        error = NULL;
  Tape                      tape = { .seen = g_string_new (NULL) };
  g_autoptr (JrEventStream) stream = jr_event_stream_new (LIMIT, on_event, &tape);

  for (gsize at = 0; at < length; at += piece)
    {
      g_assert_true (jr_event_stream_push (stream, bytes + at, MIN (piece, length - at), &error));
      g_assert_no_error (error);
    }
  if (out_retry_ms != NULL)
    *out_retry_ms = jr_event_stream_get_retry_ms (stream);
  return g_string_free (tape.seen, FALSE);
}

static void
check (const char *bytes, gsize length, const char *expected)
{
  for (gsize piece = 1; piece <= length; piece++)
    {
      g_autofree char *seen = read_in_pieces (bytes, length, piece, NULL);

      g_assert_cmpstr (seen, ==, expected);
    }
}

static void
test_rules (void)
{
  static const struct
  {
    const char *bytes;
    const char *expected;
  } rules[] = {
    { "data: one\n\n", "message||one\n" },
    { "data:one\n\ndata:  two\n\n", "message||one\nmessage|| two\n" },
    { "data: a\ndata: b\ndata\ndata:\n\n", "message||a\nb\n\n\n" },
    { "data: cr\rdata: lf\ndata: crlf\r\n\r\n", "message||cr\nlf\ncrlf\n" },
    { "data: a\r\rdata: b\n\ndata: c\r\n\r\n", "message||a\nmessage||b\nmessage||c\n" },
    { "data: a\r\n\n", "message||a\n" },
    { "\xEF\xBB\xBF"
      "data: bom\n\n",
      "message||bom\n" },
    { "\xEF\xBB\xBF\xEF\xBB\xBF"
      "data: two boms\n\n",
      "" },
    { "data: a\n\n\xEF\xBB\xBF"
      "data: late bom\n\n",
      "message||a\n" },
    { ": a comment\n\n:\ndata: a\n:another\n\n", "message||a\n" },
    { "event: case\nid: 7\ndata: a\n\ndata: b\n\n", "case|7|a\nmessage|7|b\n" },
    { "event: case\nevent: bookmark\ndata: a\n\n", "bookmark||a\n" },
    { "event: forgotten\n\ndata: a\n\n", "message||a\n" },
    { "id: 1\n\ndata: a\n\n", "message|1|a\n" },
    { "id: 1\ndata: a\n\nid\ndata: b\n\n", "message|1|a\nmessage||b\n" },
    { "unknown: x\nDATA: x\ndata : x\n\ndata: a\n\n", "message||a\n" },
    { "data: no empty line behind it\n", "" },
    { "data: no end of line", "" },
    { "", "" },
    { "\n\r\n\r", "" },
    { "data: 张伟\n\n", "message||张伟\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    check (rules[i].bytes, strlen (rules[i].bytes), rules[i].expected);
}

static void
test_nul_bytes (void)
{
  static const char in_data[] = "data: a\0b\n\n";
  static const char in_id[] = "id: 1\n\nid: 2\0\ndata: a\n\n";

  check (in_data, sizeof in_data - 1, "message||a␀b\n");
  check (in_id, sizeof in_id - 1, "message|1|a\n");
}

static void
test_retry (void)
{
  static const struct
  {
    const char *bytes;
    gint64      expected;
  } rules[] = { { "data: a\n\n", -1 },
                { "retry: 3000\n", 3000 },
                { "retry: 3000\nretry: 1000x\n", 3000 },
                { "retry: -1\n", -1 },
                { "retry:\n", -1 },
                { "retry: 99999999999999999999999999\n", 3600000 } };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      gint64           retry_ms;
      g_autofree char *seen =
        read_in_pieces (rules[i].bytes, strlen (rules[i].bytes), 3, &retry_ms);

      g_assert_cmpint (retry_ms, ==, rules[i].expected);
    }
}

static void
test_limits (void)
{
  static const char starts[][16] = { "data: ", ": ", "id: " };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr (GError)        error = NULL;
      Tape                      tape = { .seen = g_string_new (NULL) };
      g_autoptr (JrEventStream) stream = jr_event_stream_new (LIMIT, on_event, &tape);
      guint                     pushed = 0;

      g_assert_true (jr_event_stream_push (stream, starts[i], strlen (starts[i]), &error));
      while (jr_event_stream_push (stream, "x", 1, &error))
        pushed++;
      g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_TOO_LARGE);
      g_assert_cmpuint (pushed + strlen (starts[i]), ==, LIMIT);
      g_string_free (tape.seen, TRUE);
    }
}

static void
test_limit_of_many_lines (void)
{
  g_autoptr (GError)        error = NULL;
  Tape                      tape = { .seen = g_string_new (NULL) };
  g_autoptr (JrEventStream) stream = jr_event_stream_new (LIMIT, on_event, &tape);
  guint                     lines = 0;

  while (jr_event_stream_push (stream, "data: 123456789\n", 16, &error))
    lines++;
  g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_TOO_LARGE);
  g_assert_cmpuint (lines, ==, LIMIT / 10);
  g_string_free (tape.seen, TRUE);
}

static void
test_stop (void)
{
  static const char         bytes[] = "data: a\n\ndata: b\n\ndata: c\n\n";
  g_autoptr (GError)        error = NULL;
  Tape                      tape = { .seen = g_string_new (NULL), .stop_after = 2 };
  g_autoptr (JrEventStream) stream = jr_event_stream_new (LIMIT, on_event, &tape);

  g_assert_true (jr_event_stream_push (stream, bytes, sizeof bytes - 1, &error));
  g_assert_true (jr_event_stream_is_stopped (stream));
  g_assert_cmpstr (tape.seen->str, ==, "message||a\nmessage||b\n");
  g_string_free (tape.seen, TRUE);
}

static void
test_random_bytes (void)
{
  static const char alphabet[] = "dat:e vnid\r\n\xEF\xBB\xBF\0y";

  for (guint round = 0; round < 2000; round++)
    {
      char             bytes[120];
      g_autofree char *whole = NULL;
      g_autofree char *pieces = NULL;

      for (guint i = 0; i < sizeof bytes; i++)
        bytes[i] = alphabet[g_test_rand_int_range (0, sizeof alphabet)];
      whole = read_in_pieces (bytes, sizeof bytes, sizeof bytes, NULL);
      pieces = read_in_pieces (bytes, sizeof bytes, (gsize) g_test_rand_int_range (1, 9), NULL);
      g_assert_cmpstr (whole, ==, pieces);
    }
}

static char *
write_expected (JsonArray *events)
{
  GString    *expected = g_string_new (NULL);
  const char *id = "";

  for (guint i = 0; i < json_array_get_length (events); i++)
    {
      JsonObject *event = json_array_get_object_element (events, i);

      id = json_object_get_string_member_with_default (event, "lastEventId", id);
      g_string_append_printf (expected, "%s|%s|%s\n",
                              json_object_get_string_member_with_default (event, "type", "message"),
                              id, json_object_get_string_member (event, "data"));
    }
  return g_string_free (expected, FALSE);
}

/* json-glib ends a string at its first NUL, so the makers' vectors with one are read with ␀ in its place. */
static char *
load_vectors (void)
{
  g_autofree char *path =
    g_build_filename (g_getenv ("JR_SHARED_DATA"), "vectors", "sse-wpt.json", NULL);
  char               *text = NULL;
  g_autoptr (GString) marked = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  marked = g_string_new (text);
  g_free (text);
  g_string_replace (marked, "\\u0000", "␀", 0);
  return g_string_free (g_steal_pointer (&marked), FALSE);
}

static void
check_vector (JsonObject *vector)
{
  const char         *stream = json_object_get_string_member (vector, "stream");
  g_autoptr (GString) bytes = g_string_new (stream);
  g_autofree char    *expected = write_expected (json_object_get_array_member (vector, "events"));
  gsize               length;
  char               *at;

  while ((at = strstr (bytes->str, "␀")) != NULL)
    {
      gssize place = at - bytes->str;

      /* 1 stands for NUL until all are found, since a search ends at NUL. */
      g_string_erase (bytes, place, (gssize) strlen ("␀"));
      g_string_insert_c (bytes, place, '\1');
    }
  length = bytes->len;
  for (gsize i = 0; i < length; i++)
    if (bytes->str[i] == '\1')
      bytes->str[i] = '\0';
  g_test_message ("%s", json_object_get_string_member (vector, "name"));
  check (bytes->str, length, expected);
}

static void
test_web_platform_vectors (void)
{
  g_autofree char     *text = load_vectors ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError)   error = NULL;
  JsonArray           *vectors;
  guint                checked = 0;

  if (text == NULL)
    {
      g_test_skip ("the web platform tests' vectors are not here");
      return;
    }
  root = json_from_string (text, &error);
  g_assert_no_error (error);
  vectors = json_object_get_array_member (json_node_get_object (root), "cases");
  for (guint i = 0; i < json_array_get_length (vectors); i++)
    {
      JsonObject *vector = json_array_get_object_element (vectors, i);

      if (json_object_get_null_member (vector, "stream"))
        continue;
      check_vector (vector);
      checked++;
    }
  g_assert_cmpuint (checked, >=, 6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sync/event-stream/rules", test_rules);
  g_test_add_func ("/sync/event-stream/nul-bytes", test_nul_bytes);
  g_test_add_func ("/sync/event-stream/retry", test_retry);
  g_test_add_func ("/sync/event-stream/limits", test_limits);
  g_test_add_func ("/sync/event-stream/limit-of-many-lines", test_limit_of_many_lines);
  g_test_add_func ("/sync/event-stream/stop", test_stop);
  g_test_add_func ("/sync/event-stream/random-bytes", test_random_bytes);
  g_test_add_func ("/sync/event-stream/web-platform-vectors", test_web_platform_vectors);
  return g_test_run ();
}
