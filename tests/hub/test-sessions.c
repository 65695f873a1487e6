/* test-sessions.c: logging in and out of a real hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-test-hub.h"

#include <string.h>

#include "jr-throttle.h"

static JrTestHub *hub;

static JrTestReply *
log_in (const char *user, const char *password, const char *new_password)
{
  g_autofree char *body =
    new_password == NULL
      ? g_strdup_printf ("{\"user\":\"%s\",\"password\":\"%s\"}", user, password)
      : g_strdup_printf ("{\"user\":\"%s\",\"password\":\"%s\",\"new_password\":\"%s\"}", user,
                         password, new_password);

  return jr_test_hub_ask (hub, NULL, "POST", "/v1/session", body);
}

static const char *
get_token (JrTestReply *reply)
{
  g_assert_cmpuint (reply->status, ==, 201);
  return json_object_get_string_member (json_node_get_object (reply->json), "token");
}

static void
assert_log_in (const char *user, const char *password, const char *new_password, const char *word)
{
  g_autoptr (JrTestReply) reply = log_in (user, password, new_password);

  g_assert_cmpstr (jr_test_reply_get_word (reply), ==, word);
}

static void
assert_me (const char *token, guint status)
{
  g_autoptr (JrTestReply) reply = jr_test_hub_ask_with (hub, token, "GET", "/v1/me", NULL);

  g_assert_cmpuint (reply->status, ==, status);
}

/* From the slip of paper to a password of one's own; the old one is worth nothing then. */
static void
test_one_time_password (void)
{
  const char             *once = jr_test_hub_get_first_secret (hub, "wang");
  g_autoptr (JrTestReply) first = NULL;
  g_autoptr (JrTestReply) second = NULL;
  JsonObject             *me;

  assert_log_in ("wang", once, NULL, "new-password-required");
  assert_log_in ("wang", once, "short", "invalid");
  assert_log_in ("wang", once, once, "invalid");
  first = log_in ("wang", once, "a good one");
  me = json_object_get_object_member (json_node_get_object (first->json), "me");
  g_assert_cmpstr (json_object_get_string_member (me, "department"), ==, "HR");
  assert_me (get_token (first), 200);

  assert_log_in ("wang", once, NULL, "wrong-credentials");
  second = log_in ("wang", "a good one", NULL);
  assert_me (get_token (second), 200);
  assert_me (get_token (first), 200);
}

/* Who changes his password is logged out everywhere else. */
static void
test_new_password (void)
{
  g_autoptr (JrTestReply) first =
    log_in ("li", jr_test_hub_get_first_secret (hub, "li"), "a good one");
  g_autoptr (JrTestReply) second = log_in ("li", "a good one", "a better one");

  assert_me (get_token (second), 200);
  assert_me (get_token (first), 401);
}

static void
test_log_out (void)
{
  g_autoptr (JrTestReply) session =
    log_in ("chen", jr_test_hub_get_first_secret (hub, "chen"), "a good one");
  const char             *token = get_token (session);
  g_autoptr (JrTestReply) gone = NULL;

  assert_me (token, 200);
  gone = jr_test_hub_ask_with (hub, token, "DELETE", "/v1/session", NULL);
  g_assert_cmpuint (gone->status, ==, 204);
  g_assert_cmpstr (gone->body, ==, "");
  assert_me (token, 401);
}

static void
test_key (void)
{
  g_autoptr (JrTestReply) me = jr_test_hub_ask (hub, "window1", "GET", "/v1/me", NULL);
  g_autoptr (JrTestReply) gone = jr_test_hub_ask (hub, "window1", "DELETE", "/v1/session", NULL);
  JsonObject             *members = json_node_get_object (me->json);

  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (members, "me"),
                                                  "window"),
                   ==, "1");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (members, "room"),
                                                  "code"),
                   ==, "NW");
  g_assert_cmpuint (gone->status, ==, 403);
  assert_me (jr_test_hub_get_secret (hub, "window1"), 200);
  /* It has no password that could be guessed. */
  assert_log_in ("window1", "", NULL, "invalid");
  assert_log_in ("window1", "password", NULL, "wrong-credentials");
}

static void
test_bad_bodies (void)
{
  static const struct
  {
    const char *body;
    guint       status;
  } rows[] = {
    { "", 400 },
    { "[]", 422 },
    { "{}", 422 },
    { "{\"user\":\"wang\"}", 422 },
    { "{\"user\":1,\"password\":\"a\"}", 422 },
    { "{\"user\":{\"a\":1},\"password\":\"a\"}", 400 },
    { "{\"user\":\"wang\",\"password\":\"a\\u0000b\"}", 400 },
    { "{\"user\":\"wang\",\"password\":\"a\",\"new_password\":7}", 422 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JrTestReply) reply =
        jr_test_hub_ask (hub, NULL, "POST", "/v1/session", rows[i].body);

      g_test_message ("%s: %s", rows[i].body, reply->body);
      g_assert_cmpuint (reply->status, ==, rows[i].status);
    }
}

static gint64
time_log_in (const char *user)
{
  gint64 begin = g_get_monotonic_time ();

  assert_log_in (user, "not the one", NULL, "wrong-credentials");
  return g_get_monotonic_time () - begin;
}

/* Whether an account exists must not be told by how long it takes: no check at all takes well under a tenth. */
static void
test_same_time (void)
{
  gint64 known = MIN (time_log_in ("zhou"), time_log_in ("zhou"));
  gint64 unknown = MIN (time_log_in ("nobody"), time_log_in ("nobody"));

  g_test_message ("known %" G_GINT64_FORMAT " µs, unknown %" G_GINT64_FORMAT " µs", known, unknown);
  g_assert_cmpint (unknown * 3, >, known);
  g_assert_cmpint (known * 3, >, unknown);
}

