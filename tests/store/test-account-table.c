/* test-account-table.c: accounts, and secrets that end in time
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-account-table.h"
#include "jr-error.h"
#include "store-testing.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1795478400000)
#define LONG_AFTER (NOW + 1000 * 24 * JR_TIME_HOUR)

static void
set_up_accounts (Place *place, gconstpointer data)
{
  g_autoptr (JrActor) reviewer = jr_actor_new (&(JrActor){ .user = (char *) "wangmin",
                                                           .name = (char *) "王敏",
                                                           .role = JR_ROLE_REVIEWER,
                                                           .department = (char *) "HR" });
  g_autoptr (JrActor) counter = jr_actor_new (&(JrActor){ .user = (char *) "window-3",
                                                          .name = (char *) "综合窗口",
                                                          .role = JR_ROLE_COUNTER,
                                                          .window = (char *) "3" });
  g_autoptr (GError)  error = NULL;

  place_set_up (place, data);
  jr_account_table_add (place->database,
                        &(JrAccount){ .actor = reviewer,
                                      .password_hash = (char *) "$argon2id$v=19$x",
                                      .password_is_once = TRUE },
                        &error);
  g_assert_no_error (error);
  jr_account_table_add (place->database, &(JrAccount){ .actor = counter }, &error);
  g_assert_no_error (error);
}

static void
test_account_comes_back (Place *place, gconstpointer data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (JrAccount) reviewer = jr_account_table_load (place->database, "wangmin", &error);
  g_autoptr (JrAccount) counter = jr_account_table_load (place->database, "window-3", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (reviewer->actor->name, ==, "王敏");
  g_assert_cmpint (reviewer->actor->role, ==, JR_ROLE_REVIEWER);
  g_assert_cmpstr (reviewer->actor->department, ==, "HR");
  g_assert_null (reviewer->actor->window);
  g_assert_cmpstr (reviewer->password_hash, ==, "$argon2id$v=19$x");
  g_assert_true (reviewer->password_is_once);
  g_assert_false (reviewer->is_disabled);
  g_assert_cmpint (counter->actor->role, ==, JR_ROLE_COUNTER);
  g_assert_cmpstr (counter->actor->window, ==, "3");
  g_assert_null (counter->password_hash);
  g_assert_null (jr_account_table_load (place->database, "nobody", &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND);
}

static void
test_name_is_taken (Place *place, gconstpointer data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (JrAccount) reviewer = jr_account_table_load (place->database, "wangmin", &error);

  g_assert_false (jr_account_table_add (place->database, reviewer, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_CONFLICT);
}

static void
test_password_changes (Place *place, gconstpointer data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (JrAccount) reviewer = NULL;

  g_assert_true (
    jr_account_table_set_password (place->database, "wangmin", "other", FALSE, 0, &error));
  reviewer = jr_account_table_load (place->database, "wangmin", &error);
  g_assert_cmpstr (reviewer->password_hash, ==, "other");
  g_assert_false (reviewer->password_is_once);
  g_assert_false (jr_account_table_set_password (place->database, "nobody", "x", FALSE, 0, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND);
}

static void
put (Place *place, const char *secret, const char *user, JrTime now, JrTime expires)
{
  g_autoptr (GError) error = NULL;

  jr_secret_table_put (place->database, secret, user, now, expires, &error);
  g_assert_no_error (error);
}

static void
assert_user (Place *place, const char *secret, JrTime now, const char *expected)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (JrActor) actor = jr_secret_table_check (place->database, secret, now, &error);

  if (expected == NULL)
    g_assert_error (error, JR_STORE_ERROR, JR_ERROR_DENIED);
  else
    g_assert_no_error (error);
  g_assert_cmpstr (actor == NULL ? NULL : actor->user, ==, expected);
}

static void
test_session_ends (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  JrTime             idle = NOW + JR_SESSION_IDLE_MAXIMUM;

  put (place, "short", "wangmin", NOW, NOW + JR_TIME_HOUR);
  put (place, "idle", "wangmin", NOW, LONG_AFTER);
  assert_user (place, "short", NOW, "wangmin");
  assert_user (place, "short", NOW + JR_TIME_HOUR - 1, "wangmin");
  assert_user (place, "short", NOW + JR_TIME_HOUR, NULL);
  assert_user (place, "idle", idle - 1, "wangmin");
  assert_user (place, "idle", idle, NULL);
  assert_user (place, "unknown", NOW, NULL);

  /* In use, it goes on, until a week is over. */
  for (JrTime now = NOW; now < NOW + JR_SESSION_MAXIMUM; now += JR_TIME_HOUR)
    {
      g_assert_true (jr_secret_table_touch (place->database, "idle", now, &error));
      assert_user (place, "idle", now, "wangmin");
    }
  g_assert_no_error (error);
  assert_user (place, "idle", NOW + JR_SESSION_MAXIMUM, NULL);
}

static void
test_key_does_not_end (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put (place, "jrk_key", "window-3", NOW, 0);
  put (place, "session", "wangmin", NOW, NOW + JR_TIME_HOUR);
  /* Removes what has ended on the way, not the key. */
  put (place, "later", "wangmin", LONG_AFTER, LONG_AFTER + JR_TIME_HOUR);
  assert_user (place, "jrk_key", LONG_AFTER, "window-3");
  g_assert_cmpint (place_ask (place, "SELECT COUNT(*) FROM secrets"), ==, 2);
  g_assert_true (jr_secret_table_remove (place->database, "jrk_key", &error));
  assert_user (place, "jrk_key", LONG_AFTER, NULL);
}

static void
test_disabled_account_is_denied (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put (place, "session", "wangmin", NOW, NOW + JR_TIME_HOUR);
  g_assert_true (jr_account_table_set_disabled (place->database, "wangmin", TRUE, &error));
  assert_user (place, "session", NOW, NULL);
  g_assert_true (jr_account_table_set_disabled (place->database, "wangmin", FALSE, &error));
  assert_user (place, "session", NOW, "wangmin");
  g_assert_true (jr_secret_table_remove_all_of (place->database, "wangmin", &error));
  assert_user (place, "session", NOW, NULL);
  g_assert_no_error (error);
}

static void
test_secrets_are_not_in_the_file (Place *place, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize            length;

  put (place, "a-very-secret-token", "wangmin", NOW, NOW + JR_TIME_HOUR);
  g_clear_pointer (&place->database, jr_database_close);
  g_assert_true (g_file_get_contents (place->path, &bytes, &length, NULL));
  g_assert_nonnull (memmem (bytes, length, "wangmin", 7));
  g_assert_null (memmem (bytes, length, "a-very-secret", 13));
}

int
main (int argc, char **argv)
{
  const struct
  {
    const char *path;
    void (*function) (Place *, gconstpointer);
  } tests[] = {
    { "/account-table/account-comes-back", test_account_comes_back },
    { "/account-table/name-is-taken", test_name_is_taken },
    { "/account-table/password-changes", test_password_changes },
    { "/account-table/session-ends", test_session_ends },
    { "/account-table/key-does-not-end", test_key_does_not_end },
    { "/account-table/disabled-account-is-denied", test_disabled_account_is_denied },
    { "/account-table/secrets-are-not-in-the-file", test_secrets_are_not_in_the_file },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Place, NULL, set_up_accounts, tests[i].function, place_tear_down);
  return g_test_run ();
}
