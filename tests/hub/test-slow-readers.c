/* test-slow-readers.c: desks that do not read what the hub tells them
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A flood of events that is more than the sockets on both sides hold, so that the hub cannot get rid of it. Whoever
 * reads has all of it meanwhile; the hub grows by what it keeps for everybody and not by what each has not read; whoever
 * reads on finds everything, at once or, when the hub has cut the line by then, behind the last event it got; and whoever
 * never reads is cut. */

#include "hub-cases.h"
#include "hub-stream.h"

#include <string.h>

#include "test-slowness.h"

#define BATCHES 15
#define BATCH 100
#define N_EVENTS (BATCHES * BATCH)
/* About 6 kB each, 9 MB together: Linux grows a socket's side for sending to 4 MB, and one for receiving only when
 * somebody reads from it. */
#define COMMENT_LENGTH 1900
#define N_STUCK 100
/* What all of them would take is 900 MB. The sanitizer keeps 256 MB of what was given back, and as much around it. */
#define GROWTH_MAXIMUM ((gint64) (get_slowness () == 1 ? 64 : 768) << 20)
/* jr-server.c lets no line take nothing for longer than 30 s. */
#define CUT_SECONDS 60

static JrTestHub *hub;

/* The flood ---------------------------------------------------------------------------------------------------------- */

static void
send_comments (JrHubClient *client, const char *id, guint first)
{
  g_autoptr (GPtrArray) commands =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_command_unref);
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GString)   text = g_string_new (NULL);
  g_autoptr (GError)    error = NULL;

  for (guint i = 0; i < COMMENT_LENGTH; i++)
    g_string_append (text, "长");
  for (guint i = 0; i < BATCH; i++)
    g_ptr_array_add (commands, jr_command_new (&(JrCommand){ .client = (char *) "flood",
                                                             .number = first + i,
                                                             .kind = JR_COMMAND_COMMENT,
                                                             .case_id = (char *) id,
                                                             .text = text->str }));
  answers = jr_hub_client_send (client, commands, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < BATCH; i++)
    g_assert_null (((JrAnswer *) answers->pdata[i])->problem);
}

static void
flood (const char *id)
{
  g_autoptr (JrHubClient) client = jr_test_hub_new_client (hub, "wang");

  for (guint i = 0; i < BATCHES; i++)
    send_comments (client, id, 1 + i * BATCH);
}

/* Readers ------------------------------------------------------------------------------------------------------------ */

static gpointer
read_all_in_thread (gpointer data)
{
  hub_stream_wait_for_cases (data, N_EVENTS);
  return NULL;
}

/* Whole events of cases in what has come; bookmarks come by the clock. */
static char *
dup_cases (HubStream *stream)
{
  g_autofree char *whole = g_strndup (stream->text->str, stream->n_counted);
  g_auto (GStrv)   events = g_strsplit (strstr (whole, "\r\n\r\n") + 4, "\n\n", -1);
  GString         *cases = g_string_new (NULL);

  for (guint i = 0; events[i] != NULL; i++)
    if (strstr (events[i], "event: case\n") != NULL)
      g_string_append (cases, events[i]);
  return g_string_free (cases, FALSE);
}

/* The header with which a desk goes on after a line that was cut. (transfer full) */
static char *
dup_last_id (HubStream *stream)
{
  g_autofree char *whole = g_strndup (stream->text->str, stream->n_counted);
  const char      *id = g_strrstr (whole, "id: ");

  return id == NULL
           ? NULL
           : g_strdup_printf ("Last-Event-ID: %.*s\r\n", (int) strcspn (id + 4, "\n"), id + 4);
}

/* All that the slow one gets, on its line and, when that was cut, on one more. */
static char *
catch_up (HubStream *slow, const char *query)
{
  g_autofree char      *cases = NULL;
  g_autofree char      *header = NULL;
  g_autofree char      *rest = NULL;
  g_autoptr (HubStream) resumed = NULL;

  if (hub_stream_take_cases (slow, N_EVENTS))
    return dup_cases (slow);
  g_test_message ("cut after %u events", slow->n_cases);
  cases = dup_cases (slow);
  header = dup_last_id (slow);
  resumed = hub_stream_open (hub, "wang", query, header);
  hub_stream_wait_for_cases (resumed, N_EVENTS - slow->n_cases);
  rest = dup_cases (resumed);
  return g_strconcat (cases, rest, NULL);
}

/* Nobody tells the other end: its machine does not take anything. */
static void
wait_for_cut (guint n_lines, gint64 start)
{
  gint64 until = start + get_slowness () * CUT_SECONDS * G_TIME_SPAN_SECOND;

  while (jr_test_hub_count_lines (hub) > n_lines)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      g_usleep (100 * G_TIME_SPAN_MILLISECOND);
    }
  g_test_message ("all cut after %d s",
                  (int) ((g_get_monotonic_time () - start) / G_TIME_SPAN_SECOND));
}

static HubStream *
open_reader (const char *user, const char *query)
{
  HubStream *reader = hub_stream_open (hub, user, query, NULL);

  hub_stream_wait_for (reader, "\r\n\r\n");
  return reader;
}

static void
test_slow_readers (void)
{
  g_autofree char      *id = hub_submit_small (hub, "ONE");
  g_autofree char      *head = hub_dup_head (hub);
  g_autofree char      *query = g_strconcat ("?after=", head, NULL);
  g_autoptr (HubStream) quick = open_reader ("wang", query);
  g_autoptr (HubStream) slow = open_reader ("wang", query);
  g_autoptr (GPtrArray) stuck = g_ptr_array_new_with_free_func ((GDestroyNotify) hub_stream_close);
  guint                 n_lines = jr_test_hub_count_lines (hub);
  g_autofree char      *quick_cases = NULL;
  g_autofree char      *slow_cases = NULL;
  GThread              *thread;
  gint64                memory, start;

  for (guint i = 0; i < N_STUCK; i++)
    g_ptr_array_add (stuck, open_reader ("li", query));
  memory = jr_test_hub_get_memory (hub);
  thread = g_thread_new ("quick", read_all_in_thread, quick);
  flood (id);
  g_thread_join (thread);
  start = g_get_monotonic_time ();
  memory = jr_test_hub_get_memory (hub) - memory;
  g_test_message ("the hub grew by %d MB", (int) (memory >> 20));
  g_assert_cmpint (memory, <, GROWTH_MAXIMUM);

  quick_cases = dup_cases (quick);
  slow_cases = catch_up (slow, query);
  g_assert_cmpuint (strlen (quick_cases), >, (gsize) N_EVENTS * COMMENT_LENGTH * strlen ("长"));
  g_assert_true (g_str_equal (quick_cases, slow_cases));
  wait_for_cut (n_lines, start);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  hub = jr_test_hub_new (NULL);
  g_test_add_func ("/slow-readers", test_slow_readers);
  status = g_test_run ();
  jr_test_hub_free (hub);
  return status;
}