static void
test_too_many (void)
{
  const char             *once = jr_test_hub_get_first_secret (hub, "shen");
  g_autoptr (JrTestReply) refused = NULL;
  g_autofree char        *wait = NULL;

  for (guint i = 0; i < 5; i++)
    assert_log_in ("shen", "a guess", NULL, "wrong-credentials");
  refused = log_in ("shen", once, "a good one");
  wait = jr_test_reply_get_header (refused, "Retry-After");
  g_assert_cmpuint (refused->status, ==, 429);
  g_assert_cmpstr (jr_test_reply_get_word (refused), ==, "too-many-attempts");
  g_assert_cmpint (g_ascii_strtoll (wait, NULL, 10), >, 0);
  /* Others are not held up. */
  assert_log_in ("wang", "a good one", NULL, "");
}

/* Whoever is right is not counted, however often. */
static void
test_right_ones_do_not_count (void)
{
  for (guint i = 0; i < 12; i++)
    assert_log_in ("wang", "a good one", NULL, "");
}

static void
test_throttle (void)
{
  g_autoptr (JrThrottle) throttle = jr_throttle_new (3, 10 * G_TIME_SPAN_SECOND);
  gint64                 now = G_USEC_PER_SEC;
  guint                  wait = 0;

  for (guint i = 0; i < 3; i++)
    g_assert_true (jr_throttle_take (throttle, "a", now, &wait));
  g_assert_false (jr_throttle_take (throttle, "a", now, &wait));
  g_assert_cmpuint (wait, ==, 11);
  g_assert_true (jr_throttle_take (throttle, "b", now, &wait));

  now += 10 * G_USEC_PER_SEC;
  g_assert_true (jr_throttle_take (throttle, "a", now, &wait));
  g_assert_false (jr_throttle_take (throttle, "a", now + 5 * G_USEC_PER_SEC, &wait));
  g_assert_cmpuint (wait, ==, 6);
  jr_throttle_give_back (throttle, "a");
  g_assert_true (jr_throttle_take (throttle, "a", now, &wait));
  g_assert_false (jr_throttle_take (throttle, "a", now, &wait));

  /* Long silence gives no more than the burst. */
  now += 3600 * (gint64) G_USEC_PER_SEC;
  for (guint i = 0; i < 3; i++)
    g_assert_true (jr_throttle_take (throttle, "a", now, &wait));
  g_assert_false (jr_throttle_take (throttle, "a", now, &wait));
}

/* A flood of invented names fills the table, and then everybody new waits; nothing grows without end. */
static void
test_throttle_flood (void)
{
  g_autoptr (JrThrottle) throttle = jr_throttle_new (3, 10 * G_TIME_SPAN_SECOND);
  guint                  wait, n_taken = 0;

  for (guint i = 0; i < 50000; i++)
    {
      g_autofree char *key = g_strdup_printf ("name %u", i);

      n_taken += jr_throttle_take (throttle, key, G_USEC_PER_SEC, &wait);
    }
  g_assert_cmpuint (n_taken, ==, 20000);
  g_assert_true (jr_throttle_take (throttle, "late", 60 * G_USEC_PER_SEC, &wait));
}

/* A wrong password for an account of its own, through the proxy. */
static guint
fail_from (const char *forwarded)
{
  static guint     n_tries;
  g_autofree char *body =
    g_strdup_printf ("{\"user\":\"stranger%u\",\"password\":\"a\"}", n_tries++);
  g_autofree char        *text = g_strdup_printf ("POST /v1/session HTTP/1.1\r\nHost: a\r\n"
                                                         "Connection: close\r\nX-Forwarded-For: %s\r\n"
                                                         "Content-Type: application/json\r\n"
                                                         "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                                                  forwarded, strlen (body), body);
  g_autoptr (JrTestReply) reply = jr_test_hub_send_bytes (hub, text, strlen (text));

  return reply->status;
}

/* One address behind the proxy uses its tries up, whatever it says of itself; the others keep theirs. */
static void
test_proxy (void)
{
  guint status = 401;

  for (guint i = 0; i < 200 && status == 401; i++)
    {
      g_autofree char *forged = g_strdup_printf ("10.0.0.%u, 198.51.100.7", i);

      status = fail_from (forged);
    }
  g_assert_cmpuint (status, ==, 429);
  g_assert_cmpuint (fail_from ("198.51.100.8"), ==, 401);
  assert_log_in ("stranger", "a", NULL, "wrong-credentials");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  hub = jr_test_hub_new (NULL);
  g_test_add_func ("/hub/sessions/throttle", test_throttle);
  g_test_add_func ("/hub/sessions/throttle-flood", test_throttle_flood);
  g_test_add_func ("/hub/sessions/one-time-password", test_one_time_password);
  g_test_add_func ("/hub/sessions/new-password", test_new_password);
  g_test_add_func ("/hub/sessions/log-out", test_log_out);
  g_test_add_func ("/hub/sessions/key", test_key);
  g_test_add_func ("/hub/sessions/bad-bodies", test_bad_bodies);
  g_test_add_func ("/hub/sessions/same-time", test_same_time);
  g_test_add_func ("/hub/sessions/too-many", test_too_many);
  g_test_add_func ("/hub/sessions/right-ones-do-not-count", test_right_ones_do_not_count);
  g_test_add_func ("/hub/sessions/proxy", test_proxy);
  status = g_test_run ();
  jr_test_hub_free (hub);
  return status;
}
