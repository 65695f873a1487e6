/* hang-calls.c: loaded into a program, lets its threads hang in the calls that a test names
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * As a disk does that does not answer any more, or a driver of the network: while the folder JR_HANG has a file “sync”,
 * nothing is synced, and while it has a file “accept”, no connection is taken. What hangs makes “sync-hangs” or
 * “accept-hangs”, and goes on when the file is gone. */

#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define STEP_US 10000

int fdatasync (int fd);
int fsync (int fd);
int accept4 (int fd, struct sockaddr *address, socklen_t *length, int flags);

static void
hang (const char *name)
{
  const char *folder = getenv ("JR_HANG");
  char        path[4096], sign[4096];

  if (folder == NULL)
    return;
  snprintf (path, sizeof path, "%s/%s", folder, name);
  snprintf (sign, sizeof sign, "%s/%s-hangs", folder, name);
  while (access (path, F_OK) == 0)
    {
      close (open (sign, O_CREAT | O_WRONLY, 0600));
      usleep (STEP_US);
    }
}

int
fdatasync (int fd)
{
  static int (*next) (int);

  if (next == NULL)
    next = (int (*) (int)) dlsym (RTLD_NEXT, "fdatasync");
  hang ("sync");
  return next (fd);
}

int
fsync (int fd)
{
  static int (*next) (int);

  if (next == NULL)
    next = (int (*) (int)) dlsym (RTLD_NEXT, "fsync");
  hang ("sync");
  return next (fd);
}

int
accept4 (int fd, struct sockaddr *address, socklen_t *length, int flags)
{
  static int (*next) (int, struct sockaddr *, socklen_t *, int);

  if (next == NULL)
    next = (int (*) (int, struct sockaddr *, socklen_t *, int)) dlsym (RTLD_NEXT, "accept4");
  hang ("accept");
  return next (fd, address, length, flags);
}
