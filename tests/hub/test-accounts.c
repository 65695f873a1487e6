/* test-accounts.c: an account is disabled beside a hub that serves, and enabled again
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "hub-stream.h"

#include <string.h>

#include "jr-account-table.h"
#include "jr-administration-table.h"

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

/* What a command prints with --json. */
static JsonNode *
ask_command (const char *verb, const char *user, const char *key)
{
  int                  status;
  g_autofree char     *option = key == NULL ? NULL : g_strdup_printf ("--key=%s", key);
  g_autofree char     *out = jr_test_hub_run (&status, "user", verb, jr_test_hub_get_folder (hub),
                                          user != NULL ? user : "--json", "--json", option, NULL);
  g_autoptr (JsonNode) node = NULL;

  if (status != 0)
    g_error ("%s", out);
  node = json_from_string (out, NULL);
  return g_steal_pointer (&node);
}

static const char *
get_text (JsonNode *node, const char *name)
{
  return json_object_get_string_member_with_default (json_node_get_object (node), name, "");
}

static JrDatabase *
open_database (void)
{
  g_autofree char *path = g_build_filename (jr_test_hub_get_folder (hub), "hub.db", NULL);
  JrDatabase      *database = jr_database_open (path, JR_DATABASE_READ_WRITE, NULL);

  g_assert_nonnull (database);
  return database;
}

static guint
log_in_with (const char *user, const char *password, const char *new_password)
{
  g_autofree char *body =
    g_strdup_printf ("{\"user\":\"%s\",\"password\":\"%s\",\"new_password\":\"%s\"}", user,
                     password, new_password);
  g_autoptr (JrTestReply) reply = jr_test_hub_ask (hub, NULL, "POST", "/v1/session", body);

  return reply->status;
}

/* A forgotten password: the old one, the sessions and the lines end; the slip of paper is good once. */
static void
test_reset (void)
{
  const char           *secret = jr_test_hub_get_secret (hub, "chen");
  g_autoptr (HubStream) line = hub_stream_open (hub, "chen", "", NULL);
  g_autoptr (JsonNode)  reset = NULL;

  hub_stream_wait_for (line, "\r\n\r\n");
  reset = ask_command ("reset", "chen", NULL);
  hub_stream_wait_for_end (line);
  assert_me (secret, 401);
  g_assert_cmpuint (log_in ("chen"), ==, 401);
  g_assert_cmpuint (log_in_with ("chen", get_text (reset, "password"), "one of my own"), ==, 201);
  g_assert_cmpuint (log_in_with ("chen", get_text (reset, "password"), "another one"), ==, 401);
  run ("reset", "window1", 1);
  run ("reset", "nobody", 1);
}

static void
test_one_time_expires (void)
{
  g_autoptr (JrDatabase) database = open_database ();
  g_autoptr (JsonNode)   reset = ask_command ("reset", "shen", NULL);
  g_autoptr (JrAccount)  account = jr_account_table_load (database, "shen", NULL);
  JrTime                 left = account->password_expires_at - jr_time_now ();

  g_assert_cmpint (left, >, 7 * 24 * JR_TIME_HOUR - 5 * JR_TIME_MINUTE);
  g_assert_cmpint (left, <=, 7 * 24 * JR_TIME_HOUR);
  g_assert_true (jr_account_table_set_password (database, "shen", account->password_hash, TRUE,
                                                jr_time_now () - JR_TIME_SECOND, NULL));
  g_assert_cmpuint (log_in_with ("shen", get_text (reset, "password"), "one of my own"), ==, 401);
  g_assert_true (jr_account_table_set_password (database, "shen", account->password_hash, TRUE,
                                                jr_time_now () + JR_TIME_HOUR, NULL));
  g_assert_cmpuint (log_in_with ("shen", get_text (reset, "password"), "one of my own"), ==, 201);
}

