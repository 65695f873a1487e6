/* test-database.c: opening, migrating, statements, transactions
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-error.h"
#include "store-testing.h"

#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

static const char insert_setting[] = "INSERT INTO settings (name, value) VALUES ($1, $2)";
static const char select_settings[] = "SELECT name, value FROM settings ORDER BY name";

static gboolean
put (JrDatabase *database, const char *name, const char *value, GError **error)
{
  g_auto (JrStatementUse) use = jr_database_use (database, insert_setting, error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, name);
  jr_statement_bind_text (use, 2, value);
  return jr_statement_run (use, NULL, error);
}

static void
assert_settings (Place *place, gint64 expected)
{
  g_assert_cmpint (place_ask (place, "SELECT COUNT(*) FROM settings"), ==, expected);
}

static void
assert_open_fails (Place *place, JrDatabaseMode mode, JrErrorCode code)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&place->database, jr_database_close);
  place->database = jr_database_open (place->path, mode, &error);
  g_assert_null (place->database);
  g_assert_error (error, JR_STORE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, "room.db"));
}

static void
test_new_is_of_our_version_and_private (Place *place, gconstpointer data)
{
  GStatBuf status;

  g_assert_cmpint (place_ask (place, "PRAGMA user_version"), ==, jr_database_get_schema_version ());
  g_assert_cmpint (place_ask (place, "PRAGMA application_id"), ==, 0x4A524556);
  g_assert_cmpint (g_stat (place->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_opens_twice (Place *place, gconstpointer data)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (JrDatabase) second = jr_database_open (place->path, JR_DATABASE_READ_WRITE, &error);
  g_autoptr (JrDatabase) reader = jr_database_open (place->path, JR_DATABASE_READ_ONLY, &error);

  g_assert_no_error (error);
  g_assert_true (put (place->database, "a", "1", &error));
  g_assert_true (put (second, "b", "2", &error));
  g_assert_no_error (error);
  g_assert_false (put (reader, "c", "3", &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_IO);
  place_reopen (place);
  assert_settings (place, 2);
}

static void
test_newer_is_refused_and_untouched (Place *place, gconstpointer data)
{
  g_clear_pointer (&place->database, jr_database_close);
  place_tamper (place, "PRAGMA user_version = 9999");
  assert_open_fails (place, JR_DATABASE_READ_WRITE, JR_ERROR_TOO_NEW);
  assert_open_fails (place, JR_DATABASE_READ_ONLY, JR_ERROR_TOO_NEW);
  g_assert_cmpint (place_ask (place, "PRAGMA user_version"), ==, 9999);
}

static void
test_foreign_is_refused_and_untouched (Place *place, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize            before_length, after_length;

  g_clear_pointer (&place->database, jr_database_close);
  g_assert_cmpint (g_unlink (place->path), ==, 0);
  place_tamper (place, "CREATE TABLE recipes (name TEXT)");
  g_assert_true (g_file_get_contents (place->path, &before, &before_length, NULL));
  assert_open_fails (place, JR_DATABASE_READ_WRITE, JR_ERROR_CORRUPT);
  assert_open_fails (place, JR_DATABASE_READ_ONLY, JR_ERROR_CORRUPT);
  g_assert_true (g_file_get_contents (place->path, &after, &after_length, NULL));
  g_assert_cmpmem (before, before_length, after, after_length);
}

static void
test_no_database_is_refused (Place *place, gconstpointer data)
{
  g_clear_pointer (&place->database, jr_database_close);
  g_assert_true (
    g_file_set_contents (place->path, "%PDF-1.7 and so on, longer than a header", -1, NULL));
  assert_open_fails (place, JR_DATABASE_READ_WRITE, JR_ERROR_CORRUPT);
}

static void
test_reader_needs_an_up_to_date_file (Place *place, gconstpointer data)
{
  g_clear_pointer (&place->database, jr_database_close);
  g_assert_cmpint (g_unlink (place->path), ==, 0);
  assert_open_fails (place, JR_DATABASE_READ_ONLY, JR_ERROR_NOT_FOUND);
  g_assert_true (g_file_set_contents (place->path, "", 0, NULL));
  assert_open_fails (place, JR_DATABASE_READ_ONLY, JR_ERROR_REFUSED);
}

static gpointer
open_and_close (gpointer path)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (JrDatabase) database = jr_database_open (path, JR_DATABASE_READ_WRITE, &error);

  g_assert_no_error (error);
  return NULL;
}

/* A new file opened by several at once is migrated by exactly one of them, and none is turned away: again and again, since
 * they meet at the same step only now and then. */
