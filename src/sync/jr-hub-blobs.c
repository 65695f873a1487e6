/* jr-hub-blobs.c: scans to the hub and back
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A scan is named by its digest, so the hub is asked first whether it has it, or some of it, and a transfer that broke
 * goes on from there. Nothing is held in memory whole. What arrives stands under its name only when digest and disk agree. */

#include "jr-hub-client-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "jr-backoff.h"
#include "jr-blob-store.h"
#include "jr-error.h"
#include "jr-id.h"

#define PIECE_SIZE ((gsize) 64 * 1024)
/* In a row, of which none brought any of a scan over: some seconds, in which a hub notices that a line is gone. */
#define TRIES_MAXIMUM 6
#define TRY_BASE_MS 200
#define TRY_CAP_MS 2000

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
  if (length < 0)
    return fail_source (path, cause, error), NULL;
  *out_size = size;
  return g_strdup (g_checksum_get_string (checksum));
}

/**
 * Progress: what the hub has of a scan
 * @offset: bytes of it; -1 when the hub takes it only whole
 */
typedef struct
{
  gboolean is_there;
  gint64   offset;
} Progress;

static gboolean
ask_progress (JrHubClient  *self,
              const char   *blob_path,
              Progress     *out_progress,
              GCancellable *cancellable,
              GError      **error)
{
  g_auto (JrExchange) exchange = JR_EXCHANGE_INIT;
  const JrRequest     request = { .method = "HEAD", .path = blob_path };
  const char         *offset;

  if (!jr_exchange_begin (&exchange, self, &request, cancellable, error))
    return FALSE;
  *out_progress = (Progress){ .is_there = TRUE, .offset = -1 };
  if (soup_message_get_status (exchange.message) != SOUP_STATUS_NOT_FOUND)
    return jr_exchange_check (&exchange, error);
  out_progress->is_there = FALSE;
  offset = soup_message_headers_get_one (soup_message_get_response_headers (exchange.message),
                                         "Upload-Offset");
  if (offset != NULL)
    g_ascii_string_to_signed (offset, 10, 0, JR_BLOB_MAXIMUM_BYTES, &out_progress->offset, NULL);
  return TRUE;
}

/** Source: a scan to be sent */
typedef struct
{
  const char *path;
  const char *blob_path;
  gint64      size;
} Source;

/* Opened each time, since libsoup closes what it has sent. */
static GInputStream *
open_at (const Source *source, gint64 offset, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError)           cause = NULL;
  g_autoptr (GFile)            file = g_file_new_for_path (source->path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, &cause);

  if (stream != NULL &&
      g_seekable_seek (G_SEEKABLE (stream), offset, G_SEEK_SET, cancellable, &cause))
    return G_INPUT_STREAM (g_steal_pointer (&stream));
  fail_source (source->path, cause, error);
  return NULL;
}

/* From @offset on, so that it can go on once more; -1: whole. */
static gboolean
put_rest (JrHubClient  *self,
          const Source *source,
          gint64        offset,
          GCancellable *cancellable,
          GError      **error)
{
  g_auto (JrExchange)      exchange = JR_EXCHANGE_INIT;
  gboolean                 is_whole = offset < 0 || offset >= source->size;
  gint64                   first = is_whole ? 0 : offset;
  g_autoptr (GInputStream) stream = open_at (source, first, cancellable, error);
  g_autofree char         *range =
    is_whole ? NULL
                     : g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
                                        first, source->size - 1, source->size);
  const JrRequest request = { .method = "PUT",
                              .path = source->blob_path,
                              .body = stream,
                              .length = source->size - first,
                              .range = range,
                              .is_long = TRUE };

  return stream != NULL && jr_exchange_begin (&exchange, self, &request, cancellable, error) &&
         jr_exchange_check (&exchange, error);
}

/* The hub may still be busy with what came over the line before, or have got further with it since it was asked. */
static gboolean
is_worth_another (const GError *error)
{
  return g_error_matches (error, JR_SYNC_ERROR, JR_ERROR_OFFLINE) ||
         g_error_matches (error, JR_SYNC_ERROR, JR_ERROR_CONFLICT);
}

/* Until the time is over or the caller cancels. */
static void
wait_a_moment (JrBackoff *backoff, GCancellable *cancellable)
{
  GPollFD  cancelled = { .fd = -1 };
  gboolean has_fd = g_cancellable_make_pollfd (cancellable, &cancelled);

  g_poll (&cancelled, has_fd ? 1 : 0, (int) jr_backoff_next_ms (backoff, g_random_int ()));
  if (has_fd)
    g_cancellable_release_fd (cancellable);
}

/* Goes on after a line that broke, as long as some more of it has come over after a few tries. */
static gboolean
put_in_parts (JrHubClient *self, const Source *source, GCancellable *cancellable, GError **error)
{
  JrBackoff backoff = { .base_ms = TRY_BASE_MS, .cap_ms = TRY_CAP_MS };
  gint64    before = -1;
  guint     n_tries = 0;

  while (TRUE)
    {
      g_autoptr (GError) broken = NULL;
      Progress           progress;

      if (!ask_progress (self, source->blob_path, &progress, cancellable, error))
        return FALSE;
      if (progress.is_there)
        return TRUE;
      n_tries = progress.offset > before ? 1 : n_tries + 1;
      before = progress.offset;
      if (put_rest (self, source, before, cancellable, &broken))
        return TRUE;
      if (before < 0 || n_tries >= TRIES_MAXIMUM || !is_worth_another (broken))
        {
          g_propagate_error (error, g_steal_pointer (&broken));
          return FALSE;
        }
      wait_a_moment (&backoff, cancellable);
    }
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

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  file = g_file_new_for_path (path);
  stream = g_file_read (file, cancellable, &cause);
  if (stream == NULL)
    return fail_source (path, cause, error);
  sha256 = digest_stream (G_INPUT_STREAM (stream), path, &size, cancellable, error);
  if (sha256 == NULL)
    return FALSE;

  blob_path = g_strconcat ("/v1/blobs/", sha256, NULL);
  if (!put_in_parts (self, &(Source){ path, blob_path, size }, cancellable, error))
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
