/* test-blob-store.c: a blob is there whole or not at all
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-blob-store.h"
#include "jr-error.h"
#include "jr-id.h"
#include "store-testing.h"

#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* FIPS 180-2: SHA-256 of "abc" */
#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static JrBlobStore *
open_store (Place *place)
{
  g_autofree char   *folder = g_build_filename (place->folder, "blobs", NULL);
  g_autoptr (GError) error = NULL;
  JrBlobStore       *store = jr_blob_store_open (folder, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

static gboolean
put (JrBlobStore *store, const char *bytes, const char *expected, GError **error)
{
  g_autoptr (JrBlobWriter) writer = jr_blob_writer_new (store, expected, error);

  return writer != NULL && jr_blob_writer_write (writer, bytes, strlen (bytes), error) &&
         jr_blob_writer_finish (writer, NULL, error);
}

static guint
count_incoming (Place *place)
{
  g_autofree char *path = g_build_filename (place->folder, "blobs", "incoming", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint            count = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static void
test_put_and_get (Place *place, gconstpointer data)
{
  g_autoptr (JrBlobStore) store = open_store (place);
  g_autoptr (GError)      error = NULL;
  g_autofree char        *path = jr_blob_store_get_path (store, ABC);
  gint64                  size = 0;
  char                    bytes[4] = "";
  struct stat             status;
  int                     fd;

  g_assert_cmpint (jr_blob_store_get_size (store, ABC), ==, -1);
  g_assert_cmpint (jr_blob_store_open_fd (store, ABC, NULL, &error), ==, -1);
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (put (store, "abc", ABC, &error));
  g_assert_no_error (error);
  g_assert_cmpint (jr_blob_store_get_size (store, ABC), ==, 3);
  fd = jr_blob_store_open_fd (store, ABC, &size, &error);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (size, ==, 3);
  g_assert_cmpint (read (fd, bytes, 4), ==, 3);
  g_assert_cmpstr (bytes, ==, "abc");
  close (fd);
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0600);
  g_assert_cmpuint (count_incoming (place), ==, 0);
}

static void
test_already_there_is_success (Place *place, gconstpointer data)
{
  g_autoptr (JrBlobStore) store = open_store (place);
  g_autoptr (GError)      error = NULL;
  gint64                  count = 0;

  g_assert_true (put (store, "abc", ABC, &error));
  g_assert_true (put (store, "abc", NULL, &error));
  g_assert_true (jr_blob_store_verify (store, &count, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count, ==, 1);
}

static void
test_wrong_hash_leaves_nothing (Place *place, gconstpointer data)
{
  g_autoptr (JrBlobStore) store = open_store (place);
  g_autoptr (GError)      error = NULL;

  g_assert_false (put (store, "abd", ABC, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT);
  g_assert_cmpint (jr_blob_store_get_size (store, ABC), ==, -1);
  g_assert_cmpuint (count_incoming (place), ==, 0);
}

static void
test_only_digests_are_names (Place *place, gconstpointer data)
{
  g_autoptr (JrBlobStore) store = open_store (place);
  const char             *wrong[] = { "", "../room.db", "..", "ba7816bf", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (jr_blob_store_get_size (store, wrong[i]), ==, -1);
      g_assert_null (jr_blob_store_get_path (store, wrong[i]));
      g_assert_cmpint (jr_blob_store_open_fd (store, wrong[i], NULL, &error), ==, -1);
      g_assert_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND);
    }
}

static void
test_too_large (Place *place, gconstpointer data)
{
  g_autoptr (JrBlobStore)  store = open_store (place);
  g_autoptr (GError)       error = NULL;
  g_autoptr (JrBlobWriter) writer = jr_blob_writer_new (store, NULL, &error);

  g_assert_true (jr_blob_writer_write (writer, "a", 1, &error));
  /* Refused by its length alone: nothing is read from the pointer. */
  g_assert_false (jr_blob_writer_write (writer, "", JR_BLOB_MAXIMUM_BYTES, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_TOO_LARGE);
}

static void
test_put_file (Place *place, gconstpointer data)
{
  g_autoptr (JrBlobStore) store = open_store (place);
  g_autoptr (GError)      error = NULL;
  g_autofree char        *path = g_build_filename (place->folder, "scan.pdf", NULL);
  g_autofree char        *bytes = g_malloc0 (300000);
  g_autofree char        *expected = jr_sha256_of (bytes, 300000);
  g_autofree char        *sha256 = NULL;
  gint64                  size = 0;

  g_assert_true (g_file_set_contents (path, bytes, 300000, NULL));
  g_assert_true (jr_blob_store_put_file (store, path, &sha256, &size, &error));
  g_assert_cmpstr (sha256, ==, expected);
  g_assert_cmpint (size, ==, 300000);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_false (jr_blob_store_put_file (store, path, NULL, NULL, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND);
}

static void
test_verify_names_the_changed_one (Place *place, gconstpointer data)
{
  g_autoptr (JrBlobStore) store = open_store (place);
  g_autoptr (GError)      error = NULL;
  g_autofree char        *path = jr_blob_store_get_path (store, ABC);

  g_assert_true (put (store, "something else", NULL, &error));
  g_assert_true (put (store, "abc", NULL, &error));
  g_assert_true (g_file_set_contents (path, "abd", 3, NULL));
  g_assert_false (jr_blob_store_verify (store, NULL, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, ABC));
}

static gpointer
put_many (gpointer data)
{
  JrBlobStore *store = data;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char   *bytes = g_strdup_printf ("blob %u", i);
      g_autoptr (GError) error = NULL;

      g_assert_true (put (store, bytes, NULL, &error));
      g_assert_no_error (error);
    }
  return NULL;
}

static void
test_many_write_the_same (Place *place, gconstpointer data)
{
  g_autoptr (JrBlobStore) store = open_store (place);
  g_autoptr (GError)      error = NULL;
  GThread                *threads[4];
  gint64                  count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("put", put_many, store);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_true (jr_blob_store_verify (store, &count, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count, ==, 50);
  g_assert_cmpuint (count_incoming (place), ==, 0);
}

/* A child writes all bytes and is killed before the link. */
static void
kill_a_writer (Place *place)
{
  pid_t child = fork ();
  int   status;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      JrBlobStore  *store = open_store (place);
      JrBlobWriter *writer = jr_blob_writer_new (store, ABC, NULL);

      jr_blob_writer_write (writer, "abc", 3, NULL);
      kill (getpid (), SIGKILL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

static void
test_killed_writer_leaves_nothing (Place *place, gconstpointer data)
{
  g_autoptr (JrBlobStore) before = open_store (place);
  g_autoptr (JrBlobStore) after = NULL;

  kill_a_writer (place);
  g_assert_cmpuint (count_incoming (place), ==, 1);
  g_assert_cmpint (jr_blob_store_get_size (before, ABC), ==, -1);
  after = open_store (place);
  g_assert_cmpuint (count_incoming (place), ==, 0);
  g_assert_cmpint (jr_blob_store_get_size (after, ABC), ==, -1);
}

/* Another program opens the folder (joint-review-hub verify) while the hub takes a scan in. */
static void
test_opening_spares_live_writers (Place *place, gconstpointer data)
{
  g_autoptr (JrBlobStore)  hub = open_store (place);
  g_autoptr (GError)       error = NULL;
  g_autoptr (JrBlobWriter) writer = jr_blob_writer_new (hub, ABC, &error);
  g_autoptr (JrBlobStore)  verify = NULL;

  g_assert_true (jr_blob_writer_write (writer, "ab", 2, &error));
  verify = open_store (place);
  g_assert_true (jr_blob_writer_write (writer, "c", 1, &error));
  g_assert_true (jr_blob_writer_finish (writer, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (jr_blob_store_get_size (verify, ABC), ==, 3);
}

static void
test_full_disk (Place *place, gconstpointer data)
{
  g_autofree char        *mount_point = g_build_filename (place->folder, "blobs", NULL);
  g_autofree char        *big = g_strnfill (2000000, 'x');
  g_autoptr (JrBlobStore) store = NULL;
  g_autoptr (GError)      error = NULL;

  g_assert_cmpint (g_mkdir (mount_point, 0700), ==, 0);
  if (unshare (CLONE_NEWNS) != 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
      mount ("tmpfs", mount_point, "tmpfs", 0, "size=1m") != 0)
    {
      g_test_skip ("a small tmpfs cannot be mounted here");
      return;
    }
  store = open_store (place);
  g_assert_false (put (store, big, NULL, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_FULL);
  g_clear_error (&error);
  g_assert_cmpuint (count_incoming (place), ==, 0);
  g_assert_true (put (store, "abc", ABC, &error));
  g_assert_no_error (error);

  /* A writer that failed once may not be finished, whatever is written to it afterwards. */
  {
    g_autoptr (JrBlobWriter) writer = jr_blob_writer_new (store, NULL, &error);

    g_assert_false (jr_blob_writer_write (writer, big, strlen (big), NULL));
    g_assert_false (jr_blob_writer_finish (writer, NULL, &error));
    g_assert_error (error, JR_STORE_ERROR, JR_ERROR_IO);
  }
  g_clear_pointer (&store, jr_blob_store_free);
  g_assert_cmpint (umount (mount_point), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  place_test ("/blob-store/put-and-get", test_put_and_get);
  place_test ("/blob-store/already-there-is-success", test_already_there_is_success);
  place_test ("/blob-store/wrong-hash-leaves-nothing", test_wrong_hash_leaves_nothing);
  place_test ("/blob-store/only-digests-are-names", test_only_digests_are_names);
  place_test ("/blob-store/too-large", test_too_large);
  place_test ("/blob-store/put-file", test_put_file);
  place_test ("/blob-store/verify-names-the-changed-one", test_verify_names_the_changed_one);
  place_test ("/blob-store/many-write-the-same", test_many_write_the_same);
  place_test ("/blob-store/killed-writer-leaves-nothing", test_killed_writer_leaves_nothing);
  place_test ("/blob-store/opening-spares-live-writers", test_opening_spares_live_writers);
  place_test ("/blob-store/full-disk", test_full_disk);
  return g_test_run ();
}
