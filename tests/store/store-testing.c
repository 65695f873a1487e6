/* store-testing.c: a folder and a database of their own for each test
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "store-testing.h"

#include <sqlite3.h>
#include <string.h>

#include "jr-log.h"

static void
open_database (Place *self)
{
  g_autoptr (GError) error = NULL;

  self->database = jr_database_open (self->path, JR_DATABASE_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->database);
}

void
place_set_up (Place *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("jr-store-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "room.db", NULL);
  open_database (self);
}

void
place_tear_down (Place *self, gconstpointer data)
{
  g_clear_pointer (&self->database, jr_database_close);
  remove_folder (self->folder);
  g_free (self->path);
  g_free (self->folder);
}

void
place_reopen (Place *self)
{
  g_clear_pointer (&self->database, jr_database_close);
  open_database (self);
}

void
place_tamper (Place *self, const char *sql)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open_v2 (self->path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                    NULL),
                   ==, SQLITE_OK);
  if (sqlite3_exec (handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (handle));
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

gint64
place_ask (Place *self, const char *sql)
{
  sqlite3      *handle = NULL;
  sqlite3_stmt *statement = NULL;
  gint64        answer;

  g_assert_cmpint (sqlite3_open_v2 (self->path, &handle, SQLITE_OPEN_READONLY, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  answer = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
  return answer;
}

typedef struct
{
  JrBlobStore *blobs;
  char        *missing;
} Naming;

/* After each @key in the text stands a document's name. */
static void
look_for (Naming *self, const char *json, const char *key)
{
  for (const char *at = strstr (json, key); at != NULL && self->missing == NULL;
       at = strstr (at + strlen (key), key))
    {
      g_autofree char *sha256 = g_strndup (at + strlen (key), 64);

      if (jr_blob_store_get_size (self->blobs, sha256) < 0)
        self->missing = g_steal_pointer (&sha256);
    }
}

static gboolean
look_at_row (const JrLogRow *row, gpointer data)
{
  Naming *self = data;

  look_for (self, row->json, "\"sha256\":\"");
  look_for (self, row->json, "\"stamped\":\"");
  return self->missing == NULL;
}

char *
find_missing_document (JrDatabase *database, JrBlobStore *blobs)
{
  Naming             naming = { .blobs = blobs };
  g_autoptr (GError) error = NULL;

  jr_log_read (database, 0, G_MAXINT, look_at_row, &naming, &error);
  g_assert_no_error (error);
  return naming.missing;
}
