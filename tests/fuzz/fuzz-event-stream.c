/* fuzz-event-stream.c: a live line of a hub
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * However the bytes are cut into pieces, the same events come of them. The first byte says how. */

#include "fuzz.h"

#include "jr-event-stream.h"

#define EVENT_MAXIMUM 4096

static gboolean
keep (const JrStreamEvent *event, gpointer data)
{
  g_string_append_printf (data, "%s|%s|", event->last_id, event->type);
  g_string_append_len (data, event->data, (gssize) event->length);
  g_string_append_c (data, 10);
  return TRUE;
}

static char *
read_in_pieces (const char *bytes, gsize length, gsize piece)
{
  GString                  *events = g_string_new (NULL);
  g_autoptr (JrEventStream) stream = jr_event_stream_new (EVENT_MAXIMUM, keep, events);
  gboolean                  is_good = TRUE;

  for (gsize at = 0; is_good && at < length; at += piece)
    is_good = jr_event_stream_push (stream, bytes + at, MIN (piece, length - at), NULL);
  return g_string_free (events, FALSE);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autofree char *whole = NULL;
  g_autofree char *pieces = NULL;

  if (length < 2)
    return 0;
  whole = read_in_pieces ((const char *) bytes + 1, length - 1, length);
  pieces = read_in_pieces ((const char *) bytes + 1, length - 1, 1 + bytes[0] % 16);
  g_assert_cmpstr (whole, ==, pieces);
  return 0;
}
