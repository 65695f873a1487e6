/* jr-blob-part.c: blobs that come in parts, with their line cut in between
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A part is a file among the unfinished ones whose name says whose it is and what it will be: 16 hexadecimal digits of the
 * owner, "-", the digest. It is locked while somebody writes to it. Its bytes are not synced until it is finished: what a
 * power cut makes of them shows in the digest then, and the owner begins again. */

#include "jr-blob-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jr-database.h"
#include "jr-id.h"
#include "jr-os-private.h"

#define OWNER_LENGTH 16
#define NAME_LENGTH (OWNER_LENGTH + 1 + JR_SHA256_HEX_LENGTH)
#define CHUNK (64 * 1024)

static char *
write_name (const char *owner, const char *sha256)
{
  g_autofree char *digest = jr_sha256_of (owner, strlen (owner));

  return g_strdup_printf ("%.*s-%s", OWNER_LENGTH, digest, sha256);
}

static gboolean
is_part_name (const char *name)
{
  return strlen (name) == NAME_LENGTH && name[OWNER_LENGTH] == '-' &&
         jr_sha256_is_valid (name + OWNER_LENGTH + 1);
}

gboolean
jr_blob_store_keeps_part (JrBlobStore *self, const char *name)
{
  struct stat status;

  return is_part_name (name) &&
         fstatat (self->incoming_fd, name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
         status.st_mtime > g_get_real_time () / G_USEC_PER_SEC - JR_BLOB_PART_SECONDS;
}

/* Unless somebody writes to it. */
static gboolean
remove_part (JrBlobStore *self, const char *name)
{
  int      fd = openat (self->incoming_fd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  gboolean is_removed =
    fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0 && unlinkat (self->incoming_fd, name, 0) == 0;

  if (fd >= 0)
    close (fd);
  return is_removed;
}

typedef struct
{
  guint  count;
  gint64 bytes;
  char  *oldest;
  gint64 oldest_time;
} Parts;

static void
parts_clear (Parts *self)
{
  g_free (self->oldest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

static void
count_part (JrBlobStore *self, const char *name, GHashTable *busy, Parts *parts)
{
  struct stat status;

  if (fstatat (self->incoming_fd, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
    return;
  parts->count++;
  parts->bytes += status.st_size;
  if (g_hash_table_contains (busy, name) ||
      (parts->oldest != NULL && parts->oldest_time <= status.st_mtime))
    return;
  g_free (parts->oldest);
  parts->oldest = g_strdup (name);
  parts->oldest_time = status.st_mtime;
}

/* Those of the owner of @prefix; the expired ones of everybody go on the way. */
static void
count_parts (JrBlobStore *self, const char *prefix, GHashTable *busy, Parts *parts)
{
  g_autofree char *path = g_build_filename (self->folder, JR_BLOB_INCOMING, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (!is_part_name (name) ||
          (!jr_blob_store_keeps_part (self, name) && remove_part (self, name)))
        continue;
      if (strncmp (name, prefix, OWNER_LENGTH + 1) == 0)
        count_part (self, name, busy, parts);
    }
}

/* For one more part; FALSE when all are at work. */
static gboolean
make_room (JrBlobStore *self, const char *name, GError **error)
{
  g_autoptr (GHashTable) busy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  while (TRUE)
    {
      g_auto (Parts) parts = { .count = 0 };

      count_parts (self, name, busy, &parts);
      if (parts.count < JR_BLOB_PARTS_MAXIMUM && parts.bytes < JR_BLOB_PARTS_MAXIMUM_BYTES)
        return TRUE;
      if (parts.oldest == NULL)
        break;
      if (!remove_part (self, parts.oldest))
        g_hash_table_add (busy, g_steal_pointer (&parts.oldest));
    }
  g_set_error_literal (error, JR_STORE_ERROR, JR_ERROR_CONFLICT,
                       "Too many documents are being sent at once");
  return FALSE;
}

static gboolean
open_locked (JrBlobWriter *self, GError **error)
{
  struct stat status;

  self->fd = openat (self->store->incoming_fd, self->name,
                     O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->fd < 0)
    return jr_store_fail_os ("create a file in", self->store->folder, error);
  if (flock (self->fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_set_error_literal (error, JR_STORE_ERROR, JR_ERROR_CONFLICT,
                           "This document is being sent already");
      return FALSE;
    }
  if (fstat (self->fd, &status) != 0)
    return jr_store_fail_os ("look at a file in", self->store->folder, error);
  if (status.st_nlink == 0)
    {
      g_set_error_literal (error, JR_STORE_ERROR, JR_ERROR_CONFLICT,
                           "This document has just been given up");
      return FALSE;
    }
  self->size = status.st_size;
  return TRUE;
}

JrBlobWriter *
jr_blob_writer_resume (JrBlobStore *store, const char *owner, const char *sha256, GError **error)
{
  g_autoptr (JrBlobWriter) self = NULL;

  g_return_val_if_fail (store != NULL && owner != NULL, NULL);
  g_return_val_if_fail (jr_sha256_is_valid (sha256), NULL);

  self = g_new0 (JrBlobWriter, 1);
  self->store = store;
  self->fd = -1;
  self->is_part = TRUE;
  self->expected = g_strdup (sha256);
  self->name = write_name (owner, sha256);
  if (!jr_blob_store_keeps_part (store, self->name) && !make_room (store, self->name, error))
    return NULL;
  return open_locked (self, error) ? g_steal_pointer (&self) : NULL;
}

gint64
jr_blob_writer_get_size (JrBlobWriter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->size;
}

gint64
jr_blob_store_get_part_size (JrBlobStore *self, const char *owner, const char *sha256)
{
  g_autofree char *name = NULL;
  struct stat      status;

  g_return_val_if_fail (self != NULL && owner != NULL, 0);

  if (!jr_sha256_is_valid (sha256))
    return 0;
  name = write_name (owner, sha256);
  if (!jr_blob_store_keeps_part (self, name) ||
      fstatat (self->incoming_fd, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
    return 0;
  return status.st_size;
}

char *
jr_blob_writer_digest_part (JrBlobWriter *self, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar    *chunk = g_malloc (CHUNK);
  gint64                at = 0;
  gssize                length;

  while ((length = TEMP_FAILURE_RETRY (pread (self->fd, chunk, CHUNK, at))) > 0)
    {
      g_checksum_update (checksum, chunk, length);
      at += length;
    }
  if (length < 0)
    {
      jr_store_fail_os ("read a file in", self->store->folder, error);
      return NULL;
    }
  return g_strdup (g_checksum_get_string (checksum));
}
