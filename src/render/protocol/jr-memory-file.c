/* jr-memory-file.c: bytes handed from one process to another
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-memory-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "jr-error.h"
#include "jr-render-error.h"

#define ALL_SEALS (F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL)

static gboolean
set_error_from_errno (GError **error, const char *what)
{
  int saved = errno;

  g_set_error (error, JR_RENDER_ERROR, saved == ENOMEM ? JR_ERROR_FULL : JR_ERROR_IO, "%s: %s",
               what, g_strerror (saved));
  return FALSE;
}

gboolean
jr_memory_file_open (JrMemoryFile *self, gsize size, GError **error)
{
  g_return_val_if_fail (self->fd == -1 && size > 0, FALSE);

  self->fd = memfd_create ("joint-review", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (self->fd < 0 || ftruncate (self->fd, (off_t) size) != 0)
    return set_error_from_errno (error, "Making a memory file");

  self->bytes = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, self->fd, 0);
  if (self->bytes == MAP_FAILED)
    {
      self->bytes = NULL;
      return set_error_from_errno (error, "Mapping a memory file");
    }
  self->size = size;
  return TRUE;
}

static void
unmap (JrMemoryFile *self)
{
  if (self->bytes != NULL)
    munmap (self->bytes, self->size);
  self->bytes = NULL;
}

gboolean
jr_memory_file_seal (JrMemoryFile *self, GError **error)
{
  unmap (self); /* F_SEAL_WRITE fails while a writable mapping exists */
  if (fcntl (self->fd, F_ADD_SEALS, ALL_SEALS) != 0)
    return set_error_from_errno (error, "Sealing a memory file");
  return TRUE;
}

void
jr_memory_file_clear (JrMemoryFile *self)
{
  unmap (self);
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  self->fd = -1;
}

gboolean
jr_memory_file_write (JrMemoryFile *self, const void *bytes, gsize size, GError **error)
{
  if (!jr_memory_file_open (self, size, error))
    return FALSE;
  memcpy (self->bytes, bytes, size);
  return jr_memory_file_seal (self, error);
}

GBytes *
jr_memory_file_read (int fd, gsize max_size, GError **error)
{
  g_autoptr (GMappedFile) mapped = NULL;
  struct stat             status;
  int                     seals = fcntl (fd, F_GET_SEALS);

  if (seals < 0 || (seals & ALL_SEALS) != ALL_SEALS)
    {
      g_set_error (error, JR_RENDER_ERROR, JR_ERROR_CORRUPT,
                   "The other side sent a file that is not sealed");
      return NULL;
    }
  if (fstat (fd, &status) != 0 || status.st_size <= 0 || (guint64) status.st_size > max_size)
    {
      g_set_error (error, JR_RENDER_ERROR, JR_ERROR_CORRUPT,
                   "The other side sent a file of a wrong size");
      return NULL;
    }

  mapped = g_mapped_file_new_from_fd (fd, FALSE, error);
  return mapped == NULL ? NULL : g_mapped_file_get_bytes (mapped);
}
