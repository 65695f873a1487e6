/* jr-local-copy.c: the database and the scans that this desk keeps of a hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-local-copy.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "jr-error.h"
#include "jr-id.h"

/* Two people at one computer, or one person at two rooms, must not see each other's drafts and outbox: each pair of
 * hub and person has a folder of its own. The connection lives on the worker's thread; the blob store may be used from
 * any thread and is opened by whoever needs it first. */

struct _JrLocalCopy
{
  JrWorker    *worker;
  char        *folder;
  char        *database_path;
  char        *scratch_path;
  JrDatabase  *database; /* worker only */
  GMutex       lock;
  JrBlobStore *blobs; /* under lock until set, then for life */
};

static gboolean
make_folder (const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;

  g_set_error (error, JR_STORE_ERROR, JR_ERROR_IO, "cannot make the folder %s: %s", folder,
               g_strerror (errno));
  return FALSE;
}

JrLocalCopy *
jr_local_copy_new (const char *folder, const char *url, const char *user)
{
  JrLocalCopy     *self = g_new0 (JrLocalCopy, 1);
  g_autofree char *key = g_strconcat (url, "\n", user, NULL);
  g_autofree char *digest = jr_sha256_of (key, strlen (key));

  digest[16] = '\0';
  self->worker = jr_worker_new ("local-copy");
  self->folder = g_build_filename (folder, digest, NULL);
  self->database_path = g_build_filename (self->folder, "desk.db", NULL);
  self->scratch_path = g_build_filename (self->folder, "fetched", NULL);
  g_mutex_init (&self->lock);
  return self;
}

static void
close_database (gpointer data)
{
  JrLocalCopy *self = data;

  g_clear_pointer (&self->database, jr_database_close);
}

void
jr_local_copy_free (JrLocalCopy *self)
{
  jr_worker_push (self->worker, close_database, self, NULL);
  jr_worker_free (self->worker);
  g_clear_pointer (&self->blobs, jr_blob_store_free);
  g_mutex_clear (&self->lock);
  g_free (self->database_path);
  g_free (self->scratch_path);
  g_free (self->folder);
  g_free (self);
}

const char *
jr_local_copy_get_database_path (JrLocalCopy *self)
{
  return self->database_path;
}

JrWorker *
jr_local_copy_get_worker (JrLocalCopy *self)
{
  return self->worker;
}

JrDatabase *
jr_local_copy_use (JrLocalCopy *self, GError **error)
{
  g_assert (jr_worker_is_current (self->worker));

  if (self->database == NULL && make_folder (self->folder, error))
    self->database = jr_database_open (self->database_path, JR_DATABASE_READ_WRITE, error);
  return self->database;
}

JrBlobStore *
jr_local_copy_get_blobs (JrLocalCopy *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->blobs == NULL && make_folder (self->folder, error))
    {
      g_autofree char *folder = g_build_filename (self->folder, "blobs", NULL);

      self->blobs = jr_blob_store_open (folder, error);
    }
  return self->blobs;
}

const char *
jr_local_copy_get_scratch_path (JrLocalCopy *self)
{
  return self->scratch_path;
}
