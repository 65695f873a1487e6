/* jr-blob-store.c: scans and stamped files, named by their SHA-256
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A blob is there under its name only when it is complete and on the disk (see jr-blob-writer.c), and is never written
 * to again; so readers need no lock and any number of threads and programs may use one folder. A fan-out by the first
 * two digits keeps the folders small: a year of one hall is about 500 files in each. */

#include "jr-blob-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jr-database.h"
#include "jr-id.h"
#include "jr-os-private.h"

#define CHUNK (64 * 1024)

static int
open_folder (const char *path, GError **error)
{
  int fd;

  if (mkdir (path, 0700) == 0)
    {
      if (!jr_store_sync_folder_of (path, error))
        return -1;
    }
  else if (errno != EEXIST)
    return jr_store_fail_os ("create the folder", path, error), -1;
  fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    jr_store_fail_os ("open the folder", path, error);
  return fd;
}

/* A writer holds a lock on its file for as long as it lives, so what can be locked has been left behind. */
static void
remove_if_left (JrBlobStore *self, const char *name)
{
  int fd;

  if (jr_blob_store_keeps_part (self, name))
    return;
  fd = openat (self->incoming_fd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return;
  /* Not removing one is no error: it only takes room, and the next opening tries again. */
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    unlinkat (self->incoming_fd, name, 0);
  close (fd);
}

void
jr_blob_store_remove_leftovers (JrBlobStore *self)
{
  g_autofree char *path = g_build_filename (self->folder, JR_BLOB_INCOMING, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    remove_if_left (self, name);
}

JrBlobStore *
jr_blob_store_open (const char *folder, GError **error)
{
  g_autoptr (JrBlobStore) self = NULL;
  g_autofree char        *incoming = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_new0 (JrBlobStore, 1);
  g_mutex_init (&self->use);
  self->folder = g_strdup (folder);
  self->incoming_fd = -1;
  self->fd = open_folder (folder, error);
  if (self->fd < 0)
    return NULL;
  incoming = g_build_filename (folder, JR_BLOB_INCOMING, NULL);
  self->incoming_fd = open_folder (incoming, error);
  if (self->incoming_fd < 0)
    return NULL;
  jr_blob_store_remove_leftovers (self);
  return g_steal_pointer (&self);
}

void
jr_blob_store_free (JrBlobStore *self)
{
  g_return_if_fail (self != NULL);

  if (self->incoming_fd >= 0)
    close (self->incoming_fd);
  if (self->fd >= 0)
    close (self->fd);
  g_mutex_clear (&self->use);
  g_free (self->folder);
  g_free (self);
}

void
jr_blob_name (const char *sha256, char name[JR_BLOB_NAME_SIZE])
{
  memcpy (name, sha256, 2);
  name[2] = '/';
  memcpy (name + 3, sha256 + 2, JR_SHA256_HEX_LENGTH - 2);
  name[JR_BLOB_NAME_SIZE - 1] = '\0';
}

/* Names ------------------------------------------------------------------------------------------------------------- */

static gboolean
save_folder (JrBlobStore *self, const char *name, GError **error)
{
  int      fd = openat (self->fd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean is_saved = fd >= 0 && fsync (fd) == 0;

  if (!is_saved)
    jr_store_fail_os ("save a folder in", self->folder, error);
  if (fd >= 0)
    close (fd);
  return is_saved;
}

gboolean
jr_blob_store_make_fan (JrBlobStore *self, const char *sha256, GError **error)
{
  const char fan[] = { sha256[0], sha256[1], '\0' };
  gint      *is_saved = &self->is_fan_saved[strtoul (fan, NULL, 16)];
  gboolean   is_new = mkdirat (self->fd, fan, 0700) == 0;

  if (!is_new && errno != EEXIST)
    return jr_store_fail_os ("create a folder in", self->folder, error);
  if (!is_new && g_atomic_int_get (is_saved))
    return TRUE;
  /* Also when it was there: whoever made it may not have come to this line yet, or has been killed before it. */
  if (!save_folder (self, ".", error))
    return FALSE;
  g_atomic_int_set (is_saved, TRUE);
  return TRUE;
}

gboolean
jr_blob_store_save_fan (JrBlobStore *self, const char *sha256, GError **error)
{
  const char fan[] = { sha256[0], sha256[1], '\0' };

  return save_folder (self, fan, error);
}

gboolean
jr_blob_store_secure (JrBlobStore *self, const char *sha256, GError **error)
{
  g_return_val_if_fail (self != NULL && jr_sha256_is_valid (sha256), FALSE);

  if (!jr_blob_store_make_fan (self, sha256, error) ||
      !jr_blob_store_save_fan (self, sha256, error))
    return FALSE;
  if (jr_blob_store_use (self, sha256))
    return TRUE;
  g_set_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND, "The document %s is not there", sha256);
  return FALSE;
}

gint64
jr_blob_store_get_size (JrBlobStore *self, const char *sha256)
{
  char        name[JR_BLOB_NAME_SIZE];
  struct stat status;

  g_return_val_if_fail (self != NULL, -1);

  if (!jr_sha256_is_valid (sha256))
    return -1;
  jr_blob_name (sha256, name);
  if (fstatat (self->fd, name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG (status.st_mode))
    return -1;
  return status.st_size;
}

int
jr_blob_store_open_fd (JrBlobStore *self, const char *sha256, gint64 *out_size, GError **error)
{
  char        name[JR_BLOB_NAME_SIZE];
  struct stat status;
  int         fd;

  g_return_val_if_fail (self != NULL, -1);

  if (!jr_sha256_is_valid (sha256))
    {
      g_set_error_literal (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND,
                           "A document is named by 64 lower-case hexadecimal digits");
      return -1;
    }
  jr_blob_name (sha256, name);
  fd = openat (self->fd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0 || fstat (fd, &status) != 0)
    {
      jr_store_fail_os ("open the document", sha256, error);
      if (fd >= 0)
        close (fd);
      return -1;
    }
  if (out_size != NULL)
    *out_size = status.st_size;
  return fd;
}

/** NULL when @sha256 is no digest; the file need not be there. */
char *
jr_blob_store_get_path (JrBlobStore *self, const char *sha256)
{
  char name[JR_BLOB_NAME_SIZE];

  g_return_val_if_fail (self != NULL, NULL);

  if (!jr_sha256_is_valid (sha256))
    return NULL;
  jr_blob_name (sha256, name);
  return g_build_filename (self->folder, name, NULL);
}

static gboolean
copy_into (JrBlobWriter *writer, int fd, const char *path, gint64 *out_size, GError **error)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  gint64           size = 0;
  gssize           length;

  while ((length = TEMP_FAILURE_RETRY (read (fd, chunk, CHUNK))) > 0)
    {
      if (!jr_blob_writer_write (writer, chunk, (gsize) length, error))
        return FALSE;
      size += length;
    }
  if (length < 0)
    return jr_store_fail_os ("read", path, error);
  if (out_size != NULL)
    *out_size = size;
  return TRUE;
}

gboolean
jr_blob_store_put_file (JrBlobStore *self,
                        const char  *path,
                        char       **out_sha256,
                        gint64      *out_size,
                        GError     **error)
{
  g_autoptr (JrBlobWriter) writer = NULL;
  gboolean                 is_copied;
  int                      fd;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  writer = jr_blob_writer_new (self, NULL, error);
  if (writer == NULL)
    return FALSE;
  fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return jr_store_fail_os ("open", path, error);
  is_copied = copy_into (writer, fd, path, out_size, error);
  close (fd);
  return is_copied && jr_blob_writer_finish (writer, out_sha256, error);
}

/* Gives up @fd. */
static gboolean
verify_blob (int fd, const char *sha256, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar    *chunk = g_malloc (CHUNK);
  gssize                length;

  while ((length = TEMP_FAILURE_RETRY (read (fd, chunk, CHUNK))) > 0)
    g_checksum_update (checksum, chunk, length);
  close (fd);
  if (length < 0)
    return jr_store_fail_os ("read the document", sha256, error);
  if (!g_str_equal (g_checksum_get_string (checksum), sha256))
    {
      g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT,
                   "The document %s is not what its name says: its bytes have the SHA-256 %s",
                   sha256, g_checksum_get_string (checksum));
      return FALSE;
    }
  return TRUE;
}

/* What is not named like a blob (lost+found and the like) is none of ours. */
static gboolean
verify_fan (JrBlobStore *self, const char *fan, gint64 *count, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, fan, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char   *sha256 = g_strconcat (fan, name, NULL);
      g_autoptr (GError) cause = NULL;
      int                fd;

      if (!jr_sha256_is_valid (sha256))
        continue;
      fd = jr_blob_store_open_fd (self, sha256, NULL, &cause);
      /* Swept since its name was read. */
      if (g_error_matches (cause, JR_STORE_ERROR, JR_ERROR_NOT_FOUND))
        continue;
      if (fd < 0)
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      if (!verify_blob (fd, sha256, error))
        return FALSE;
      (*count)++;
    }
  return TRUE;
}

gboolean
jr_blob_store_verify (JrBlobStore *self, gint64 *out_count, GError **error)
{
  gint64 count = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < 256; i++)
    {
      g_autofree char *fan = g_strdup_printf ("%02x", i);

      if (!verify_fan (self, fan, &count, error))
        return FALSE;
    }
  if (out_count != NULL)
    *out_count = count;
  return TRUE;
}
