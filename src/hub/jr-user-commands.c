/* jr-user-commands.c: what an administrator does to accounts that are there
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Secrets are printed when they are made and never again: only their digests are kept. A key is named by the beginning of
 * its digest. A counter changes its key without a gap: a second one is made, the system is told of it, and when the list
 * shows it in use the first is revoked. */

#include "jr-user-commands.h"

#include "jr-account-table.h"
#include "jr-administration.h"
#include "jr-hub-error.h"
#include "jr-password.h"

static gboolean
load_of_kind (JrHubFolder *folder, const char *user, gboolean is_counter, GError **error)
{
  g_autoptr (JrAccount) account = jr_account_table_load (folder->database, user, error);

  if (account == NULL)
    return FALSE;
  if ((account->actor->role == JR_ROLE_COUNTER) == is_counter)
    return TRUE;
  g_set_error (error, JR_HUB_ERROR, JR_ERROR_REFUSED,
               is_counter ? "%s is no counter, and has no key; see user reset"
                          : "%s is a counter, and has no password; see user key",
               user);
  return FALSE;
}

gboolean
jr_user_commands_reset (JrHubFolder *folder, const char *user, JsonObject *answer, GError **error)
{
  g_autofree char       *password = jr_password_make_once ();
  g_autofree char       *hash = jr_password_hash (password, error);
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;

  if (hash == NULL || !jr_transaction_begin (&transaction, folder->database, error) ||
      !load_of_kind (folder, user, FALSE, error) ||
      !jr_account_table_set_password (folder->database, user, hash, TRUE,
                                      jr_time_now () + JR_ONE_TIME_PASSWORD_MAXIMUM, error) ||
      !jr_secret_table_remove_all_of (folder->database, user, error) ||
      !jr_administration_note (folder, "user reset", user, NULL, error) ||
      !jr_transaction_commit (&transaction, error))
    return FALSE;
  json_object_set_string_member (answer, "user", user);
  json_object_set_string_member (answer, "password", password);
  return jr_administration_give_notice (folder, error);
}

gboolean
jr_user_commands_add_key (JrHubFolder *folder, const char *user, JsonObject *answer, GError **error)
{
  g_autofree char       *key = jr_password_make_key ();
  g_autofree char       *id = jr_key_dup_id (key);
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;

  if (!jr_transaction_begin (&transaction, folder->database, error) ||
      !load_of_kind (folder, user, TRUE, error) ||
      !jr_secret_table_put (folder->database, key, user, jr_time_now (), 0, error) ||
      !jr_administration_note (folder, "user key", user, id, error) ||
      !jr_transaction_commit (&transaction, error))
    return FALSE;
  json_object_set_string_member (answer, "user", user);
  json_object_set_string_member (answer, "id", id);
  json_object_set_string_member (answer, "key", key);
  return TRUE;
}

gboolean
jr_user_commands_revoke (JrHubFolder *folder,
                         const char  *user,
                         const char  *key,
                         JsonObject  *answer,
                         GError     **error)
{
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;

  if (!jr_transaction_begin (&transaction, folder->database, error) ||
      !load_of_kind (folder, user, TRUE, error) ||
      !(key != NULL ? jr_key_table_remove (folder->database, user, key, error)
                    : jr_secret_table_remove_all_of (folder->database, user, error)) ||
      !jr_administration_note (folder, "user revoke", user, key, error) ||
      !jr_transaction_commit (&transaction, error))
    return FALSE;
  json_object_set_string_member (answer, "user", user);
  json_object_set_string_member (answer, "revoked", key != NULL ? key : "all keys");
  return jr_administration_give_notice (folder, error);
}

/* The list ----------------------------------------------------------------------------------------------------------- */

static void
set_optional (JsonObject *row, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (row, name, text);
}

static void
set_time (JsonObject *row, const char *name, JrTime time)
{
  g_autofree char *text = time == 0 ? NULL : jr_time_to_string (time);

  set_optional (row, name, text);
}

static const char *
get_state (const JrAccount *account, JrTime now)
{
  if (account->is_disabled)
    return "disabled";
  if (!account->password_is_once)
    return "enabled";
  return account->password_expires_at > 0 && account->password_expires_at <= now
           ? "one-time password expired"
           : "one-time password";
}

static gboolean
add_account (JrHubFolder *folder, const JrAccount *account, JsonArray *users, GError **error)
{
  JsonObject *row = json_object_new ();
  JrTime      now = jr_time_now ();
  guint       n_sessions = 0;

  json_array_add_object_element (users, row);
  json_object_set_string_member (row, "user", account->actor->user);
  json_object_set_string_member (row, "shown", account->actor->name);
  json_object_set_string_member (row, "role", jr_role_to_string (account->actor->role));
  set_optional (row, "department", account->actor->department);
  set_optional (row, "window", account->actor->window);
  json_object_set_string_member (row, "state", get_state (account, now));
  if (account->actor->role == JR_ROLE_COUNTER)
    return TRUE;
  if (!jr_secret_table_count_sessions (folder->database, account->actor->user, now, &n_sessions,
                                       error))
    return FALSE;
  json_object_set_int_member (row, "sessions", n_sessions);
  return TRUE;
}

static gboolean
add_keys (JrHubFolder *folder, const JrAccount *account, JsonArray *rows, GError **error)
{
  g_autoptr (GArray) keys = jr_key_table_list (folder->database, account->actor->user, error);

  if (keys == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    {
      const JrKey *key = &g_array_index (keys, JrKey, i);
      JsonObject  *row = json_object_new ();

      json_object_set_string_member (row, "key", key->id);
      json_object_set_string_member (row, "user", account->actor->user);
      set_time (row, "made", key->created_at);
      set_time (row, "used", key->used_at);
      json_array_add_object_element (rows, row);
    }
  return TRUE;
}

gboolean
jr_user_commands_list (JrHubFolder *folder, JsonObject *answer, GError **error)
{
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;
  g_autoptr (GPtrArray)  accounts = NULL;
  JsonArray             *users = json_array_new ();
  JsonArray             *keys = json_array_new ();

  json_object_set_array_member (answer, "users", users);
  json_object_set_array_member (answer, "keys", keys);
  if (!jr_transaction_begin_read (&transaction, folder->database, error))
    return FALSE;
  accounts = jr_account_table_list (folder->database, error);
  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    if (!add_account (folder, accounts->pdata[i], users, error) ||
        !add_keys (folder, accounts->pdata[i], keys, error))
      return FALSE;
  return accounts != NULL;
}