static void
test_many_open_a_new_file (Place *place, gconstpointer data)
{
  for (guint round = 0; round < 16; round++)
    {
      g_autofree char *name = g_strdup_printf ("new-%u.db", round);
      g_autofree char *path = g_build_filename (place->folder, name, NULL);
      GThread         *threads[8];

      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        threads[i] = g_thread_new ("open", open_and_close, path);
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        g_thread_join (threads[i]);
    }
}

static void
test_values_come_back (Place *place, gconstpointer data)
{
  static const char       select[] = "SELECT $3, $1, $2, $4, $5";
  g_autoptr (GError)      error = NULL;
  g_auto (JrStatementUse) use = jr_database_use (place->database, select, &error);
  gboolean                has_row = FALSE;
  gsize                   length;

  jr_statement_bind_int (use, 1, G_MININT64);
  jr_statement_bind_text (use, 2, "联审室");
  jr_statement_bind_blob (use, 3, "a\0b", 3);
  jr_statement_bind_text (use, 4, NULL);
  jr_statement_bind_int (use, 5, 5);
  g_assert_true (jr_statement_step (use, &has_row, &error));
  g_assert_no_error (error);
  g_assert_true (has_row);
  g_assert_cmpmem (jr_statement_get_blob (use, 0, &length), 3, "a\0b", 3);
  g_assert_cmpuint (length, ==, 3);
  g_assert_cmpint (jr_statement_get_int (use, 1), ==, G_MININT64);
  g_assert_cmpstr (jr_statement_get_text (use, 2), ==, "联审室");
  g_assert_true (jr_statement_is_null (use, 3));
  g_assert_null (jr_statement_get_text (use, 3));
  g_assert_false (jr_statement_is_null (use, 4));
  g_assert_true (jr_statement_step (use, &has_row, &error));
  g_assert_false (has_row);
}

/* The same SQL inside a loop over its own rows: the inner use must not disturb the outer one. */
static void
test_statement_within_itself (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean           has_row = TRUE;
  guint              rows = 0;

  put (place->database, "a", "1", &error);
  put (place->database, "b", "2", &error);
  {
    g_auto (JrStatementUse) outer = jr_database_use (place->database, select_settings, &error);

    while (jr_statement_step (outer, &has_row, &error) && has_row)
      {
        g_auto (JrStatementUse) inner = jr_database_use (place->database, select_settings, &error);

        g_assert_true (jr_statement_step (inner, &has_row, &error));
        g_assert_cmpstr (jr_statement_get_text (inner, 0), ==, "a");
        rows++;
      }
  }
  g_assert_no_error (error);
  g_assert_cmpuint (rows, ==, 2);
}

