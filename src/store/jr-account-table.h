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
  char    *password_hash;    /* Argon2id in its own text form, or NULL for a counter */
  gboolean password_is_once; /* a new one must be chosen at log-in */
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
                                          GError    **error);

/* Secrets (session tokens, counters' keys) are stored as SHA-256 only. @expires 0: a counter's key, until revoked. */
gboolean jr_secret_table_put (JrDatabase *database,
                              const char *secret,
                              const char *user,
                              JrTime      now,
                              JrTime      expires,
                              GError    **error);
/* JR_ERROR_DENIED when unknown, expired, idle too long or the account is disabled. Does not write. */
JrActor *
jr_secret_table_check (JrDatabase *database, const char *secret, JrTime now, GError **error);
gboolean jr_secret_table_remove (JrDatabase *database, const char *secret, GError **error);

G_END_DECLS
