/* jr-output-file.c: a file that is there whole or not at all
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-output-file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "jr-error.h"
#include "jr-render-error.h"

static gboolean
fail (GError **error, const char *path)
{
  int saved = errno;

  g_set_error (error, JR_RENDER_ERROR,
               saved == ENOSPC || saved == EDQUOT ? JR_ERROR_FULL : JR_ERROR_IO, "%s: %s", path,
               g_strerror (saved));
  return FALSE;
}

static gboolean
refuse (GError **error, const char *path, const char *sentence)
{
  g_set_error (error, JR_RENDER_ERROR, JR_ERROR_REFUSED, "%s: %s", path, sentence);
  return FALSE;
}

/* A scan's bytes are never changed, so the input is not replaced; /dev/null and folders are not either. */
static gboolean
check_path (const char *path, const char *input, GError **error)
{
  struct stat output_status, input_status;

  if (stat (path, &output_status) != 0)
    return errno == ENOENT || fail (error, path);
  if (!S_ISREG (output_status.st_mode))
    return refuse (error, path, _ ("is there already and not a regular file"));
  if (stat (input, &input_status) == 0 && input_status.st_dev == output_status.st_dev &&
      input_status.st_ino == output_status.st_ino)
    return refuse (error, path, _ ("is the input itself, which is never changed"));
  return TRUE;
}

gboolean
jr_output_file_open (JrOutputFile *self, const char *path, const char *input, GError **error)
{
  if (!check_path (path, input, error))
    return FALSE;
  self->path = g_strdup (path);
  self->temporary = g_strdup_printf ("%s.XXXXXX", path);
  self->fd = g_mkstemp_full (self->temporary, O_RDWR | O_CLOEXEC, 0666);
  if (self->fd >= 0)
    return TRUE;
  g_clear_pointer (&self->temporary, g_free);
  return fail (error, path);
}

gboolean
jr_output_file_keep (JrOutputFile *self, GError **error)
{
  if (fsync (self->fd) != 0 || g_rename (self->temporary, self->path) != 0)
    return fail (error, self->path);
  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}

void
jr_output_file_clear (JrOutputFile *self)
{
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  self->fd = -1;
  g_clear_pointer (&self->temporary, g_free);
  g_clear_pointer (&self->path, g_free);
}
