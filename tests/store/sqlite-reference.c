/* sqlite-reference.c: what the store's and the hub's commands are compared with, measured in the same run
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "sqlite-reference.h"

#include <sqlite3.h>

#define N_ROWS 400

static void
run_sql (sqlite3 *database, const char *sql)
{
  if (sqlite3_exec (database, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (database));
}

double
measure_sqlite_rows (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "reference.db", NULL);
  sqlite3         *database = NULL;
  gint64           start;

  if (sqlite3_open (path, &database) != SQLITE_OK)
    g_error ("%s does not open", path);
  run_sql (database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                     "CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
  start = g_get_monotonic_time ();
  for (guint i = 0; i < N_ROWS; i++)
    run_sql (database,
             "BEGIN IMMEDIATE; INSERT INTO t (text) VALUES (hex (randomblob (200))); COMMIT");
  start = g_get_monotonic_time () - start;
  sqlite3_close (database);
  return N_ROWS * 1e6 / (double) start;
}
