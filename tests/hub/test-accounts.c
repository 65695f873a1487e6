/* test-accounts.c: an account is disabled beside a hub that serves, and enabled again
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "hub-stream.h"

/* Well below the 15 s after which every line is looked at anyway. */
#define AT_ONCE (7 * G_USEC_PER_SEC)

static JrTestHub *hub;

static void
run (const char *verb, const char *user, int expected)
{
  int              status;
  g_autofree char *out =
    jr_test_hub_run (&status, "user", verb, jr_test_hub_get_folder (hub), user, NULL);

  if (status != expected)
    g_error ("%s", out);
}

static void
assert_me (const char *secret, guint status)
{
  g_autoptr (JrTestReply) reply = jr_test_hub_ask_with (hub, secret, "GET", "/v1/me", NULL);

  g_assert_cmpuint (reply->status, ==, status);
}

static guint
log_in (const char *user)
{
  g_autofree char *body =
    g_strdup_printf ("{\"user\":\"%s\",\"password\":\"password of %s\"}", user, user);
  g_autoptr (JrTestReply) reply = jr_test_hub_ask (hub, NULL, "POST", "/v1/session", body);

  return reply->status;
}

/* His line ends at once, his session does, and he cannot log in; nobody else notices. */
static void
test_person (void)
{
  g_autoptr (HubStream) his = hub_stream_open (hub, "wang", "", NULL);
  g_autoptr (HubStream) hers = hub_stream_open (hub, "li", "", NULL);
  const char           *secret = jr_test_hub_get_secret (hub, "wang");
  gint64                begin;

  hub_stream_wait_for (his, "\r\n\r\n");
  hub_stream_wait_for (hers, "\r\n\r\n");
  run ("disable", "wang", 0);
  begin = g_get_monotonic_time ();
  hub_stream_wait_for_end (his);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, AT_ONCE);
  assert_me (secret, 401);
  g_assert_cmpuint (log_in ("wang"), ==, 401);
  assert_me (jr_test_hub_get_secret (hub, "li"), 200);
  hub_stream_wait_for (hers, "event: bookmark");

  run ("enable", "wang", 0);
  assert_me (secret, 401);
  g_assert_cmpuint (log_in ("wang"), ==, 201);
}

static void
test_counter (void)
{
  const char *key = jr_test_hub_get_secret (hub, "window1");

  assert_me (key, 200);
  run ("disable", "window1", 0);
  assert_me (key, 401);
  run ("enable", "window1", 0);
  assert_me (key, 200);
}

static void
test_nobody (void)
{
  run ("disable", "nobody", 1);
  run ("enable", "nobody", 1);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  hub = jr_test_hub_new (NULL);
  g_test_add_func ("/hub/accounts/person", test_person);
  g_test_add_func ("/hub/accounts/counter", test_counter);
  g_test_add_func ("/hub/accounts/nobody", test_nobody);
  status = g_test_run ();
  jr_test_hub_free (hub);
  return status;
}