/* Two desks and a line: one of them ends all; a colleague notices nothing. */
static void
test_log_out_everywhere (void)
{
  const char             *first = jr_test_hub_get_secret (hub, "zhou");
  g_autoptr (HubStream)   line = hub_stream_open (hub, "zhou", "", NULL);
  g_autoptr (JrTestReply) session =
    jr_test_hub_ask (hub, NULL, "POST", "/v1/session",
                     "{\"user\":\"zhou\",\"password\":\"password of zhou\"}");
  const char             *second = get_text (session->json, "token");
  g_autoptr (JrTestReply) gone = NULL;
  gint64                  begin;

  hub_stream_wait_for (line, "\r\n\r\n");
  assert_me (second, 200);
  begin = g_get_monotonic_time ();
  gone = jr_test_hub_ask_with (hub, second, "DELETE", "/v1/session?all=true", NULL);
  g_assert_cmpuint (gone->status, ==, 204);
  hub_stream_wait_for_end (line);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, AT_ONCE);
  assert_me (first, 401);
  assert_me (second, 401);
  assert_me (jr_test_hub_get_secret (hub, "li"), 200);
  g_assert_cmpuint (log_in ("zhou"), ==, 201);
}

static JsonObject *
find_key (JsonNode *list, const char *id)
{
  JsonArray *keys = json_object_get_array_member (json_node_get_object (list), "keys");

  for (guint i = 0; i < json_array_get_length (keys); i++)
    if (g_str_equal (json_object_get_string_member (json_array_get_object_element (keys, i), "key"),
                     id))
      return json_array_get_object_element (keys, i);
  return NULL;
}

/* Rotation without a gap: both keys are good until the old one is revoked, and its line ends with it. */
static void
test_keys (void)
{
  const char           *old = jr_test_hub_get_secret (hub, "window2");
  g_autofree char      *old_id = jr_key_dup_id (old);
  g_autoptr (HubStream) line = hub_stream_open (hub, "window2", "", NULL);
  g_autoptr (JsonNode)  made = ask_command ("key", "window2", NULL);
  g_autoptr (JsonNode)  list = NULL;
  g_autofree char      *text = NULL;
  g_autoptr (JsonNode)  revoked = NULL;
  g_autoptr (JsonNode)  after = NULL;

  hub_stream_wait_for (line, "\r\n\r\n");
  assert_me (old, 200);
  assert_me (get_text (made, "key"), 200);
  list = ask_command ("list", NULL, NULL);
  text = json_to_string (list, FALSE);
  g_assert_null (strstr (text, get_text (made, "key")));
  g_assert_nonnull (find_key (list, old_id));
  g_assert_nonnull (find_key (list, get_text (made, "id")));

  revoked = ask_command ("revoke", "window2", old_id);
  hub_stream_wait_for_end (line);
  assert_me (old, 401);
  assert_me (get_text (made, "key"), 200);
  after = ask_command ("list", NULL, NULL);
  g_assert_null (find_key (after, old_id));
  run ("key", "zhou", 1);
  run ("revoke", "window2", 0);
  assert_me (get_text (made, "key"), 401);
}

/* Each act has left its row, by the user of this machine; what failed has none. */
static void
test_acts (void)
{
  g_autoptr (JrDatabase) database = open_database ();
  g_autoptr (GPtrArray)  acts = jr_administration_table_list (database, 0, 1000, NULL);
  g_autoptr (GString)    words = g_string_new (NULL);

  for (guint i = 0; i < acts->len; i++)
    {
      const JrAdministrativeAct *act = acts->pdata[i];

      g_assert_nonnull (strstr (act->done_by, g_get_user_name ()));
      g_string_append_printf (words, "%s %s;", act->act, act->subject);
    }
  g_assert_nonnull (strstr (words->str, "department add HR;"));
  g_assert_nonnull (strstr (words->str, "user add wang;"));
  g_assert_nonnull (strstr (words->str, "user disable wang;user enable wang;"));
  g_assert_nonnull (strstr (words->str, "user reset chen;"));
  g_assert_nonnull (strstr (words->str, "user key window2;user revoke window2;"));
  g_assert_null (strstr (words->str, "nobody"));
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
  g_test_add_func ("/hub/accounts/reset", test_reset);
  g_test_add_func ("/hub/accounts/one-time-expires", test_one_time_expires);
  g_test_add_func ("/hub/accounts/keys", test_keys);
  g_test_add_func ("/hub/accounts/log-out-everywhere", test_log_out_everywhere);
  g_test_add_func ("/hub/accounts/acts", test_acts);
  status = g_test_run ();
  jr_test_hub_free (hub);
  return status;
}
