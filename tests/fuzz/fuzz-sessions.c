/* fuzz-sessions.c: the body of a request to log in
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The handler itself reads it; what it would ask of the sessions is here instead of them, and holds the texts against
 * their limits. All else must be a problem. */

#include "fuzz.h"

#include <string.h>

#include "jr-hub.h"
#include "jr-limits.h"
#include "jr-password.h"
#include "jr-routes.h"

static void
check_text (const char *text, glong maximum)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (text, -1), >, 0);
  g_assert_cmpint (g_utf8_strlen (text, -1), <=, maximum);
}

JrResponse *
jr_sessions_log_in (JrSessions *self,
                    JrRequest  *request,
                    const char *user,
                    const char *password,
                    const char *new_password)
{
  check_text (user, JR_CODE_MAXIMUM);
  check_text (password, JR_PASSWORD_MAXIMUM);
  if (new_password != NULL)
    check_text (new_password, JR_PASSWORD_MAXIMUM);
  return NULL;
}

JrResponse *
jr_sessions_log_out (JrSessions *self, JrRequest *request, gboolean everywhere)
{
  g_assert_not_reached ();
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  JrHub                  hub = { 0 };
  g_autoptr (GBytes)     body = g_bytes_new (bytes, length);
  JrRequest              request = { .hub = &hub, .method = "POST", .body = body };
  g_autoptr (JrResponse) response = jr_route_post_session (&request);
  guint                  status = response == NULL ? 0 : jr_response_get_status (response);

  g_assert_true (response == NULL || status == 400 || status == 413 || status == 422);
  return 0;
}
