/* jr-database-private.h: what the parts of the statement layer share
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <sqlite3.h>

#include "jr-case-cache-private.h"
#include "jr-database.h"
#include "jr-error.h"

G_BEGIN_DECLS

/* A writer waits so long for another one; a commit of the hub takes milliseconds. */
#define JR_DATABASE_BUSY_TIMEOUT_MS 10000

struct _JrDatabase
{
  sqlite3     *handle;
  char        *path;
  GHashTable  *statements;       /* static SQL text, by address → JrStatement */
  JrCaseCache *cases;            /* of whoever writes; NULL of the many who only read */
  guint        n_recent_answers; /* 0 when nobody has counted yet */
};

/* Sets @error from SQLite's last one; FALSE always, so that it can end a function. */
gboolean jr_database_fail (JrDatabase *self, const char *attempt, GError **error);
/* SQL without parameters and rows; may hold several statements. */
gboolean jr_database_execute (JrDatabase *self, const char *sql, GError **error);
/* One number, such as that of a PRAGMA. */
gboolean
jr_database_query_int (JrDatabase *self, const char *sql, gint64 *out_value, GError **error);

void jr_statement_free (JrStatement *self);

/* Brings a database of ours, or an empty one, to the version of this program, all at once. */
gboolean jr_migration_run (JrDatabase *database, GError **error);
/* Which database is it? JR_ERROR_CORRUPT when none of ours, JR_ERROR_TOO_NEW; *out_version 0 when empty. */
gboolean jr_migration_check (JrDatabase *database, gint64 *out_version, GError **error);

G_END_DECLS
