/* jr-route-session.c: /v1/session and /v1/me
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-routes.h"

#include <string.h>

#include "jr-body.h"
#include "jr-hub.h"
#include "jr-limits.h"
#include "jr-log.h"
#include "jr-password.h"
#include "jr-wire.h"

/* A name and two passwords, all as long as they may be and all escaped. */
static const JrJsonLimits limits = { JR_ROUTE_SESSION_MAXIMUM, 1, 16, 4 * JR_PASSWORD_MAXIMUM };

JrResponse *
jr_route_post_session (JrRequest *request)
{
  JrResponse          *response = NULL;
  g_autoptr (JsonNode) node = jr_body_parse (request, &limits, &response);
  g_autoptr (GError)   error = NULL;
  JsonObject          *members;
  const char          *user, *password, *new_password = NULL;

  if (node == NULL)
    return response;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return jr_response_new_problem_for ("invalid", "An object is wanted");
  members = json_node_get_object (node);
  if (!jr_json_read_string (members, "user", JR_CODE_MAXIMUM, &user, &error) ||
      !jr_json_read_string (members, "password", JR_PASSWORD_MAXIMUM, &password, &error) ||
      !jr_json_read_optional_string (members, "new_password", JR_PASSWORD_MAXIMUM, &new_password,
                                     &error))
    return jr_response_new_problem_for ("invalid", error->message);
  return jr_sessions_log_in (request->hub->sessions, request, user, password, new_password);
}

JrResponse *
jr_route_delete_session (JrRequest *request)
{
  const char *all = jr_request_get_query (request, "all");

  if (all != NULL && strcmp (all, "true") != 0 && strcmp (all, "false") != 0)
    return jr_response_new_problem_for ("invalid", "“all” is true or false");
  return jr_sessions_log_out (request->hub->sessions, request, g_strcmp0 (all, "true") == 0);
}

JrResponse *
jr_route_get_me (JrRequest *request)
{
  g_autoptr (GError) error = NULL;
  JrDatabase        *database = jr_request_get_database (request, &error);
  g_autoptr (JrRoom) room = database == NULL ? NULL : jr_log_load_room (database, &error);
  JsonObject        *members;

  if (room == NULL)
    return jr_response_new_error (error);
  members = json_object_new ();
  json_object_set_member (members, "me", jr_wire_write_actor (request->actor));
  json_object_set_member (members, "room", jr_wire_write_room (room));
  return jr_response_new_object (MHD_HTTP_OK, members);
}
