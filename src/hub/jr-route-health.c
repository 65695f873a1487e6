/* jr-route-health.c: /healthz
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For whoever watches the hub from outside: it says "ok" when the database can be read, and nothing that a stranger
 * could use. With an alarm it still is 200: the hub works, and whoever sends nobody there any more would only make it
 * worse; it is the administrator who has to look. */

#include "jr-routes.h"

#include "jr-hub.h"
#include "jr-log.h"

static JsonArray *
write_alarms (guint alarms)
{
  JsonArray *words = json_array_new ();

  if ((alarms & JR_ALARM_DISK) != 0)
    json_array_add_string_element (words, "disk-space");
  if ((alarms & JR_ALARM_WAL) != 0)
    json_array_add_string_element (words, "write-ahead-log");
  return words;
}

JrResponse *
jr_route_get_health (JrRequest *request)
{
  g_autoptr (GError) error = NULL;
  JrDatabase        *database = jr_request_get_database (request, &error);
  JsonObject        *members;
  JrCursor           head;
  guint              alarms;

  if (database == NULL || !jr_log_get_head (database, &head, &error))
    return jr_response_new_error (error);
  members = json_object_new ();
  alarms = jr_alarms_get (request->hub->alarms);
  json_object_set_string_member (members, "status", alarms == 0 ? "ok" : "degraded");
  json_object_set_array_member (members, "alarms", write_alarms (alarms));
  json_object_set_string_member (members, "version", JR_VERSION);
  return jr_response_new_object (MHD_HTTP_OK, members);
}
