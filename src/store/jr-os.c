/* jr-os.c: calls to the operating system that several files of this layer make
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A full disk is told apart from all else, since it is the one fault that somebody at the room's server can mend while
 * reading goes on. */

#include "jr-os-private.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "jr-database.h"

gboolean
jr_store_fail_os (const char *attempt, const char *path, GError **error)
{
  int         saved = errno;
  JrErrorCode code = saved == ENOSPC || saved == EDQUOT ? JR_ERROR_FULL
                     : saved == ENOENT                  ? JR_ERROR_NOT_FOUND
                                                        : JR_ERROR_IO;

  g_set_error (error, JR_STORE_ERROR, (int) code, "Could not %s %s: %s", attempt, path,
               g_strerror (saved));
  return FALSE;
}

gboolean
jr_store_sync_folder_of (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int              fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean         is_synced = fd >= 0 && fsync (fd) == 0;

  if (!is_synced)
    jr_store_fail_os ("save the folder", folder, error);
  if (fd >= 0)
    close (fd);
  return is_synced;
}
