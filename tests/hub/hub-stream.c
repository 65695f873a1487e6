/* hub-stream.c: somebody who follows the feed of a real hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "hub-stream.h"

#include <string.h>

#include "test-slowness.h"

#define SILENCE_SECONDS 20

/* HTTP/1.0, so that what comes is not cut into chunks. */
HubStream *
hub_stream_open (JrTestHub *hub, const char *user, const char *query, const char *headers)
{
  HubStream       *self = g_new0 (HubStream, 1);
  g_autofree char *request =
    g_strdup_printf ("GET /v1/events%s HTTP/1.0\r\nHost: h\r\nAccept: text/event-stream\r\n"
                     "Authorization: Bearer %s\r\n%s\r\n",
                     query, jr_test_hub_get_secret (hub, user), headers == NULL ? "" : headers);
  GOutputStream *out;

  self->connection = jr_test_hub_connect (hub);
  self->text = g_string_new (NULL);
  g_socket_set_timeout (g_socket_connection_get_socket (self->connection),
                        get_slowness () * SILENCE_SECONDS);
  out = g_io_stream_get_output_stream (G_IO_STREAM (self->connection));
  g_assert_true (g_output_stream_write_all (out, request, strlen (request), NULL, NULL, NULL));
  return self;
}

void
hub_stream_close (HubStream *self)
{
  g_object_unref (self->connection);
  g_string_free (self->text, TRUE);
  g_free (self);
}

/* Each event once, however much there is. */
static void
count_cases (HubStream *self)
{
  const char *end;

  while ((end = strstr (self->text->str + self->n_counted, "\n\n")) != NULL)
    {
      const char *event = self->text->str + self->n_counted;

      if (g_strstr_len (event, end - event, "event: case\n") != NULL)
        self->n_cases++;
      self->n_counted = (gsize) (end + 2 - self->text->str);
    }
}

/* A line that was cut is over, too. */
static void
read_some (HubStream *self, const char *wanted)
{
  g_autoptr (GError) error = NULL;
  char               piece[16384];
  GInputStream      *in = g_io_stream_get_input_stream (G_IO_STREAM (self->connection));
  gssize             n = g_input_stream_read (in, piece, sizeof piece, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    g_error ("“%s” did not come, but: %s", wanted, self->text->str);
  self->is_over = n <= 0;
  if (n > 0)
    g_string_append_len (self->text, piece, n);
  count_cases (self);
}

void
hub_stream_wait_for (HubStream *self, const char *word)
{
  while (strstr (self->text->str, word) == NULL && !self->is_over)
    read_some (self, word);
  g_assert_nonnull (strstr (self->text->str, word));
}

gboolean
hub_stream_take_cases (HubStream *self, guint n)
{
  while (self->n_cases < n && !self->is_over)
    read_some (self, "event: case");
  return self->n_cases >= n;
}

void
hub_stream_wait_for_cases (HubStream *self, guint n)
{
  g_assert_true (hub_stream_take_cases (self, n));
}

void
hub_stream_wait_for_end (HubStream *self)
{
  while (!self->is_over)
    read_some (self, "the end");
}

/* Pages -------------------------------------------------------------------------------------------------------------- */

JrTestReply *
hub_ask_page (JrTestHub *hub, const char *cursor, const char *rest)
{
  g_autofree char *target =
    g_strdup_printf ("/v1/events?%s%s%s",
                     cursor == NULL ? "" : "after=", cursor == NULL ? "" : cursor, rest);

  return jr_test_hub_ask (hub, "wang", "GET", target, NULL);
}

guint
hub_count_frames (JrTestReply *page)
{
  g_assert_cmpuint (page->status, ==, 200);
  return json_array_get_length (
    json_object_get_array_member (json_node_get_object (page->json), "frames"));
}

const char *
hub_get_cursor (JrTestReply *page)
{
  return json_object_get_string_member (json_node_get_object (page->json), "cursor");
}

char *
hub_dup_head (JrTestHub *hub)
{
  g_autofree char *cursor = NULL;

  while (TRUE)
    {
      g_autoptr (JrTestReply) page = hub_ask_page (hub, cursor, "&limit=5000");

      g_free (g_steal_pointer (&cursor));
      cursor = g_strdup (hub_get_cursor (page));
      if (hub_count_frames (page) == 0)
        return g_steal_pointer (&cursor);
    }
}
