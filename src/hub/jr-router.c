/* jr-router.c: what can be asked of the hub, where and by whom: one table
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A path is compared segment by segment. An address that exists, asked with a method that it does not have, is 405 and
 * says which it has; everything else is 404, whoever asks. */

#include "jr-route.h"

#include <string.h>

#include "jr-blob-store.h"
#include "jr-routes.h"

/* A counter's key is not a session: only the administrator takes it back. */
#define SESSIONS (JR_ROUTE_LOGGED_IN & ~JR_ROUTE_ROLE (COUNTER))

/* Scans show everything of a person; as the table of jr-role.c says. */
#define DOCUMENTS (JR_ROUTE_LOGGED_IN & ~JR_ROUTE_ROLE (ADMINISTRATOR))

static const JrRoute routes[] = {
  { "GET", "/healthz", JR_ROUTE_OPEN, 0, jr_route_get_health, NULL },
  { "GET", "/metrics", JR_ROUTE_OPEN | JR_ROUTE_LOCAL, 0, jr_route_get_metrics, NULL },
  { "GET", "/v1/openapi.json", JR_ROUTE_OPEN, 0, jr_route_get_openapi, NULL },
  { "POST", "/v1/session", JR_ROUTE_OPEN, JR_ROUTE_SESSION_MAXIMUM, jr_route_post_session, NULL },
  { "DELETE", "/v1/session", SESSIONS, 0, jr_route_delete_session, NULL },
  { "GET", "/v1/me", JR_ROUTE_LOGGED_IN, 0, jr_route_get_me, NULL },
  { "POST", "/v1/commands", JR_ROUTE_LOGGED_IN, JR_ROUTE_COMMANDS_MAXIMUM, jr_route_post_commands,
    NULL },
  { "GET", "/v1/items", JR_ROUTE_LOGGED_IN, 0, jr_route_get_items, NULL },
  { "GET", "/v1/calendar", JR_ROUTE_LOGGED_IN, 0, jr_route_get_calendar, NULL },
  { "GET", "/v1/snapshot", JR_ROUTE_LOGGED_IN, 0, jr_route_get_snapshot, NULL },
  { "GET", "/v1/cases", JR_ROUTE_LOGGED_IN, 0, jr_route_get_cases, NULL },
  { "GET", "/v1/cases/{id}", JR_ROUTE_LOGGED_IN, 0, jr_route_get_case, NULL },
  { "GET", "/v1/stats", SESSIONS, 0, jr_route_get_stats, NULL },
  { "GET", "/v1/openings", JR_ROUTE_ROLE (AUDITOR), 0, jr_route_get_openings, NULL },
  { "GET", "/v1/administration", JR_ROUTE_ROLE (AUDITOR), 0, jr_route_get_administration, NULL },
  { "GET", "/v1/log", JR_ROUTE_ROLE (AUDITOR), 0, jr_route_get_log, NULL },
  { "GET", "/v1/head", JR_ROUTE_LOGGED_IN, 0, jr_route_get_head, NULL },
  { "GET", "/v1/events", JR_ROUTE_LOGGED_IN, 0, jr_route_get_events, NULL },
  { "PUT", "/v1/blobs/{sha256}", JR_ROUTE_ROLE (REVIEWER) | JR_ROUTE_ROLE (COUNTER),
    JR_BLOB_MAXIMUM_BYTES, NULL, &jr_route_put_blob },
  { "GET", "/v1/blobs/{sha256}", DOCUMENTS, 0, jr_route_get_blob, NULL },
};

const JrRoute *
jr_router_get_routes (guint *out_n_routes)
{
  *out_n_routes = G_N_ELEMENTS (routes);
  return routes;
}

/* Both point behind a slash. *out_parameter is set only on a match. */
static gboolean
match_segments (const char *pattern, const char *path, char **out_parameter)
{
  const char *parameter = NULL;
  gsize       parameter_length = 0;

  while (TRUE)
    {
      gsize wanted = strcspn (pattern, "/");
      gsize given = strcspn (path, "/");

      if (pattern[0] == '{' && given > 0)
        {
          parameter = path;
          parameter_length = given;
        }
      else if (wanted != given || strncmp (pattern, path, given) != 0)
        return FALSE;
      pattern += wanted;
      path += given;
      if (*pattern != *path)
        return FALSE;
      if (*pattern == '\0')
        break;
      pattern++;
      path++;
    }
  *out_parameter = parameter == NULL ? NULL : g_strndup (parameter, parameter_length);
  return TRUE;
}

static gboolean
has_method (const JrRoute *route, const char *method)
{
  return strcmp (route->method, method) == 0 ||
         (strcmp (method, "HEAD") == 0 && strcmp (route->method, "GET") == 0);
}

static JrResponse *
refuse (GString *allowed)
{
  JrResponse *response;

  if (allowed->len == 0)
    return jr_response_new_problem_for ("not-found", NULL);
  response = jr_response_new_problem_for ("method-not-allowed", NULL);
  jr_response_add_header (response, "Allow", allowed->str);
  return response;
}

const JrRoute *
jr_router_find (const char  *method,
                const char  *path,
                char       **out_parameter,
                JrResponse **out_response)
{
  g_autoptr (GString) allowed = g_string_new (NULL);

  for (guint i = 0; path[0] == '/' && i < G_N_ELEMENTS (routes); i++)
    {
      g_autofree char *parameter = NULL;

      if (!match_segments (routes[i].path + 1, path + 1, &parameter))
        continue;
      if (has_method (&routes[i], method))
        {
          *out_parameter = g_steal_pointer (&parameter);
          return &routes[i];
        }
      g_string_append_printf (allowed, "%s%s%s", allowed->len > 0 ? ", " : "", routes[i].method,
                              strcmp (routes[i].method, "GET") == 0 ? ", HEAD" : "");
    }
  *out_response = refuse (allowed);
  return NULL;
}
