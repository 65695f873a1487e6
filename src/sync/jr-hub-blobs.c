/* jr-hub-blobs.c: scans to the hub and back
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A scan is named by its digest, so the hub is asked first whether it has it, and a transfer that broke is simply made
 * again. Nothing is held in memory whole. What arrives stands under its name only when digest and disk agree. */

#include "jr-hub-client-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "jr-blob-store.h"
#include "jr-error.h"
#include "jr-id.h"

#define PIECE_SIZE ((gsize) 64 * 1024)

static gboolean
fail_file (const char *attempt, const char *path, int saved_errno, GError **error)
{
  JrErrorCode code = saved_errno == ENOSPC || saved_errno == EDQUOT ? JR_ERROR_FULL : JR_ERROR_IO;

  g_set_error (error, JR_SYNC_ERROR, (int) code, "Could not %s %s: %s", attempt, path,
               g_strerror (saved_errno));
  return FALSE;
}

static gboolean
fail_source (const char *path, const GError *cause, GError **error)
{
  JrErrorCode code = g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ? JR_ERROR_NOT_FOUND
                     : g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                       ? JR_ERROR_CANCELLED
                       : JR_ERROR_IO;

  g_set_error (error, JR_SYNC_ERROR, (int) code, "Could not read %s: %s", path, cause->message);
  return FALSE;
}

/* Up ----------------------------------------------------------------------------------------------------------------- */

static gboolean
fail_too_large (const char *path, GError **error)
{
  g_set_error (error, JR_SYNC_ERROR, JR_ERROR_TOO_LARGE,
               "%s is larger than %" G_GINT64_FORMAT " MB, the most for one document", path,
               JR_BLOB_MAXIMUM_BYTES / (1024 * 1024));
  return FALSE;
}

/* Reads to the end and goes back to the start. */
static char *
digest_stream (GInputStream *stream,
               const char   *path,
               gint64       *out_size,
               GCancellable *cancellable,
               GError      **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar    *piece = g_malloc (PIECE_SIZE);
  g_autoptr (GError)    cause = NULL;
  gint64                size = 0;
  gssize                length;

  while ((length = g_input_stream_read (stream, piece, PIECE_SIZE, cancellable, &cause)) > 0)
    {
      size += length;
      if (size > JR_BLOB_MAXIMUM_BYTES)
        return fail_too_large (path, error), NULL;
      g_checksum_update (checksum, piece, length);
    }
  if (length < 0 || !g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_SET, cancellable, &cause))
    return fail_source (path, cause, error), NULL;
  *out_size = size;
  return g_strdup (g_checksum_get_string (checksum));
}

static gboolean
has_blob (JrHubClient  *self,
          const char   *blob_path,
          gboolean     *out_has,
          GCancellable *cancellable,
          GError      **error)
{
  g_auto (JrExchange) exchange = JR_EXCHANGE_INIT;
  const JrRequest     request = { .method = "HEAD", .path = blob_path };

  if (!jr_exchange_begin (&exchange, self, &request, cancellable, error))
    return FALSE;
  *out_has = soup_message_get_status (exchange.message) != SOUP_STATUS_NOT_FOUND;
  return !*out_has || jr_exchange_check (&exchange, error);
}

static gboolean
put_stream (JrHubClient  *self,
            const char   *blob_path,
            GInputStream *stream,
            gint64        size,
            GCancellable *cancellable,
            GError      **error)
{
  g_auto (JrExchange) exchange = JR_EXCHANGE_INIT;
  const JrRequest     request = {
        .method = "PUT", .path = blob_path, .body = stream, .length = size, .is_long = TRUE
  };

  return jr_exchange_begin (&exchange, self, &request, cancellable, error) &&
         jr_exchange_check (&exchange, error);
}

