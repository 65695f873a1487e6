/* jr-access.c: who asks, and whether he may
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The secret is looked up at each request: an account that was disabled, or a session that was ended, is out at once. */

#include "jr-access.h"

#include <string.h>

#include "jr-account-table.h"
#include "jr-error.h"
#include "jr-hub.h"
#include "jr-time.h"

#define SCHEME "Bearer "
/* A session's token has 43 characters, a counter's key 47. */
#define SECRET_MAXIMUM 200

static JrResponse *
refuse (const char *detail)
{
  JrResponse *response = jr_response_new_problem_for ("log-in-required", detail);

  jr_response_add_header (response, MHD_HTTP_HEADER_WWW_AUTHENTICATE, "Bearer");
  return response;
}

static const char *
find_secret (JrRequest *request)
{
  const char *header = jr_request_get_header (request, MHD_HTTP_HEADER_AUTHORIZATION);

  if (header == NULL || g_ascii_strncasecmp (header, SCHEME, strlen (SCHEME)) != 0)
    return NULL;
  header += strlen (SCHEME);
  return header[0] != '\0' && strlen (header) <= SECRET_MAXIMUM ? header : NULL;
}

/* One account's share, so that no program that has gone wild takes everybody's. */
static JrResponse *
check_rate (JrRequest *request)
{
  guint            wait = 0;
  g_autofree char *seconds = NULL;
  JrResponse      *response;

  if (jr_throttle_take (request->hub->rates, request->actor->user, g_get_monotonic_time (), &wait))
    return NULL;
  seconds = g_strdup_printf ("%u", wait);
  response = jr_response_new_problem_for ("too-many-requests", NULL);
  jr_response_add_header (response, MHD_HTTP_HEADER_RETRY_AFTER, seconds);
  return response;
}

JrResponse *
jr_access_check (JrRequest *request, const JrRoute *route)
{
  g_autoptr (GError) error = NULL;
  JrDatabase        *database;
  const char        *secret;

  if ((route->roles & JR_ROUTE_LOCAL) != 0 && !request->is_local)
    return jr_response_new_problem_for ("not-found", NULL);
  if ((route->roles & JR_ROUTE_OPEN) != 0)
    return NULL;
  secret = find_secret (request);
  if (secret == NULL)
    return refuse (NULL);
  database = jr_request_get_database (request, &error);
  if (database == NULL)
    return jr_response_new_error (error);
  request->actor = jr_secret_table_check (database, secret, jr_time_now (), &error);
  if (g_error_matches (error, JR_STORE_ERROR, JR_ERROR_DENIED))
    return refuse (error->message);
  if (request->actor == NULL)
    return jr_response_new_error (error);
  request->secret = g_strdup (secret);
  jr_sessions_note_use (request->hub->sessions, secret);
  if ((route->roles & (1u << request->actor->role)) == 0)
    return jr_response_new_problem_for ("not-allowed", "Your role may not do that");
  return check_rate (request);
}

gboolean
jr_access_shows (JrRequest *request, JrPlace place)
{
  return jr_role_get_disclosure (request->actor->role, place) != JR_DISCLOSURE_NONE;
}
