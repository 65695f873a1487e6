/* jr-secret-table.c: session tokens and counters' keys
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only digests are stored: who reads the database or a backup of it cannot log in with what is there. The secrets have
 * 256 random bits, so that a plain SHA-256 cannot be searched; it is looked up as a key, and the time that takes tells
 * nothing of a secret that the asker does not already have. */

#include "jr-account-table.h"

#include <string.h>

#include "jr-account-private.h"
#include "jr-error.h"
#include "jr-id.h"

/* last use is written down when it moved by this much, not at every request. */
#define TOUCH_STEP JR_TIME_MINUTE

/* A clock that is a year late ends nobody's session; but one that ends later than that from now was begun by a clock that
 * was far ahead, and would hold for years. */
#define CLOCK_ERROR_MAXIMUM (366 * 24 * JR_TIME_HOUR)

static JrTime
last_believed_end (JrTime now)
{
  return now + JR_SESSION_MAXIMUM + CLOCK_ERROR_MAXIMUM;
}

static gboolean
remove_ended (JrDatabase *database, JrTime now, GError **error)
{
  g_auto (JrStatementUse) use = jr_database_use (
    database,
    "DELETE FROM secrets WHERE expires_at > 0 AND (expires_at <= $1 OR used_at <= $2 "
    "OR expires_at > $3)",
    error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, now);
  jr_statement_bind_int (use, 2, now - JR_SESSION_IDLE_MAXIMUM);
  jr_statement_bind_int (use, 3, last_believed_end (now));
  return jr_statement_run (use, NULL, error);
}

gboolean
jr_secret_table_put (JrDatabase *database,
                     const char *secret,
                     const char *user,
                     JrTime      now,
                     JrTime      expires,
                     GError    **error)
{
  g_autofree char        *digest = NULL;
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "INSERT INTO secrets (digest, user_name, used_at, expires_at, created_at) "
                     "VALUES ($1, $2, $3, $4, $3)",
                     error);

  g_return_val_if_fail (secret != NULL && user != NULL, FALSE);

  if (use == NULL || !remove_ended (database, now, error))
    return FALSE;
  digest = jr_sha256_of (secret, strlen (secret));
  jr_statement_bind_text (use, 1, digest);
  jr_statement_bind_text (use, 2, user);
  jr_statement_bind_int (use, 3, now);
  jr_statement_bind_int (use, 4, expires == 0 ? 0 : MIN (expires, now + JR_SESSION_MAXIMUM));
  return jr_statement_run (use, NULL, error);
}

JrActor *
jr_secret_table_check (JrDatabase *database, const char *secret, JrTime now, GError **error)
{
  g_autofree char        *digest = NULL;
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT " JR_ACCOUNT_ACTOR_COLUMNS
                     " FROM secrets s JOIN accounts a ON a.user_name = s.user_name "
                     "WHERE s.digest = $1 AND a.is_disabled = 0 "
                     "AND (s.expires_at = 0 OR (s.expires_at > $2 AND s.used_at > $3 "
                     "AND s.expires_at <= $4))",
                     error);
  gboolean has_row;

  g_return_val_if_fail (secret != NULL, NULL);

  if (use == NULL)
    return NULL;
  digest = jr_sha256_of (secret, strlen (secret));
  jr_statement_bind_text (use, 1, digest);
  jr_statement_bind_int (use, 2, now);
  jr_statement_bind_int (use, 3, now - JR_SESSION_IDLE_MAXIMUM);
  jr_statement_bind_int (use, 4, last_believed_end (now));
  if (!jr_statement_step (use, &has_row, error))
    return NULL;
  if (!has_row)
    {
      /* One answer for all reasons: a stranger learns nothing. */
      g_set_error_literal (error, JR_STORE_ERROR, JR_ERROR_DENIED,
                           "The session has ended or the key is not valid");
      return NULL;
    }
  return jr_account_read_actor (use, error);
}

gboolean
jr_secret_table_touch (JrDatabase *database, const char *secret, JrTime now, GError **error)
{
  g_autofree char        *digest = NULL;
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "UPDATE secrets SET used_at = $2 WHERE digest = $1 AND used_at <= $3", error);

  g_return_val_if_fail (secret != NULL, FALSE);

  if (use == NULL)
    return FALSE;
  digest = jr_sha256_of (secret, strlen (secret));
  jr_statement_bind_text (use, 1, digest);
  jr_statement_bind_int (use, 2, now);
  jr_statement_bind_int (use, 3, now - TOUCH_STEP);
  return jr_statement_run (use, NULL, error);
}

