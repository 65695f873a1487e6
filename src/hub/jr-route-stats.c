/* jr-route-stats.c: /v1/stats
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers only, for whoever watches the room: nothing of a case, and of people no more than who has claimed how much, which
 * every list shows too. The day begins at midnight of the hub's own clock and place. */

#include "jr-routes.h"

#include "jr-case-stats.h"

static JrTime
find_midnight (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) midnight =
    g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                           g_date_time_get_day_of_month (now), 0, 0, 0);

  return g_date_time_to_unix (midnight) * JR_TIME_SECOND;
}

static void
set_time (JsonObject *members, const char *name, JrTime time)
{
  g_autofree char *text = time == 0 ? NULL : jr_time_to_string (time);

  if (text != NULL)
    json_object_set_string_member (members, name, text);
}

static JsonObject *
write_pending (const JrCaseStats *stats)
{
  JsonObject *members = json_object_new ();

  json_object_set_int_member (members, "cases", stats->pending);
  json_object_set_int_member (members, "in_review",
                              stats->pending - stats->awaiting - stats->decided);
  json_object_set_int_member (members, "awaiting_supplement", stats->awaiting);
  json_object_set_int_member (members, "decided", stats->decided);
  set_time (members, "oldest", stats->oldest);
  return members;
}

static JsonArray *
write_departments (GPtrArray *queues)
{
  JsonArray *array = json_array_sized_new (queues->len);

  for (guint i = 0; i < queues->len; i++)
    {
      const JrQueue *queue = queues->pdata[i];
      JsonObject    *row = json_object_new ();

      json_object_set_string_member (row, "department", queue->name);
      json_object_set_int_member (row, "reviews", queue->reviews);
      json_object_set_int_member (row, "claimed", queue->claimed);
      set_time (row, "oldest", queue->oldest);
      json_array_add_object_element (array, row);
    }
  return array;
}

static JsonArray *
write_claims (GPtrArray *queues)
{
  JsonArray *array = json_array_sized_new (queues->len);

  for (guint i = 0; i < queues->len; i++)
    {
      const JrQueue *queue = queues->pdata[i];
      JsonObject    *row = json_object_new ();

      json_object_set_string_member (row, "user", queue->name);
      json_object_set_int_member (row, "reviews", queue->reviews);
      json_array_add_object_element (array, row);
    }
  return array;
}

static JsonObject *
write_today (const JrCaseStats *stats, JrTime since)
{
  JsonObject *members = json_object_new ();

  set_time (members, "since", since);
  json_object_set_int_member (members, "submitted", stats->submitted);
  json_object_set_int_member (members, "concluded", stats->concluded);
  json_object_set_int_member (members, "timed", stats->n_timed);
  if (stats->n_timed > 0)
    {
      json_object_set_int_member (members, "mean_seconds", stats->mean / JR_TIME_SECOND);
      json_object_set_int_member (members, "median_seconds", stats->median / JR_TIME_SECOND);
    }
  return members;
}

JrResponse *
jr_route_get_stats (JrRequest *request)
{
  g_autoptr (GError)   error = NULL;
  g_auto (JrCaseStats) stats = { 0 };
  JrDatabase          *database = jr_request_get_database (request, &error);
  JrTime               now = jr_time_now ();
  JrTime               since = find_midnight ();
  JsonObject          *members;

  if (database == NULL || !jr_case_stats_load (database, since, &stats, &error))
    return jr_response_new_error (error);
  members = json_object_new ();
  set_time (members, "at", now);
  json_object_set_object_member (members, "pending", write_pending (&stats));
  json_object_set_array_member (members, "departments", write_departments (stats.departments));
  json_object_set_array_member (members, "claims", write_claims (stats.claims));
  json_object_set_object_member (members, "today", write_today (&stats, since));
  return jr_response_new_object (MHD_HTTP_OK, members);
}
