/* test-power-cut.c: the power goes at any moment, and all that was acknowledged is there
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A program writes a room for a while; what it did to the disk is replayed up to random moments, and what is left then is
 * opened. The same test finds the loss in a program that commits with synchronous=NORMAL, and in one that does not sync
 * its folders: it can fail. */

#include "disk-replay.h"
#include "jr-blob-store.h"
#include "jr-error.h"
#include "jr-log.h"
#include "store-cases.h"

#include <stdlib.h>
#include <string.h>

#include "disk-record.h"

#define N_COMMITS "600"
#define N_IMAGES 200
/* Enough to see that there is a loss. */
#define N_PROOFS 40
/* A disk that is fast; long enough that others do something meanwhile. */
#define LATENCY_US 500

typedef struct
{
  Place      place;
  char      *folder; /* beside the place: records and images */
  char      *record;
  gint64     committed; /* the last sequence that was acknowledged */
  GPtrArray *blobs;     /* (element-type utf8) acknowledged */
} CutPlace;

static void
set_up (CutPlace *self, gconstpointer data)
{
  place_set_up (&self->place, NULL);
  create_room (&self->place);
  g_clear_pointer (&self->place.database, jr_database_close);
  self->folder = g_dir_make_tmp ("jr-power-XXXXXX", NULL);
  self->record = g_build_filename (self->folder, "record", NULL);
  self->blobs = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down (CutPlace *self, gconstpointer data)
{
  place_tear_down (&self->place, NULL);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->record);
  g_ptr_array_unref (self->blobs);
}

static void
run_work (CutPlace *self, const char *mode)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "store", "power-cut-work", NULL);
  char *words[] = { program, self->place.folder, self->record, (char *) N_COMMITS, (char *) mode,
                    NULL };
  g_autoptr (GError) error = NULL;
  int                status;

  disk_record_begin (self->place.folder, self->record, LATENCY_US);
  g_spawn_sync (NULL, words, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  disk_record_end ();
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static void
take_note (const char *text, gpointer data)
{
  CutPlace *self = data;

  if (g_str_has_prefix (text, "commit "))
    self->committed = MAX (self->committed, strtoll (text + strlen ("commit "), NULL, 10));
  else
    g_ptr_array_add (self->blobs, g_strdup (text + strlen ("blob ")));
}

static gboolean
fail (GError **error, const char *what, const char *which)
{
  g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT, "%s: %s", what, which);
  return FALSE;
}

static gboolean
check_blobs (const CutPlace *self, JrBlobStore *blobs, JrDatabase *database, GError **error)
{
  gboolean         is_good = jr_blob_store_verify (blobs, NULL, error);
  g_autofree char *missing = is_good ? find_missing_document (database, blobs) : NULL;

  if (missing != NULL)
    is_good = fail (error, "A document that the log names is not there", missing);
  for (guint i = 0; is_good && i < self->blobs->len; i++)
    if (jr_blob_store_get_size (blobs, self->blobs->pdata[i]) < 0)
      is_good = fail (error, "An acknowledged document is lost", self->blobs->pdata[i]);
  return is_good;
}

static gboolean
check_image (const char *path, gpointer data, GError **error)
{
  const CutPlace         *self = data;
  g_autofree char        *file = g_build_filename (path, "room.db", NULL);
  g_autofree char        *folder = g_build_filename (path, "blobs", NULL);
  g_autoptr (JrDatabase)  database = jr_database_open (file, JR_DATABASE_READ_WRITE, error);
  g_autoptr (JrBlobStore) blobs = database == NULL ? NULL : jr_blob_store_open (folder, error);
  JrVerification          verification;

  if (blobs == NULL || !jr_log_verify (database, &verification, error))
    return FALSE;
  if (verification.events < self->committed)
    {
      g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT,
                   "Of %" G_GINT64_FORMAT " acknowledged events %" G_GINT64_FORMAT " are there",
                   self->committed, verification.events);
      return FALSE;
    }
  return check_blobs (self, blobs, database, error);
}

static guint
count_bad (CutPlace *self, const char *mode, guint n_images)
{
  g_autoptr (DiskReplay) replay = disk_replay_new (self->place.folder);
  DiskTrial              trial = { .note = take_note,
                                   .check = check_image,
                                   .data = self,
                                   .n_images = n_images,
                                   .seed = (guint64) g_test_rand_int () };
  guint                  n_bad;

  run_work (self, mode);
  g_test_message ("%u records", disk_replay_load (replay, self->record));
  n_bad = disk_replay_try (replay, &trial);
  g_test_message ("%u of %u images are bad", n_bad, n_images);
  return n_bad;
}

static void
test_power_cut (CutPlace *self, gconstpointer data)
{
  g_assert_cmpuint (count_bad (self, NULL, N_IMAGES), ==, 0);
}

static void
test_careless_commit_is_found (CutPlace *self, gconstpointer data)
{
  g_assert_cmpuint (count_bad (self, "NORMAL", N_PROOFS), >, N_PROOFS / 2);
}

static void
test_unsynced_folder_is_found (CutPlace *self, gconstpointer data)
{
  guint n_bad;

  g_setenv (DISK_RECORD_NO_FOLDERS, "1", TRUE);
  n_bad = count_bad (self, NULL, N_PROOFS);
  g_unsetenv (DISK_RECORD_NO_FOLDERS);
  g_assert_cmpuint (n_bad, >, N_PROOFS / 2);
}

#define cut_test(path, function) g_test_add (path, CutPlace, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cut_test ("/store/power-cut/acknowledged-is-there", test_power_cut);
  cut_test ("/store/power-cut/careless-commit-is-found", test_careless_commit_is_found);
  cut_test ("/store/power-cut/unsynced-folder-is-found", test_unsynced_folder_is_found);
  return g_test_run ();
}