gboolean
jr_secret_table_remove (JrDatabase *database, const char *secret, GError **error)
{
  g_autofree char        *digest = NULL;
  g_auto (JrStatementUse) use =
    jr_database_use (database, "DELETE FROM secrets WHERE digest = $1", error);

  g_return_val_if_fail (secret != NULL, FALSE);

  if (use == NULL)
    return FALSE;
  digest = jr_sha256_of (secret, strlen (secret));
  jr_statement_bind_text (use, 1, digest);
  return jr_statement_run (use, NULL, error);
}

static gboolean
remove_of (JrDatabase *database, const char *sql, const char *user, GError **error)
{
  g_auto (JrStatementUse) use = jr_database_use (database, sql, error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, user);
  return jr_statement_run (use, NULL, error);
}

gboolean
jr_secret_table_remove_all_of (JrDatabase *database, const char *user, GError **error)
{
  return remove_of (database, "DELETE FROM secrets WHERE user_name = $1", user, error);
}

gboolean
jr_secret_table_remove_sessions_of (JrDatabase *database, const char *user, GError **error)
{
  return remove_of (database, "DELETE FROM secrets WHERE user_name = $1 AND expires_at > 0", user,
                    error);
}

gboolean
jr_secret_table_remove_sessions (JrDatabase *database, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "DELETE FROM secrets WHERE expires_at > 0", error);

  return use != NULL && jr_statement_run (use, NULL, error);
}

/* Counters' keys ------------------------------------------------------------------------------------------------------ */

char *
jr_key_dup_id (const char *key)
{
  g_autofree char *digest = NULL;

  g_return_val_if_fail (key != NULL, NULL);

  digest = jr_sha256_of (key, strlen (key));
  return g_strndup (digest, JR_KEY_ID_LENGTH);
}

GArray *
jr_key_table_list (JrDatabase *database, const char *user, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT digest, created_at, used_at FROM secrets "
                     "WHERE user_name = $1 AND expires_at = 0 ORDER BY created_at, digest",
                     error);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (JrKey));
  gboolean           has_row = TRUE;

  g_return_val_if_fail (user != NULL, NULL);

  if (use == NULL)
    return NULL;
  jr_statement_bind_text (use, 1, user);
  while (has_row)
    {
      JrKey key;

      if (!jr_statement_step (use, &has_row, error))
        return NULL;
      if (!has_row)
        continue;
      g_strlcpy (key.id, jr_statement_get_text (use, 0), sizeof key.id);
      key.created_at = jr_statement_get_int (use, 1);
      key.used_at = jr_statement_get_int (use, 2);
      if (key.used_at <= key.created_at)
        key.used_at = 0;
      g_array_append_val (keys, key);
    }
  return g_steal_pointer (&keys);
}

gboolean
jr_key_table_remove (JrDatabase *database, const char *user, const char *id, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "DELETE FROM secrets WHERE user_name = $1 AND expires_at = 0 "
                     "AND substr (digest, 1, 8) = $2",
                     error);
  gint64 changed;

  G_STATIC_ASSERT (JR_KEY_ID_LENGTH == 8);
  g_return_val_if_fail (user != NULL && id != NULL, FALSE);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, user);
  jr_statement_bind_text (use, 2, id);
  if (!jr_statement_run (use, &changed, error))
    return FALSE;
  if (changed == 0)
    g_set_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND, "%s has no key %s", user, id);
  return changed > 0;
}

gboolean
jr_secret_table_count_sessions (JrDatabase *database,
                                const char *user,
                                JrTime      now,
                                guint      *out_n_sessions,
                                GError    **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT COUNT(*) FROM secrets "
                     "WHERE user_name = $1 AND expires_at > $2 AND used_at > $3",
                     error);
  gboolean has_row;

  g_return_val_if_fail (user != NULL, FALSE);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, user);
  jr_statement_bind_int (use, 2, now);
  jr_statement_bind_int (use, 3, now - JR_SESSION_IDLE_MAXIMUM);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  *out_n_sessions = has_row ? (guint) jr_statement_get_int (use, 0) : 0;
  return TRUE;
}
