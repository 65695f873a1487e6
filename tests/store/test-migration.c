/* test-migration.c: rooms that earlier programs left behind are brought to this one's schema with nothing lost
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every earlier schema has its rooms in tests/store/rooms; a new step of the schema without them fails here. */

#include "jr-account-table.h"
#include "jr-desk-table.h"
#include "jr-error.h"
#include "jr-item-table.h"
#include "jr-log.h"
#include "store-testing.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* Tables with an expression that says all columns of a row. */
static const char list_tables[] =
  "SELECT m.name, "
  "(SELECT group_concat ('quote (\"' || name || '\")', ' || '' '' || ') FROM pragma_table_info (m.name)) "
  "FROM sqlite_schema m WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name";

static sqlite3 *
open_raw (const char *path)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  return handle;
}

/* What the rows of one table say, in a fixed order. */
static char *
dump_rows (sqlite3 *handle, const char *table, const char *columns)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\" ORDER BY 1", columns, table);
  GString         *text = g_string_new (NULL);
  sqlite3_stmt    *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (text, "%s\n", (const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return g_string_free (text, FALSE);
}

/* (element-type utf8 utf8): table → the expression of its columns. */
static GHashTable *
load_columns (const char *path)
{
  GHashTable   *columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sqlite3      *handle = open_raw (path);
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, list_tables, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_hash_table_insert (columns, g_strdup ((const char *) sqlite3_column_text (statement, 0)),
                         g_strdup ((const char *) sqlite3_column_text (statement, 1)));
  sqlite3_finalize (statement);
  sqlite3_close (handle);
  return columns;
}

/* (element-type utf8 utf8): table → what the rows say in @columns. */
static GHashTable *
load_rows (const char *path, GHashTable *columns)
{
  GHashTable    *rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sqlite3       *handle = open_raw (path);
  GHashTableIter iter;
  gpointer       table, expression;

  g_hash_table_iter_init (&iter, columns);
  while (g_hash_table_iter_next (&iter, &table, &expression))
    g_hash_table_insert (rows, g_strdup (table), dump_rows (handle, table, expression));
  sqlite3_close (handle);
  return rows;
}

static void
assert_same_rows (GHashTable *before, GHashTable *after)
{
  GHashTableIter iter;
  gpointer       table, rows;

  g_assert_cmpuint (g_hash_table_size (before), ==, g_hash_table_size (after));
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &table, &rows))
    {
      g_test_message ("table %s", (const char *) table);
      g_assert_cmpstr (g_hash_table_lookup (after, table), ==, rows);
    }
}

