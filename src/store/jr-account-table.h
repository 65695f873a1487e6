/* jr-account-table.h: accounts, sessions and counters' keys of the hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-actor.h"
#include "jr-database.h"
#include "jr-time.h"

G_BEGIN_DECLS

typedef struct
{
  JrActor *actor;
  char    *password_hash;       /* Argon2id in its own text form, or NULL for a counter */
  gboolean password_is_once;    /* a new one must be chosen at log-in */
  JrTime   password_expires_at; /* of a one-time password; 0: never */
  gboolean is_disabled;
} JrAccount;

void jr_account_free (JrAccount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrAccount, jr_account_free)

gboolean   jr_account_table_add (JrDatabase *database, const JrAccount *account, GError **error);
JrAccount *jr_account_table_load (JrDatabase *database, const char *user, GError **error);
gboolean   jr_account_table_set_password (JrDatabase *database,
                                          const char *user,
                                          const char *password_hash,
                                          gboolean    is_once,
                                          JrTime      expires_at,
                                          GError    **error);
/* (element-type JrAccount) by name, without their passwords. */
GPtrArray *jr_account_table_list (JrDatabase *database, GError **error);

gboolean jr_account_table_set_disabled (JrDatabase *database,
                                        const char *user,
                                        gboolean    is_disabled,
                                        GError    **error);

/* A desk that was left alone for a whole shift, or that has been logged in for a week, logs in again. */
#define JR_SESSION_IDLE_MAXIMUM (12 * JR_TIME_HOUR)
#define JR_SESSION_MAXIMUM (7 * 24 * JR_TIME_HOUR)

/* Secrets (session tokens, counters' keys) are stored as SHA-256 only. @expires 0: a counter's key, until revoked; a
 * session ends after JR_SESSION_MAXIMUM at the latest. Sessions that have ended are removed on the way. */
gboolean jr_secret_table_put (JrDatabase *database,
                              const char *secret,
                              const char *user,
                              JrTime      now,
                              JrTime      expires,
                              GError    **error);
/* JR_ERROR_DENIED when unknown, expired, idle too long or the account is disabled. Does not write. */
JrActor *
jr_secret_table_check (JrDatabase *database, const char *secret, JrTime now, GError **error);
/* The session is in use: keeps it from ending as idle. Cheap when it was touched within the last minute. */
gboolean
jr_secret_table_touch (JrDatabase *database, const char *secret, JrTime now, GError **error);
gboolean jr_secret_table_remove (JrDatabase *database, const char *secret, GError **error);
/* After a change of password, or to revoke a counter's keys. */
gboolean jr_secret_table_remove_all_of (JrDatabase *database, const char *user, GError **error);

/* A counter's key as it is listed: by the first characters of its digest, which tell nothing of it. */
#define JR_KEY_ID_LENGTH 8

typedef struct
{
  char   id[JR_KEY_ID_LENGTH + 1];
  JrTime created_at; /* 0: before this was kept */
  JrTime used_at;    /* 0: never */
} JrKey;

char *jr_key_dup_id (const char *key);
/* (element-type JrKey), oldest first. */
GArray *jr_key_table_list (JrDatabase *database, const char *user, GError **error);
/* JR_ERROR_NOT_FOUND when this account has no such key. */
gboolean
jr_key_table_remove (JrDatabase *database, const char *user, const char *id, GError **error);
/* Sessions that have not ended. */
gboolean jr_secret_table_count_sessions (JrDatabase *database,
                                         const char *user,
                                         JrTime      now,
                                         guint      *out_n_sessions,
                                         GError    **error);

/* The same as jr_secret_table_remove_all_of(), but a counter's key stays. */
gboolean
jr_secret_table_remove_sessions_of (JrDatabase *database, const char *user, GError **error);
/* Of everybody: after a restoration. */
gboolean jr_secret_table_remove_sessions (JrDatabase *database, GError **error);

G_END_DECLS
