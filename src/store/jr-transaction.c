/* jr-transaction.c: the guard that undoes what was not committed
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * BEGIN IMMEDIATE takes the writer's place at once: a transaction that only asks for it at its first write could be
 * refused half-way. A commit that fails (a full disk) leaves nothing behind either: the guard rolls back. */

#include "jr-database-private.h"

/* Prepared once: a group of commands has a savepoint for each, and every request to read has a transaction. */
static gboolean
run_prepared (JrDatabase *database, const char *sql, GError **error)
{
  g_auto (JrStatementUse) use = jr_database_use (database, sql, error);

  return use != NULL && jr_statement_run (use, NULL, error);
}

static gboolean
begin (JrTransaction *self, JrDatabase *database, const char *sql, GError **error)
{
  g_return_val_if_fail (self != NULL && self->database == NULL, FALSE);
  g_return_val_if_fail (database != NULL, FALSE);
  g_return_val_if_fail (sqlite3_get_autocommit (database->handle), FALSE);

  if (!run_prepared (database, sql, error))
    return FALSE;
  self->database = database;
  return TRUE;
}

gboolean
jr_transaction_begin (JrTransaction *self, JrDatabase *database, GError **error)
{
  return begin (self, database, "BEGIN IMMEDIATE", error);
}

gboolean
jr_transaction_begin_read (JrTransaction *self, JrDatabase *database, GError **error)
{
  return begin (self, database, "BEGIN", error);
}

/* A statement that is open across a commit pins the write-ahead log, which then grows without end. */
static gboolean
is_any_statement_open (JrDatabase *database)
{
  for (sqlite3_stmt *statement = sqlite3_next_stmt (database->handle, NULL); statement != NULL;
       statement = sqlite3_next_stmt (database->handle, statement))
    if (sqlite3_stmt_busy (statement))
      return TRUE;
  return FALSE;
}

gboolean
jr_transaction_commit (JrTransaction *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->database != NULL, FALSE);
  g_assert (!is_any_statement_open (self->database));

  if (!run_prepared (self->database, "COMMIT", error))
    return FALSE;
  self->database = NULL;
  return TRUE;
}

void
jr_transaction_clear (JrTransaction *self)
{
  g_return_if_fail (self != NULL);

  /* Some errors have rolled back already. Rolling back cannot fail in a way that one could mend: what was not
   * committed is gone at the next opening at the latest. */
  if (self->database != NULL && !sqlite3_get_autocommit (self->database->handle))
    run_prepared (self->database, "ROLLBACK", NULL);
  self->database = NULL;
}

gboolean
jr_transaction_savepoint (JrTransaction *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->database != NULL, FALSE);

  return run_prepared (self->database, "SAVEPOINT part", error);
}

gboolean
jr_transaction_release (JrTransaction *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->database != NULL, FALSE);

  return run_prepared (self->database, "RELEASE SAVEPOINT part", error);
}

/** The savepoint is gone afterwards; take a new one for the next part. */
gboolean
jr_transaction_rollback_to_savepoint (JrTransaction *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->database != NULL, FALSE);

  return jr_database_execute (self->database,
                              "ROLLBACK TO SAVEPOINT part;"
                              "RELEASE SAVEPOINT part",
                              error);
}