/* NULL when there is none. */
static char *
find_room (guint version, const char *kind)
{
  g_autofree char *name = g_strdup_printf ("%04u-%s.sql", version, kind);
  char            *path = g_test_build_filename (G_TEST_DIST, "store", "rooms", name, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_clear_pointer (&path, g_free);
  return path;
}

/* As that program left it. */
static void
load_room (Place *place, guint version, const char *kind)
{
  g_autofree char   *path = find_room (version, kind);
  g_autofree char   *sql = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (path);
  g_assert_true (g_file_get_contents (path, &sql, NULL, &error));
  g_clear_pointer (&place->database, jr_database_close);
  g_assert_cmpint (g_unlink (place->path), ==, 0);
  place_tamper (place, sql);
  g_assert_cmpint (place_ask (place, "PRAGMA user_version"), ==, version);
}

static void
test_every_step_has_its_rooms (Place *place, gconstpointer data)
{
  for (guint version = 1; version < jr_database_get_schema_version (); version++)
    {
      g_autofree char *hub = find_room (version, "hub");
      g_autofree char *desk = find_room (version, "desk");

      if (hub == NULL || desk == NULL)
        g_error ("Schema %u has no rooms in tests/store/rooms: make them with rooms/make.py before "
                 "the next step is written",
                 version);
    }
}

static void
migrate (Place *place, guint version, const char *kind)
{
  g_autoptr (GHashTable) columns = NULL;
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;

  load_room (place, version, kind);
  columns = load_columns (place->path);
  before = load_rows (place->path, columns);
  place_reopen (place);
  g_assert_cmpint (place_ask (place, "PRAGMA user_version"), ==, jr_database_get_schema_version ());
  after = load_rows (place->path, columns);
  assert_same_rows (before, after);
}

static void
assert_second_opening_changes_nothing (Place *place)
{
  g_autoptr (GHashTable) columns = load_columns (place->path);
  g_autoptr (GHashTable) before = load_rows (place->path, columns);
  g_autoptr (GHashTable) again = NULL;
  g_autoptr (GHashTable) after = NULL;

  place_reopen (place);
  again = load_columns (place->path);
  assert_same_rows (columns, again);
  after = load_rows (place->path, columns);
  assert_same_rows (before, after);
}

static void
test_hub_is_migrated (Place *place, gconstpointer data)
{
  for (guint version = 1; version < jr_database_get_schema_version (); version++)
    {
      g_autoptr (GError)    error = NULL;
      g_autoptr (GPtrArray) items = NULL;
      g_autoptr (JrAccount) account = NULL;
      JrVerification        found;

      migrate (place, version, "hub");
      g_assert_true (jr_log_verify (place->database, &found, &error));
      g_assert_no_error (error);
      g_assert_cmpint (found.events, ==, place_ask (place, "SELECT COUNT(*) FROM log"));
      g_assert_cmpint (found.cases, >, 5);
      items = jr_item_table_load_all (place->database, &error);
      account = jr_account_table_load (place->database, "wang", &error);
      g_assert_no_error (error);
      g_assert_cmpuint (items->len, ==, 2);
      g_assert_cmpstr (account->actor->department, ==, "HR");
      g_assert_cmpint (place_ask (place, "SELECT COUNT(*) FROM answers"), >, 10);
      assert_second_opening_changes_nothing (place);
    }
}

static void
test_desk_is_migrated (Place *place, gconstpointer data)
{
  for (guint version = 1; version < jr_database_get_schema_version (); version++)
    {
      g_autoptr (GError)    error = NULL;
      g_autoptr (GPtrArray) outbox = NULL;
      g_autofree char      *draft = NULL;
      g_autofree char      *user = NULL;

      migrate (place, version, "desk");
      outbox = jr_outbox_load (place->database, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (outbox->len, ==, 3);
      g_assert_nonnull (((JrOutboxEntry *) outbox->pdata[0])->answer);
      g_assert_cmpint (((JrOutboxEntry *) outbox->pdata[1])->state, ==, JR_OUTBOX_SENDING);
      user = jr_desk_table_get (place->database, "user");
      g_assert_cmpstr (user, ==, "wangmin");
      g_assert_cmpint (place_ask (place, "SELECT COUNT(*) FROM drafts"), ==, 2);
      g_assert_cmpint (place_ask (place, "SELECT COUNT(*) FROM cases"), ==, 3);
      assert_second_opening_changes_nothing (place);
    }
}

/* The name of the table that the last step makes last. */
static char *
find_last_table (Place *place, GHashTable *old)
{
  g_autoptr (GHashTable) tables = load_columns (place->path);
  sqlite3               *handle = open_raw (place->path);
  sqlite3_stmt          *statement = NULL;
  char                  *last = NULL;

  sqlite3_prepare_v2 (handle,
                      "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid DESC", -1,
                      &statement, NULL);
  while (last == NULL && sqlite3_step (statement) == SQLITE_ROW)
    if (!g_hash_table_contains (old, sqlite3_column_text (statement, 0)))
      last = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (handle);
  return last;
}

/* Something stands in the way of the very last table: all that the step did before is undone. */
static void
test_failure_leaves_the_old_version (Place *place, gconstpointer data)
{
  guint                  version = jr_database_get_schema_version () - 1;
  g_autoptr (GError)     error = NULL;
  g_autoptr (GHashTable) old = NULL;
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) same = NULL;
  g_autoptr (GHashTable) after = NULL;
  g_autofree char       *last = NULL;
  g_autofree char       *obstacle = NULL;
  g_autofree char       *removal = NULL;

  load_room (place, version, "hub");
  old = load_columns (place->path);
  place_reopen (place);
  last = find_last_table (place, old);
  g_assert_nonnull (last);
  obstacle = g_strdup_printf ("CREATE TABLE \"%s\" (obstacle TEXT)", last);
  removal = g_strdup_printf ("DROP TABLE \"%s\"", last);

  load_room (place, version, "hub");
  place_tamper (place, obstacle);
  g_clear_pointer (&old, g_hash_table_unref);
  old = load_columns (place->path);
  before = load_rows (place->path, old);
  place->database = jr_database_open (place->path, JR_DATABASE_READ_WRITE, &error);
  g_assert_null (place->database);
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_IO);
  g_assert_cmpint (place_ask (place, "PRAGMA user_version"), ==, version);
  same = load_columns (place->path);
  assert_same_rows (old, same);
  after = load_rows (place->path, old);
  assert_same_rows (before, after);

  place_tamper (place, removal);
  place_reopen (place);
  g_assert_true (jr_log_verify (place->database, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  place_test ("/migration/every-step-has-its-rooms", test_every_step_has_its_rooms);
  place_test ("/migration/hub-is-migrated", test_hub_is_migrated);
  place_test ("/migration/desk-is-migrated", test_desk_is_migrated);
  place_test ("/migration/failure-leaves-the-old-version", test_failure_leaves_the_old_version);
  return g_test_run ();
}
