/* test-blob-sweep.c: what nobody names goes when it is old, and never what somebody is about to name
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-blob-sweep.h"
#include "jr-error.h"
#include "jr-id.h"
#include "store-cases.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <utime.h>

#define KEPT (2 * JR_BLOB_KEPT_SECONDS_MINIMUM)

static JrBlobStore *
open_store (Place *place)
{
  g_autofree char   *folder = g_build_filename (place->folder, "blobs", NULL);
  g_autoptr (GError) error = NULL;
  JrBlobStore       *store = jr_blob_store_open (folder, &error);

  g_assert_no_error (error);
  return store;
}

/* (transfer full): its name */
static char *
put (JrBlobStore *store, const char *bytes)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (JrBlobWriter) writer = jr_blob_writer_new (store, NULL, &error);
  char                    *sha256 = NULL;

  g_assert_no_error (error);
  jr_blob_writer_write (writer, bytes, strlen (bytes), &error);
  g_assert_no_error (error);
  jr_blob_writer_finish (writer, &sha256, &error);
  g_assert_no_error (error);
  return sha256;
}

static void
make_old (JrBlobStore *store, const char *sha256)
{
  g_autofree char *path = jr_blob_store_get_path (store, sha256);
  time_t           then = (time_t) (g_get_real_time () / G_USEC_PER_SEC) - KEPT - 60;

  g_assert_cmpint (utime (path, &(struct utimbuf){ then, then }), ==, 0);
}

static guint
sweep (Place *place, JrBlobStore *store, JrBlobSweepFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;
  JrBlobSweep        report;

  g_assert_true (
    jr_blob_store_sweep (store, place->database, KEPT, func, data, &report, NULL, &error));
  g_assert_no_error (error);
  return report.n_removed;
}

static void
test_old_ones_go (Place *place, gconstpointer data)
{
  g_autoptr (JrBlobStore) store = open_store (place);
  g_autofree char        *old = put (store, "old");
  g_autofree char        *young = put (store, "young");
  JrBlobSweep             report;

  create_room (place);
  make_old (store, old);
  g_assert_true (
    jr_blob_store_sweep (store, place->database, KEPT, NULL, NULL, &report, NULL, NULL));
  g_assert_cmpuint (report.n_removed, ==, 1);
  g_assert_cmpint (report.bytes, ==, strlen ("old"));
  g_assert_cmpint (jr_blob_store_get_size (store, old), ==, -1);
  g_assert_cmpint (jr_blob_store_get_size (store, young), ==, strlen ("young"));
}

/* Who sends it again, asks for it, or relies on it has it for as long as if it were new. */
static void
test_use_makes_young (Place *place, gconstpointer data)
{
  g_autoptr (JrBlobStore) store = open_store (place);
  g_autofree char        *sent = put (store, "sent again");
  g_autofree char        *secured = put (store, "secured");
  g_autofree char        *used = put (store, "used");
  g_autofree char        *again = NULL;

  create_room (place);
  make_old (store, sent);
  make_old (store, secured);
  make_old (store, used);
  again = put (store, "sent again");
  g_assert_true (jr_blob_store_secure (store, secured, NULL));
  g_assert_true (jr_blob_store_use (store, used));
  g_assert_cmpuint (sweep (place, store, NULL, NULL), ==, 0);
}

/* The moment between the decision to remove it and removing it. */
static void
use_it (const char *sha256, gpointer store)
{
  g_assert_true (jr_blob_store_use (store, sha256));
}

static void
test_use_in_the_last_moment (Place *place, gconstpointer data)
{
  g_autoptr (JrBlobStore) store = open_store (place);
  g_autofree char        *old = put (store, "old");

  create_room (place);
  make_old (store, old);
  g_assert_cmpuint (sweep (place, store, use_it, store), ==, 0);
  g_assert_cmpint (jr_blob_store_get_size (store, old), >, 0);
}

static void
test_gone_is_not_used (Place *place, gconstpointer data)
{
  g_autoptr (JrBlobStore) store = open_store (place);
  g_autoptr (GError)      error = NULL;
  g_autofree char        *old = put (store, "old");

  create_room (place);
  make_old (store, old);
  g_assert_cmpuint (sweep (place, store, NULL, NULL), ==, 1);
  g_assert_false (jr_blob_store_use (store, old));
  g_assert_false (jr_blob_store_secure (store, old, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND);
}

/* store-cases.c names a document of each case by the digest of its name and does not store it. */
static void
test_named_ones_stay (Place *place, gconstpointer data)
{
  g_autoptr (JrBlobStore) store = open_store (place);
  g_autofree char        *bytes = NULL;
  g_autofree char        *named = NULL;
  g_autofree char        *path = NULL;
  struct stat             status;

  create_room (place);
  submit_case (place, "named", "NW-1", "一事", MORNING);
  named = find_missing_document (place->database, store);
  g_assert_nonnull (named);
  /* Its bytes do not matter here. */
  path = jr_blob_store_get_path (store, named);
  bytes = g_path_get_dirname (path);
  g_assert_cmpint (g_mkdir_with_parents (bytes, 0700), ==, 0);
  g_assert_true (g_file_set_contents_full (path, "x", 1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  make_old (store, named);
  g_assert_cmpuint (sweep (place, store, NULL, NULL), ==, 0);
  /* Marked, so that it is not asked for again. */
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0400);
  make_old (store, named);
  g_assert_cmpuint (sweep (place, store, NULL, NULL), ==, 0);
  g_assert_true (jr_blob_store_use (store, named));
}

/* Nothing is removed on the word of a log that cannot be read. */
static void
test_unreadable_log_keeps_all (Place *place, gconstpointer data)
{
  g_autoptr (JrBlobStore) store = open_store (place);
  g_autoptr (GError)      error = NULL;
  g_autofree char        *old = put (store, "old");
  JrBlobSweep             report;

  create_room (place);
  submit_case (place, "one", "NW-1", "一事", MORNING);
  make_old (store, old);
  place_tamper (place, "UPDATE log SET json = '{\"documents\":'");
  g_assert_false (
    jr_blob_store_sweep (store, place->database, KEPT, NULL, NULL, &report, NULL, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT);
  g_assert_cmpuint (report.n_removed, ==, 0);
  g_assert_cmpint (jr_blob_store_get_size (store, old), >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  place_test ("/blob-sweep/old-ones-go", test_old_ones_go);
  place_test ("/blob-sweep/use-makes-young", test_use_makes_young);
  place_test ("/blob-sweep/use-in-the-last-moment", test_use_in_the_last_moment);
  place_test ("/blob-sweep/gone-is-not-used", test_gone_is_not_used);
  place_test ("/blob-sweep/named-ones-stay", test_named_ones_stay);
  place_test ("/blob-sweep/unreadable-log-keeps-all", test_unreadable_log_keeps_all);
  return g_test_run ();
}
