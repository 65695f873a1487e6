/* jr-account-table.c: accounts of the hub
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An account is never deleted, only disabled, since events name its user for ever and a name must not come to mean
 * somebody else. */

#include "jr-account-table.h"

#include "jr-account-private.h"
#include "jr-error.h"

void
jr_account_free (JrAccount *self)
{
  g_clear_pointer (&self->actor, jr_actor_unref);
  g_free (self->password_hash);
  g_free (self);
}

gboolean
jr_account_table_add (JrDatabase *database, const JrAccount *account, GError **error)
{
  g_auto (JrStatementUse) use = jr_database_use (
    database,
    "INSERT INTO accounts (user_name, display_name, role, department, "
    "window_code, password_hash, password_is_once, is_disabled, "
    "password_expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (user_name) DO NOTHING",
    error);
  gint64 changed;

  g_return_val_if_fail (account != NULL && account->actor != NULL, FALSE);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, account->actor->user);
  jr_statement_bind_text (use, 2, account->actor->name);
  jr_statement_bind_text (use, 3, jr_role_to_string (account->actor->role));
  jr_statement_bind_text (use, 4, account->actor->department);
  jr_statement_bind_text (use, 5, account->actor->window);
  jr_statement_bind_text (use, 6, account->password_hash);
  jr_statement_bind_int (use, 7, account->password_is_once != FALSE);
  jr_statement_bind_int (use, 8, account->is_disabled != FALSE);
  jr_statement_bind_int (use, 9, account->password_expires_at);
  if (!jr_statement_run (use, &changed, error))
    return FALSE;
  if (changed == 0)
    g_set_error (error, JR_STORE_ERROR, JR_ERROR_CONFLICT, "There is an account %s already",
                 account->actor->user);
  return changed == 1;
}

JrActor *
jr_account_read_actor (JrStatement *row, GError **error)
{
  JrRole role;

  if (!jr_role_from_string (jr_statement_get_text (row, 2), &role))
    {
      g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT,
                   "The account %s has the unknown role %s", jr_statement_get_text (row, 0),
                   jr_statement_get_text (row, 2));
      return NULL;
    }
  return jr_actor_new (&(JrActor){ .user = (char *) jr_statement_get_text (row, 0),
                                   .name = (char *) jr_statement_get_text (row, 1),
                                   .role = role,
                                   .department = (char *) jr_statement_get_text (row, 3),
                                   .window = (char *) jr_statement_get_text (row, 4) });
}

/* Behind the actor's columns: password_hash, password_is_once, is_disabled, password_expires_at. */
static JrAccount *
read_account (JrStatement *row, GError **error)
{
  g_autoptr (JrAccount) account = g_new0 (JrAccount, 1);

  account->actor = jr_account_read_actor (row, error);
  account->password_hash = g_strdup (jr_statement_get_text (row, 5));
  account->password_is_once = jr_statement_get_int (row, 6) != 0;
  account->is_disabled = jr_statement_get_int (row, 7) != 0;
  account->password_expires_at = jr_statement_get_int (row, 8);
  return account->actor == NULL ? NULL : g_steal_pointer (&account);
}

static gboolean
fail_unknown (const char *user, GError **error)
{
  g_set_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND, "There is no account %s", user);
  return FALSE;
}

JrAccount *
jr_account_table_load (JrDatabase *database, const char *user, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT " JR_ACCOUNT_ACTOR_COLUMNS ", a.password_hash, "
                     "a.password_is_once, a.is_disabled, a.password_expires_at FROM accounts a "
                     "WHERE a.user_name = $1",
                     error);
  gboolean has_row;

  g_return_val_if_fail (user != NULL, NULL);

  if (use == NULL)
    return NULL;
  jr_statement_bind_text (use, 1, user);
  if (!jr_statement_step (use, &has_row, error))
    return NULL;
  if (!has_row)
    return fail_unknown (user, error), NULL;
  return read_account (use, error);
}

GPtrArray *
jr_account_table_list (JrDatabase *database, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT " JR_ACCOUNT_ACTOR_COLUMNS ", NULL, a.password_is_once, "
                     "a.is_disabled, a.password_expires_at FROM accounts a ORDER BY a.user_name",
                     error);
  g_autoptr (GPtrArray) accounts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_account_free);
  gboolean has_row = TRUE;

  if (use == NULL)
    return NULL;
  while (has_row)
    {
      JrAccount *account;

      if (!jr_statement_step (use, &has_row, error))
        return NULL;
      if (!has_row)
        continue;
      account = read_account (use, error);
      if (account == NULL)
        return NULL;
      g_ptr_array_add (accounts, account);
    }
  return g_steal_pointer (&accounts);
}

gboolean
jr_account_table_set_password (JrDatabase *database,
                               const char *user,
                               const char *password_hash,
                               gboolean    is_once,
                               JrTime      expires_at,
                               GError    **error)
{
  g_auto (JrStatementUse) use = jr_database_use (
    database,
    "UPDATE accounts SET password_hash = $2, password_is_once = $3, password_expires_at = $4 "
    "WHERE user_name = $1",
    error);
  gint64 changed;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, user);
  jr_statement_bind_text (use, 2, password_hash);
  jr_statement_bind_int (use, 3, is_once != FALSE);
  jr_statement_bind_int (use, 4, expires_at);
  if (!jr_statement_run (use, &changed, error))
    return FALSE;
  return changed == 1 || fail_unknown (user, error);
}

gboolean
jr_account_table_set_disabled (JrDatabase *database,
                               const char *user,
                               gboolean    is_disabled,
                               GError    **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "UPDATE accounts SET is_disabled = $2 WHERE user_name = $1", error);
  gint64 changed;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, user);
  jr_statement_bind_int (use, 2, is_disabled != FALSE);
  if (!jr_statement_run (use, &changed, error))
    return FALSE;
  return changed == 1 || fail_unknown (user, error);
}
