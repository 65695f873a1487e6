/* jr-migration.c: brings a database to the version of this program
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each step is a file schema/NNNN-why.sql, never edited once released, that also sets user_version to its number. All
 * that a database lacks run in one transaction: it is of the old version or of the new one, never between. */

#include "jr-database-private.h"

#include "jr-store-resources.h"

#define SCHEMA_FOLDER "/org/jointreview/JointReview/store/schema/"

/* "JREV", as schema/0001-first-room.sql sets it. */
static const gint64 our_application = 0x4A524556;

static char **
list_steps (void)
{
  return g_resource_enumerate_children (jr_store_get_resource (), SCHEMA_FOLDER,
                                        G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

guint
jr_database_get_schema_version (void)
{
  g_auto (GStrv) steps = list_steps ();

  return g_strv_length (steps);
}

/* The SQL of the step to @version; a test sees to it that none is missing. */
static GBytes *
load_step (char **steps, guint version)
{
  g_autofree char *prefix = g_strdup_printf ("%04u-", version);

  for (char **step = steps; *step != NULL; step++)
    {
      g_autofree char *path = g_strconcat (SCHEMA_FOLDER, *step, NULL);

      if (g_str_has_prefix (*step, prefix))
        return g_resource_lookup_data (jr_store_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                       NULL);
    }
  return NULL;
}

static gboolean
run_steps (JrDatabase *database, guint from, GError **error)
{
  g_auto (GStrv) steps = list_steps ();

  for (guint version = from + 1; version <= g_strv_length (steps); version++)
    {
      g_autoptr (GBytes) sql = load_step (steps, version);

      g_assert (sql != NULL);
      /* Resources end with a NUL that does not count. */
      if (!jr_database_execute (database, g_bytes_get_data (sql, NULL), error))
        return FALSE;
    }
  return TRUE;
}

gboolean
jr_migration_check (JrDatabase *database, gint64 *out_version, GError **error)
{
  gint64 application, version, objects;

  if (!jr_database_query_int (database, "PRAGMA application_id", &application, error) ||
      !jr_database_query_int (database, "PRAGMA user_version", &version, error) ||
      !jr_database_query_int (database, "SELECT COUNT(*) FROM sqlite_schema", &objects, error))
    return FALSE;
  if (application != our_application && (application != 0 || version != 0 || objects != 0))
    {
      g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT,
                   "%s is a database of another program, not of Joint Review", database->path);
      return FALSE;
    }
  if (version > jr_database_get_schema_version ())
    {
      g_set_error (
        error, JR_STORE_ERROR, JR_ERROR_TOO_NEW,
        "%s was written by a newer version of Joint Review (format %" G_GINT64_FORMAT
        ", this one knows %u). Install the newer version to open it; nothing was changed",
        database->path, version, jr_database_get_schema_version ());
      return FALSE;
    }
  *out_version = version;
  return TRUE;
}

gboolean
jr_migration_run (JrDatabase *database, GError **error)
{
  g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;
  gint64                 version;

  /* Asked again inside the transaction: two programs may open a new database at once. */
  if (!jr_transaction_begin (&txn, database, error) ||
      !jr_migration_check (database, &version, error) ||
      !run_steps (database, (guint) version, error))
    return FALSE;
  return jr_transaction_commit (&txn, error);
}
