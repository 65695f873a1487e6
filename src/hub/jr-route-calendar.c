/* jr-route-calendar.c: /v1/calendar
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It changes once or twice a year and is asked for by everything that shows a deadline, so its ETag is the hash of what is
 * answered: the same bytes are never sent twice to who names it. */

#include "jr-routes.h"

#include "jr-calendar-table.h"
#include "jr-id.h"
#include "jr-json.h"
#include "jr-range.h"
#include "jr-wire.h"

#include <string.h>

static JrResponse *
new_calendar (JrRequest *request, const JrCalendar *calendar, JrTime imported_at)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject          *members = json_object_new ();
  g_autofree char     *time = jr_time_to_string (imported_at);
  g_autofree char     *text = NULL;
  g_autofree char     *hash = NULL;
  g_autofree char     *etag = NULL;
  JrResponse          *response;

  json_node_take_object (node, members);
  json_object_set_member (members, "calendar", jr_wire_write_calendar (calendar));
  json_object_set_string_member (members, "imported_at", time);
  text = jr_json_to_canonical (node);
  hash = jr_sha256_of (text, strlen (text));
  etag = g_strdup_printf ("\"%s\"", hash);
  if (jr_etag_list_has (jr_request_get_header (request, MHD_HTTP_HEADER_IF_NONE_MATCH), etag))
    response = jr_response_new_bare (MHD_HTTP_NOT_MODIFIED);
  else
    response = jr_response_new_json_text (MHD_HTTP_OK, g_steal_pointer (&text));
  jr_response_add_header (response, MHD_HTTP_HEADER_ETAG, etag);
  return response;
}

JrResponse *
jr_route_get_calendar (JrRequest *request)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (JrCalendar) calendar = NULL;
  JrDatabase            *database = jr_request_get_database (request, &error);
  JrTime                 imported_at = 0;

  if (database == NULL || !jr_calendar_table_load (database, &calendar, &imported_at, &error))
    return jr_response_new_error (error);
  if (calendar == NULL)
    return jr_response_new_problem_for ("no-calendar",
                                        "The administrator of the hub loads one on its server: "
                                        "joint-review-hub calendar import DIR FILE.json");
  return new_calendar (request, calendar, imported_at);
}
