/* jr-route-health.c: /healthz
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For whoever watches the hub from outside: it says "ok" when the database can be read, and nothing that a stranger
 * could use. */

#include "jr-routes.h"

#include "jr-log.h"

JrResponse *
jr_route_get_health (JrRequest *request)
{
  g_autoptr (GError) error = NULL;
  JrDatabase        *database = jr_request_get_database (request, &error);
  JsonObject        *members;
  JrCursor           head;

  if (database == NULL || !jr_log_get_head (database, &head, &error))
    return jr_response_new_error (error);
  members = json_object_new ();
  json_object_set_string_member (members, "status", "ok");
  json_object_set_string_member (members, "version", JR_VERSION);
  return jr_response_new_object (MHD_HTTP_OK, members);
}