gboolean
jr_hub_client_put_blob (JrHubClient  *self,
                        const char   *path,
                        char        **out_sha256,
                        gint64       *out_size,
                        GCancellable *cancellable,
                        GError      **error)
{
  g_autoptr (GFile)            file = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GError)           cause = NULL;
  g_autofree char             *sha256 = NULL;
  g_autofree char             *blob_path = NULL;
  gint64                       size = 0;
  gboolean                     is_there = FALSE;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  file = g_file_new_for_path (path);
  stream = g_file_read (file, cancellable, &cause);
  if (stream == NULL)
    return fail_source (path, cause, error);
  sha256 = digest_stream (G_INPUT_STREAM (stream), path, &size, cancellable, error);
  if (sha256 == NULL)
    return FALSE;

  blob_path = g_strconcat ("/v1/blobs/", sha256, NULL);
  if (!has_blob (self, blob_path, &is_there, cancellable, error))
    return FALSE;
  if (!is_there && !put_stream (self, blob_path, G_INPUT_STREAM (stream), size, cancellable, error))
    return FALSE;
  if (out_sha256 != NULL)
    *out_sha256 = g_steal_pointer (&sha256);
  if (out_size != NULL)
    *out_size = size;
  return TRUE;
}

/* Down --------------------------------------------------------------------------------------------------------------- */

/* A guard: a file beside the target that is gone again unless it was kept. */
typedef struct
{
  char *path;
  int   fd;
} Scratch;

static gboolean
scratch_open (Scratch *self, const char *target, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (target);

  self->path = g_build_filename (folder, ".fetch-XXXXXX", NULL);
  self->fd = g_mkstemp_full (self->path, O_RDWR | O_CLOEXEC, 0600);
  return self->fd >= 0 || fail_file ("create a file in", folder, errno, error);
}

static void
scratch_clear (Scratch *self)
{
  if (self->fd >= 0)
    {
      close (self->fd);
      g_unlink (self->path);
    }
  g_free (self->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scratch, scratch_clear)

static gboolean
scratch_write (Scratch *self, const guchar *bytes, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize written = write (self->fd, bytes, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return fail_file ("write", self->path, errno, error);
      bytes += written;
      length -= (gsize) written;
    }
  return TRUE;
}

static gboolean
sync_folder_of (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int              fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean         is_synced = fd >= 0 && fsync (fd) == 0;

  if (!is_synced)
    fail_file ("save the folder", folder, errno, error);
  if (fd >= 0)
    close (fd);
  return is_synced;
}

static gboolean
scratch_keep (Scratch *self, const char *target, GError **error)
{
  int fd;

  if (fsync (self->fd) != 0)
    return fail_file ("save", self->path, errno, error);
  if (g_rename (self->path, target) != 0)
    return fail_file ("write", target, errno, error);
  fd = self->fd;
  self->fd = -1;
  close (fd);
  return sync_folder_of (target, error);
}

static gboolean
copy_body (JrExchange *exchange, Scratch *scratch, const char *sha256, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar    *piece = g_malloc (PIECE_SIZE);
  gint64                size = 0;
  gsize                 length;

  do
    {
      if (!jr_exchange_read (exchange, piece, PIECE_SIZE, &length, error))
        return FALSE;
      size += (gint64) length;
      if (size > JR_BLOB_MAXIMUM_BYTES)
        return fail_too_large ("The document from the hub", error);
      g_checksum_update (checksum, piece, (gssize) length);
      if (!scratch_write (scratch, piece, length, error))
        return FALSE;
    }
  while (length > 0);
  if (g_str_equal (g_checksum_get_string (checksum), sha256))
    return TRUE;
  g_set_error (error, JR_SYNC_ERROR, JR_ERROR_CORRUPT,
               "What the hub sent is not the document %s: its digest is %s", sha256,
               g_checksum_get_string (checksum));
  return FALSE;
}

gboolean
jr_hub_client_get_blob (JrHubClient  *self,
                        const char   *sha256,
                        const char   *path,
                        GCancellable *cancellable,
                        GError      **error)
{
  g_auto (JrExchange) exchange = JR_EXCHANGE_INIT;
  g_auto (Scratch)    scratch = { .fd = -1 };
  g_autofree char    *blob_path = NULL;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);
  g_return_val_if_fail (jr_sha256_is_valid (sha256), FALSE);

  blob_path = g_strconcat ("/v1/blobs/", sha256, NULL);
  return jr_exchange_begin (&exchange, self,
                            &(JrRequest){ .path = blob_path, .accept = "*/*", .is_long = TRUE },
                            cancellable, error) &&
         jr_exchange_check (&exchange, error) && scratch_open (&scratch, path, error) &&
         copy_body (&exchange, &scratch, sha256, error) && scratch_keep (&scratch, path, error);
}
