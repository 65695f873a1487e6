/* own-mounts.c: file systems that a test mounts for itself alone
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "own-mounts.h"

#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

static gboolean
write_line (const char *path, const char *line)
{
  int      fd = open (path, O_WRONLY | O_CLOEXEC);
  gboolean is_written = fd >= 0 && write (fd, line, strlen (line)) == (gssize) strlen (line);

  if (fd >= 0)
    close (fd);
  return is_written;
}

/* Where one is root, and whose files are one's own all the same. */
static gboolean
enter_user_namespace (void)
{
  g_autofree char *users = g_strdup_printf ("0 %u 1", (guint) geteuid ());
  g_autofree char *groups = g_strdup_printf ("0 %u 1", (guint) getegid ());

  return unshare (CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
         write_line ("/proc/self/setgroups", "deny") && write_line ("/proc/self/uid_map", users) &&
         write_line ("/proc/self/gid_map", groups);
}

gboolean
own_mounts (void)
{
  return (unshare (CLONE_NEWNS) == 0 || enter_user_namespace ()) &&
         mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}
