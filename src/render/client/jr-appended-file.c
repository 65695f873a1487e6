/* jr-appended-file.c: a document with bytes added at its end
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The original is copied by us and not by the worker, so that even a worker taken over by a PDF cannot change one byte
 * of what was submitted; it only says what to append. A full disk or a bad one shows when the result is read back. */

#include "jr-appended-file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "jr-error.h"
#include "jr-render-error.h"

#define BLOCK_BYTES (256 * 1024)

static gboolean
set_error (GError **error, const char *what)
{
  int saved = errno;

  g_set_error (error, JR_RENDER_ERROR,
               saved == ENOSPC || saved == EDQUOT ? JR_ERROR_FULL : JR_ERROR_IO, "%s: %s", what,
               g_strerror (saved));
  return FALSE;
}

/* @return bytes read, less than @size at the end of the file only; -1 with errno. */
static ssize_t
read_at (int fd, guint8 *buffer, gsize size, off_t offset)
{
  gsize done = 0;

  while (done < size)
    {
      ssize_t n = pread (fd, buffer + done, size - done, offset + (off_t) done);

      if (n == 0)
        break;
      if (n < 0 && errno != EINTR)
        return -1;
      done += MAX (n, 0);
    }
  return (ssize_t) done;
}

static gboolean
write_at (int fd, const guint8 *bytes, gsize size, off_t offset)
{
  gsize done = 0;

  while (done < size)
    {
      ssize_t n = pwrite (fd, bytes + done, size - done, offset + (off_t) done);

      if (n < 0 && errno != EINTR)
        return FALSE;
      done += MAX (n, 0);
    }
  return TRUE;
}

static gboolean
copy (int document_fd, int out_fd, off_t *out_length, GError **error)
{
  g_autofree guint8 *block = g_malloc (BLOCK_BYTES);
  off_t              offset = 0;
  ssize_t            n;

  while ((n = read_at (document_fd, block, BLOCK_BYTES, offset)) > 0)
    {
      if (!write_at (out_fd, block, n, offset))
        return set_error (error, "Copying the document");
      offset += n;
    }
  if (n < 0)
    return set_error (error, "Reading the document");

  *out_length = offset;
  return TRUE;
}

static gboolean
set_differs (GError **error)
{
  g_set_error (error, JR_RENDER_ERROR, JR_ERROR_IO,
               "The stamped file reads back differently from what was written");
  return FALSE;
}

static gboolean
compare_prefix (int document_fd, int out_fd, off_t length, GError **error)
{
  g_autofree guint8 *wanted = g_malloc (BLOCK_BYTES);
  g_autofree guint8 *found = g_malloc (BLOCK_BYTES);

  for (off_t offset = 0; offset < length; offset += BLOCK_BYTES)
    {
      gsize size = (gsize) MIN (BLOCK_BYTES, length - offset);

      if (read_at (document_fd, wanted, size, offset) != (ssize_t) size ||
          read_at (out_fd, found, size, offset) != (ssize_t) size ||
          memcmp (wanted, found, size) != 0)
        return set_differs (error);
    }
  return TRUE;
}

static gboolean
compare_update (GBytes *update, int out_fd, off_t offset, GError **error)
{
  gsize              size;
  const guint8      *wanted = g_bytes_get_data (update, &size);
  g_autofree guint8 *found = g_malloc (size + 1);

  /* One byte more is asked for than there should be, to see the end of the file. */
  if (read_at (out_fd, found, size + 1, offset) != (ssize_t) size ||
      memcmp (wanted, found, size) != 0)
    return set_differs (error);
  return TRUE;
}

gboolean
jr_appended_file_write (int document_fd, GBytes *update, int out_fd, GError **error)
{
  gsize       size;
  const void *bytes = g_bytes_get_data (update, &size);
  off_t       length;

  if (ftruncate (out_fd, 0) != 0)
    return set_error (error, "Emptying the file for the stamped document");
  if (!copy (document_fd, out_fd, &length, error))
    return FALSE;
  if (!write_at (out_fd, bytes, size, length) || fsync (out_fd) != 0)
    return set_error (error, "Writing the stamped document");

  return compare_prefix (document_fd, out_fd, length, error) &&
         compare_update (update, out_fd, length, error);
}
