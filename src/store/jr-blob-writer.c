/* jr-blob-writer.c: puts one blob into the store, whole or not at all
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Written under a name of its own, hashed on the way, fsynced, linked to its final name, and the folder fsynced too: a
 * name in the store always leads to all of its bytes, whenever the power goes. Two writers of one blob do not disturb
 * each other: the second link finds the first one's and is as content. */

#include "jr-blob-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jr-database.h"
#include "jr-id.h"
#include "jr-os-private.h"

/* An opening store may take a file that is not locked yet for a leftover and remove it: then again. */
static gboolean
create_locked (JrBlobWriter *self, GError **error)
{
  struct stat status = { .st_nlink = 0 };

  while (status.st_nlink == 0)
    {
      if (self->fd >= 0)
        close (self->fd);
      g_free (self->name);
      self->name = jr_id_new ();
      self->fd = openat (self->store->incoming_fd, self->name,
                         O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
      if (self->fd < 0 || TEMP_FAILURE_RETRY (flock (self->fd, LOCK_EX)) != 0 ||
          fstat (self->fd, &status) != 0)
        return jr_store_fail_os ("create a file in", self->store->folder, error);
    }
  return TRUE;
}

JrBlobWriter *
jr_blob_writer_new (JrBlobStore *store, const char *expected_sha256, GError **error)
{
  g_autoptr (JrBlobWriter) self = NULL;

  g_return_val_if_fail (store != NULL, NULL);

  self = g_new0 (JrBlobWriter, 1);
  self->store = store;
  self->fd = -1;
  self->expected = g_strdup (expected_sha256);
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  return create_locked (self, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
jr_blob_writer_write (JrBlobWriter *self, const void *bytes, gsize length, GError **error)
{
  const char *at = bytes;
  gsize       left = length;

  g_return_val_if_fail (self != NULL, FALSE);

  if (length > (guint64) (JR_BLOB_MAXIMUM_BYTES - self->size))
    {
      g_set_error (error, JR_STORE_ERROR, JR_ERROR_TOO_LARGE,
                   "A document may have at most %" G_GINT64_FORMAT " bytes", JR_BLOB_MAXIMUM_BYTES);
      return FALSE;
    }
  while (left > 0)
    {
      gssize written = TEMP_FAILURE_RETRY (write (self->fd, at, left));

      if (written < 0)
        {
          /* A part is as long as its file says, and is kept; but not on a full disk, where others need its room. */
          if (errno == ENOSPC || errno == EDQUOT)
            self->is_part = FALSE;
          self->has_failed = !self->is_part;
          return jr_store_fail_os ("write to a file in", self->store->folder, error);
        }
      at += written;
      left -= (gsize) written;
    }
  if (self->checksum != NULL)
    g_checksum_update (self->checksum, bytes, (gssize) length);
  self->size += (gint64) length;
  return TRUE;
}

/* One that is there already may be swept before it is used: then this one takes its place. */
static gboolean
link_into_place (JrBlobWriter *self, const char *sha256, GError **error)
{
  char     name[JR_BLOB_NAME_SIZE];
  gboolean is_there = FALSE;

  jr_blob_name (sha256, name);
  if (!jr_blob_store_make_fan (self->store, sha256, error))
    return FALSE;
  while (!is_there)
    {
      is_there = linkat (self->store->incoming_fd, self->name, self->store->fd, name, 0) == 0;
      if (!is_there && errno != EEXIST)
        return jr_store_fail_os ("link a file in", self->store->folder, error);
      is_there = is_there || jr_blob_store_use (self->store, sha256);
    }
  /* Also when it was there: whoever linked it may not have come to this line yet. */
  return jr_blob_store_save_fan (self->store, sha256, error);
}

gboolean
jr_blob_writer_finish (JrBlobWriter *self, char **out_sha256, GError **error)
{
  g_autofree char *sha256 = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->has_failed)
    {
      g_set_error (error, JR_STORE_ERROR, JR_ERROR_IO,
                   "A document in %s was not written completely", self->store->folder);
      return FALSE;
    }
  sha256 = self->is_part ? jr_blob_writer_digest_part (self, error)
                         : g_strdup (g_checksum_get_string (self->checksum));
  if (sha256 == NULL)
    return FALSE;
  if (self->expected != NULL && !g_str_equal (self->expected, sha256))
    {
      self->is_part = FALSE;
      g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT,
                   "The document was announced with the SHA-256 %s, but its bytes have %s",
                   self->expected, sha256);
      return FALSE;
    }
  if (fsync (self->fd) != 0)
    return jr_store_fail_os ("save a file in", self->store->folder, error);
  if (!link_into_place (self, sha256, error))
    return FALSE;
  self->is_part = FALSE;
  if (out_sha256 != NULL)
    *out_sha256 = g_steal_pointer (&sha256);
  return TRUE;
}

void
jr_blob_writer_free (JrBlobWriter *self)
{
  g_return_if_fail (self != NULL);

  if (self->fd >= 0)
    {
      /* What cannot be removed now is at the next opening. */
      if (!self->is_part)
        unlinkat (self->store->incoming_fd, self->name, 0);
      close (self->fd);
    }
  g_free (self->name);
  g_free (self->expected);
  g_clear_pointer (&self->checksum, g_checksum_free);
  g_free (self);
}
