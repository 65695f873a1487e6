/* jr-route-events.c: the feed over HTTP
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-hub.h"
#include "jr-live-stream.h"
#include "jr-long-poll.h"
#include "jr-routes.h"

/* A line that was cut goes on where it was, whatever its address says. */
static const char *
get_cursor (JrRequest *request)
{
  const char *last = jr_request_get_header (request, "Last-Event-ID");

  return last != NULL && last[0] != '\0' ? last : jr_request_get_query (request, "after");
}

static gboolean
wants_stream (JrRequest *request)
{
  return g_str_equal (request->method, "GET") && jr_request_accepts (request, "text/event-stream");
}

JrResponse *
jr_route_get_events (JrRequest *request)
{
  JrHub             *hub = request->hub;
  gint64             limit = JR_PAGE_FRAMES_DEFAULT;
  gint64             seconds = 0;
  gint64             after = 0;
  g_autoptr (GError) error = NULL;

  if (!jr_request_get_query_int (request, "limit", 1, JR_PAGE_FRAMES_MAXIMUM, &limit))
    return jr_response_new_problem_for ("invalid", "“limit” is a number from 1 to 5000");
  if (!jr_request_get_query_int (request, "wait", 0, JR_POLL_SECONDS_MAXIMUM, &seconds))
    return jr_response_new_problem_for ("invalid", "“wait” is a number of seconds up to 60");
  if (!jr_feed_find (hub->feed, get_cursor (request), &after, &error))
    return jr_response_new_problem_for ("cursor-gone", error->message);
  if (wants_stream (request))
    return jr_live_stream_open (hub->subscribers, request, after);
  return jr_long_poll_answer (hub->subscribers, request, after, (guint) limit, (guint) seconds);
}
