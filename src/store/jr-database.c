/* jr-database.c: one SQLite connection, set up so that a commit is durable
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WAL lets readers go on while one writes. synchronous=FULL, since with NORMAL a power cut takes acknowledged commits
 * with it. Before anything is written to a file it must have said that it is ours and not newer than this program. */

#include "jr-database-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "jr-os-private.h"

/* The write-ahead log is cut back to this size after a long transaction. Erased personal values are overwritten. A writer
 * keeps what a busy day touches in memory (kB). */
static const char setup_writer[] = "PRAGMA synchronous = FULL;"
                                   "PRAGMA journal_size_limit = 67108864;"
                                   "PRAGMA secure_delete = ON;"
                                   "PRAGMA cache_size = -8192;";
static const char setup_reader[] = "PRAGMA query_only = ON;";
static const char setup_all[] = "PRAGMA foreign_keys = ON;"
                                "PRAGMA temp_store = MEMORY;";

static JrErrorCode
code_of (sqlite3 *handle)
{
  int system = sqlite3_system_errno (handle);

  switch (sqlite3_errcode (handle) & 0xff)
    {
    case SQLITE_FULL:
      return JR_ERROR_FULL;
    case SQLITE_IOERR:
      return system == ENOSPC || system == EDQUOT ? JR_ERROR_FULL : JR_ERROR_IO;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return JR_ERROR_CORRUPT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return JR_ERROR_TIMED_OUT;
    case SQLITE_CONSTRAINT:
      return JR_ERROR_CONFLICT;
    case SQLITE_TOOBIG:
      return JR_ERROR_TOO_LARGE;
    case SQLITE_INTERRUPT:
      return JR_ERROR_CANCELLED;
    default:
      return JR_ERROR_IO;
    }
}

gboolean
jr_database_fail (JrDatabase *self, const char *attempt, GError **error)
{
  g_set_error (error, JR_STORE_ERROR, (int) code_of (self->handle), "Could not %s in %s: %s",
               attempt, self->path, sqlite3_errmsg (self->handle));
  return FALSE;
}

gboolean
jr_database_execute (JrDatabase *self, const char *sql, GError **error)
{
  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    return jr_database_fail (self, "run a statement", error);
  return TRUE;
}

gboolean
jr_database_query_int (JrDatabase *self, const char *sql, gint64 *out_value, GError **error)
{
  g_auto (JrStatementUse) use = jr_database_use (self, sql, error);
  gboolean                has_row = FALSE;

  if (use == NULL || !jr_statement_step (use, &has_row, error))
    return FALSE;
  *out_value = has_row ? jr_statement_get_int (use, 0) : 0;
  return TRUE;
}

/* SQLite gives its log files the mode of the database, so only this one has to be right. */
static gboolean
create_private (const char *path, GError **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd < 0)
    return errno == EEXIST || jr_store_fail_os ("create", path, error);
  close (fd);
  return jr_store_sync_folder_of (path, error);
}

/* SQLite counts its memory under one lock, at each piece that it takes; nobody asks for the sum. */
static void
configure_library (void)
{
  static gsize is_done = 0;

  if (!g_once_init_enter (&is_done))
    return;
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  g_once_init_leave (&is_done, 1);
}

static gboolean
connect (JrDatabase *self, JrDatabaseMode mode, GError **error)
{
  int flags = mode == JR_DATABASE_READ_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;

  configure_library ();
  if (sqlite3_open_v2 (self->path, &self->handle,
                       flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL) != SQLITE_OK)
    return jr_database_fail (self, "open the database", error);
  sqlite3_busy_timeout (self->handle, JR_DATABASE_BUSY_TIMEOUT_MS);
  /* The file may come from anywhere: nothing in its schema may run code, and quotes mean one thing. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  return jr_database_execute (self, setup_all, error);
}

static gboolean
set_up_reader (JrDatabase *self, gint64 version, GError **error)
{
  if (version < jr_database_get_schema_version ())
    {
      g_set_error (
        error, JR_STORE_ERROR, JR_ERROR_REFUSED,
        "%s was written by an older version of this program; open it once for writing to "
        "bring it up to date",
        self->path);
      return FALSE;
    }
  return jr_database_execute (self, setup_reader, error);
}

/* Of several that turn a new file to WAL at once SQLite refuses all but one there and then, without the time to wait that
 * it was given, since each of them holds the lock that the others would need. For the right to write it does wait: who
 * has had that right tries again. */
static gboolean
turn_to_wal (JrDatabase *self, GError **error)
{
  gint64 give_up = g_get_monotonic_time () + JR_DATABASE_BUSY_TIMEOUT_MS * G_TIME_SPAN_MILLISECOND;
  int    rc;

  do
    rc = sqlite3_exec (self->handle, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
  while ((rc & 0xff) == SQLITE_BUSY && g_get_monotonic_time () < give_up &&
         jr_database_execute (self, "BEGIN IMMEDIATE; COMMIT", NULL));
  return rc == SQLITE_OK || jr_database_fail (self, "turn on the write-ahead log", error);
}

/* In one snapshot: between two questions another program may have made a new file ours. */
static gboolean
check_version (JrDatabase *self, gint64 *out_version, GError **error)
{
  g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;

  return jr_transaction_begin_read (&txn, self, error) &&
         jr_migration_check (self, out_version, error) && jr_transaction_commit (&txn, error);
}

static gboolean
set_up (JrDatabase *self, JrDatabaseMode mode, GError **error)
{
  gint64 version;

  if (!connect (self, mode, error) || !check_version (self, &version, error))
    return FALSE;
  if (mode == JR_DATABASE_READ_ONLY)
    return set_up_reader (self, version, error);
  return turn_to_wal (self, error) && jr_database_execute (self, setup_writer, error) &&
         jr_migration_run (self, error);
}

JrDatabase *
jr_database_open (const char *path, JrDatabaseMode mode, GError **error)
{
  g_autoptr (JrDatabase) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (mode == JR_DATABASE_READ_WRITE && !create_private (path, error))
    return NULL;
  if (mode == JR_DATABASE_READ_ONLY && g_access (path, R_OK) != 0)
    return jr_store_fail_os ("read", path, error), NULL;

  self = g_new0 (JrDatabase, 1);
  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) jr_statement_free);
  if (mode == JR_DATABASE_READ_WRITE)
    self->cases = jr_case_cache_new ();
  return set_up (self, mode, error) ? g_steal_pointer (&self) : NULL;
}

void
jr_database_close (JrDatabase *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->statements);
  jr_case_cache_free (self->cases);
  /* Closing can only fail for statements that are still open, and those would be ours. */
  sqlite3_close_v2 (self->handle);
  g_free (self->path);
  g_free (self);
}