static void
test_constraint_is_a_conflict (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (put (place->database, "a", "1", &error));
  g_assert_false (put (place->database, "a", "2", &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_CONFLICT);
}

static void
test_guard_rolls_back (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  {
    g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;

    g_assert_true (jr_transaction_begin (&txn, place->database, &error));
    g_assert_true (put (place->database, "lost", "1", &error));
  }
  assert_settings (place, 0);
  {
    g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;

    g_assert_true (jr_transaction_begin (&txn, place->database, &error));
    g_assert_true (put (place->database, "kept", "1", &error));
    g_assert_true (jr_transaction_commit (&txn, &error));
  }
  g_assert_no_error (error);
  assert_settings (place, 1);
}

static void
test_savepoint_undoes_a_part (Place *place, gconstpointer data)
{
  g_autoptr (GError)     error = NULL;
  g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;

  g_assert_true (jr_transaction_begin (&txn, place->database, &error));
  for (guint i = 0; i < 4; i++)
    {
      const char *name = i == 0 ? "a" : i == 1 ? "b" : i == 2 ? "c" : "d";

      g_assert_true (jr_transaction_savepoint (&txn, &error));
      g_assert_true (put (place->database, name, "1", &error));
      if (i % 2 == 1)
        g_assert_true (jr_transaction_rollback_to_savepoint (&txn, &error));
      else
        g_assert_true (jr_transaction_release (&txn, &error));
    }
  g_assert_true (jr_transaction_commit (&txn, &error));
  g_assert_no_error (error);
  g_assert_cmpint (place_ask (place, "SELECT COUNT(*) FROM settings WHERE name IN ('a', 'c')"), ==,
                   2);
  assert_settings (place, 2);
}

static void
test_read_transaction_sees_one_state (Place *place, gconstpointer data)
{
  static const char      count[] = "SELECT COUNT(*) FROM settings";
  g_autoptr (GError)     error = NULL;
  g_autoptr (JrDatabase) reader = jr_database_open (place->path, JR_DATABASE_READ_ONLY, &error);
  g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;

  g_assert_true (jr_transaction_begin_read (&txn, reader, &error));
  for (guint i = 0; i < 2; i++)
    {
      g_auto (JrStatementUse) use = jr_database_use (reader, count, &error);
      gboolean                has_row;

      g_assert_true (jr_statement_step (use, &has_row, &error));
      g_assert_cmpint (jr_statement_get_int (use, 0), ==, 0);
      g_assert_true (put (place->database, i == 0 ? "a" : "b", "1", &error));
    }
  g_assert_no_error (error);
}

static gboolean
fill (JrDatabase *database, GError **error)
{
  g_autofree char *value = g_strnfill (100000, 'x');

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      if (!put (database, name, value, error))
        return FALSE;
    }
  return TRUE;
}

/* What was committed stays readable, what was not is gone, and after room is made it goes on. */
static void
test_full_disk (Place *place, gconstpointer data)
{
  g_autofree char   *mount_point = g_build_filename (place->folder, "small", NULL);
  g_autofree char   *ballast = g_build_filename (mount_point, "ballast", NULL);
  g_autofree char   *filling = g_strnfill (1500000, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (mount_point, 0700), ==, 0);
  /* In a mount namespace of its own, so that it goes with this process whatever happens. */
  if (unshare (CLONE_NEWNS) != 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
      mount ("tmpfs", mount_point, "tmpfs", 0, "size=4m") != 0)
    {
      g_test_skip ("a small tmpfs cannot be mounted here");
      return;
    }
  g_clear_pointer (&place->path, g_free);
  place->path = g_build_filename (mount_point, "room.db", NULL);
  place_reopen (place);
  g_assert_true (put (place->database, "kept", "1", &error));
  g_assert_true (g_file_set_contents (ballast, filling, 1500000, NULL));

  g_assert_false (fill (place->database, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_FULL);
  g_clear_error (&error);
  g_assert_cmpint (place_ask (place, "SELECT COUNT(*) FROM settings WHERE name = 'kept'"), ==, 1);

  g_assert_cmpint (g_unlink (ballast), ==, 0);
  g_assert_true (put (place->database, "after", "1", &error));
  g_assert_no_error (error);

  g_clear_pointer (&place->database, jr_database_close);
  g_assert_cmpint (umount (mount_point), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  place_test ("/database/new-is-of-our-version-and-private",
              test_new_is_of_our_version_and_private);
  place_test ("/database/opens-twice", test_opens_twice);
  place_test ("/database/newer-is-refused-and-untouched", test_newer_is_refused_and_untouched);
  place_test ("/database/foreign-is-refused-and-untouched", test_foreign_is_refused_and_untouched);
  place_test ("/database/no-database-is-refused", test_no_database_is_refused);
  place_test ("/database/reader-needs-an-up-to-date-file", test_reader_needs_an_up_to_date_file);
  place_test ("/database/many-open-a-new-file", test_many_open_a_new_file);
  place_test ("/database/values-come-back", test_values_come_back);
  place_test ("/database/statement-within-itself", test_statement_within_itself);
  place_test ("/database/constraint-is-a-conflict", test_constraint_is_a_conflict);
  place_test ("/database/guard-rolls-back", test_guard_rolls_back);
  place_test ("/database/savepoint-undoes-a-part", test_savepoint_undoes_a_part);
  place_test ("/database/read-transaction-sees-one-state", test_read_transaction_sees_one_state);
  place_test ("/database/full-disk", test_full_disk);
  return g_test_run ();
}
