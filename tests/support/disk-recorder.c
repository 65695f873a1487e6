/* disk-recorder.c: loaded into a program, writes down what it does to the files of one folder
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For disk-replay.c, which makes of it what a power cut would have left. Acts and their records are under one lock, so
 * that they stand in the order in which they happened; a sync only covers what was done before it began, and takes its
 * time outside of the lock, as a disk does. Nothing is really synced. The kernel is asked directly: the library's own
 * functions are the ones that are replaced here. The programs that this one starts are not watched. */

#include "disk-record.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/falloc.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define REPLACES(name) __asm__(name)
/* Memory that several connections of SQLite share; it is made anew after every crash. */
#define SHARED_MEMORY "-shm"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char            root[PATH_MAX];
static size_t          root_length;
static int             record_fd = -1;
static long            latency_us /* less than half a second */;
static int             is_without_folders;

__attribute__ ((constructor)) static void
begin (void)
{
  const char *path = getenv (DISK_RECORD_FILE);
  const char *folder = getenv (DISK_RECORD_ROOT);
  const char *latency = getenv (DISK_RECORD_LATENCY);

  unsetenv ("LD_PRELOAD");
  if (path == NULL || folder == NULL)
    return;
  snprintf (root, sizeof root, "%s", folder);
  root_length = strlen (root);
  latency_us = latency == NULL ? 0 : strtol (latency, NULL, 10);
  is_without_folders = getenv (DISK_RECORD_NO_FOLDERS) != NULL;
  record_fd = (int) syscall (SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CLOEXEC);
  if (record_fd < 0)
    abort ();
}

/* Names -------------------------------------------------------------------------------------------------------------- */

/* What of @path is below the root; NULL for what is elsewhere. The root itself is "". */
static const char *
below_root (const char *path)
{
  if (record_fd < 0 || strncmp (path, root, root_length) != 0)
    return NULL;
  if (path[root_length] == '\0')
    return path + root_length;
  return path[root_length] == '/' ? path + root_length + 1 : NULL;
}

static const char *
name_of_fd (int fd, char path[PATH_MAX])
{
  char    link[64];
  ssize_t length;

  if (record_fd < 0)
    return NULL;
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = syscall (SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
  if (length < 0)
    return NULL;
  path[length] = '\0';
  return below_root (path);
}

static const char *
name_at (int folder, const char *name, char path[PATH_MAX])
{
  char base[PATH_MAX];

  if (record_fd < 0)
    return NULL;
  if (name[0] == '/')
    snprintf (path, PATH_MAX, "%s", name);
  else if (folder == AT_FDCWD || name_of_fd (folder, base) == NULL)
    return NULL;
  else if (snprintf (path, PATH_MAX, "%s/%s", base, name) >= PATH_MAX)
    abort ();
  return below_root (path);
}

/* Writing down ------------------------------------------------------------------------------------------------------- */

static void
put (DiskRecordKind kind, uint64_t inode, int64_t offset, const void *bytes, size_t length)
{
  DiskRecord   head = { (uint32_t) kind, (uint32_t) length, inode, offset };
  struct iovec parts[] = { { &head, sizeof head }, { (void *) bytes, length } };
  int          saved = errno;

  if (syscall (SYS_writev, record_fd, parts, 2) != (long) (sizeof head + length))
    abort ();
  errno = saved;
}

static void
put_name (DiskRecordKind kind, uint64_t inode, const char *name)
{
  put (kind, inode, 0, name, strlen (name));
}

static void
put_names (DiskRecordKind kind, const char *from, const char *to)
{
  char   both[2 * PATH_MAX];
  size_t length = strlen (from) + 1;

  memcpy (both, from, length);
  memcpy (both + length, to, strlen (to));
  put (kind, 0, 0, both, length + strlen (to));
}

static uint64_t
inode_of (int fd)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    abort ();
  return status.st_ino;
}

/* A call that is made all the same, and makes the record useless. */
static void
put_foreign (int fd, const char *what)
{
  char path[PATH_MAX];

  if (name_of_fd (fd, path) != NULL)
    put_name (DISK_RECORD_FOREIGN, 0, what);
}

/* Opening ------------------------------------------------------------------------------------------------------------ */

static int
open_new (int folder, const char *name, const char *below, int flags, mode_t mode)
{
  struct stat status;
  int         was_there, is_nameless = (flags & O_TMPFILE) == O_TMPFILE;
  int         fd;

  pthread_mutex_lock (&lock);
  was_there = !is_nameless && fstatat (folder, name, &status, 0) == 0;
  fd = (int) syscall (SYS_openat, folder, name, flags, mode);
  if (fd >= 0 && !was_there)
    put_name (DISK_RECORD_CREATE, inode_of (fd), is_nameless ? "" : below);
  else if (fd >= 0 && (flags & O_TRUNC) != 0)
    put (DISK_RECORD_TRUNCATE, inode_of (fd), 0, NULL, 0);
  pthread_mutex_unlock (&lock);
  return fd;
}

static int
open_at (int folder, const char *name, int flags, mode_t mode)
{
  char        path[PATH_MAX];
  const char *below =
    (flags & (O_CREAT | O_TRUNC | O_TMPFILE)) != 0 ? name_at (folder, name, path) : NULL;

  return below != NULL ? open_new (folder, name, below, flags, mode)
                       : (int) syscall (SYS_openat, folder, name, flags, mode);
}

/* The mode is only there when a file may be made. */
#define READ_MODE(mode, flags)                                                                     \
  mode_t  mode = 0;                                                                                \
  va_list rest;                                                                                    \
  va_start (rest, flags);                                                                          \
  if ((flags & (O_CREAT | O_TMPFILE)) != 0)                                                        \
    mode = (mode_t) va_arg (rest, int);                                                            \
  va_end (rest)

int recorded_open (const char *name, int flags, ...) REPLACES ("open");
int recorded_open64 (const char *name, int flags, ...) REPLACES ("open64");
int recorded_openat (int folder, const char *name, int flags, ...) REPLACES ("openat");
int recorded_openat64 (int folder, const char *name, int flags, ...) REPLACES ("openat64");
int recorded_creat (const char *name, mode_t mode) REPLACES ("creat");

int
recorded_open (const char *name, int flags, ...)
{
  READ_MODE (mode, flags);
  return open_at (AT_FDCWD, name, flags, mode);
}

int
recorded_open64 (const char *name, int flags, ...)
{
  READ_MODE (mode, flags);
  return open_at (AT_FDCWD, name, flags, mode);
}

int
recorded_openat (int folder, const char *name, int flags, ...)
{
  READ_MODE (mode, flags);
  return open_at (folder, name, flags, mode);
}

int
recorded_openat64 (int folder, const char *name, int flags, ...)
{
  READ_MODE (mode, flags);
  return open_at (folder, name, flags, mode);
}

int
recorded_creat (const char *name, mode_t mode)
{
  return open_at (AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

/* Writing ------------------------------------------------------------------------------------------------------------ */

ssize_t recorded_write (int fd, const void *bytes, size_t length) REPLACES ("write");
ssize_t recorded_pwrite (int fd, const void *bytes, size_t length, off_t at) REPLACES ("pwrite");
ssize_t recorded_pwrite64 (int fd, const void *bytes, size_t length, off_t at)
  REPLACES ("pwrite64");
int recorded_ftruncate (int fd, off_t length) REPLACES ("ftruncate");
int recorded_ftruncate64 (int fd, off_t length) REPLACES ("ftruncate64");

ssize_t
recorded_write (int fd, const void *bytes, size_t length)
{
  char    path[PATH_MAX];
  ssize_t written;

  if (name_of_fd (fd, path) == NULL)
    return syscall (SYS_write, fd, bytes, length);
  pthread_mutex_lock (&lock);
  written = syscall (SYS_write, fd, bytes, length);
  if (written > 0)
    put (DISK_RECORD_WRITE, inode_of (fd), syscall (SYS_lseek, fd, 0, SEEK_CUR) - written, bytes,
         (size_t) written);
  pthread_mutex_unlock (&lock);
  return written;
}

ssize_t
recorded_pwrite (int fd, const void *bytes, size_t length, off_t at)
{
  char    path[PATH_MAX];
  ssize_t written;

  if (name_of_fd (fd, path) == NULL)
    return syscall (SYS_pwrite64, fd, bytes, length, at);
  pthread_mutex_lock (&lock);
  written = syscall (SYS_pwrite64, fd, bytes, length, at);
  if (written > 0)
    put (DISK_RECORD_WRITE, inode_of (fd), at, bytes, (size_t) written);
  pthread_mutex_unlock (&lock);
  return written;
}

ssize_t
recorded_pwrite64 (int fd, const void *bytes, size_t length, off_t at)
{
  return recorded_pwrite (fd, bytes, length, at);
}

int
recorded_ftruncate (int fd, off_t length)
{
  char path[PATH_MAX];
  int  result;

  if (name_of_fd (fd, path) == NULL)
    return (int) syscall (SYS_ftruncate, fd, length);
  pthread_mutex_lock (&lock);
  result = (int) syscall (SYS_ftruncate, fd, length);
  if (result == 0)
    put (DISK_RECORD_TRUNCATE, inode_of (fd), length, NULL, 0);
  pthread_mutex_unlock (&lock);
  return result;
}

int
recorded_ftruncate64 (int fd, off_t length)
{
  return recorded_ftruncate (fd, length);
}

/* Syncing ------------------------------------------------------------------------------------------------------------ */

int recorded_fsync (int fd) REPLACES ("fsync");
int recorded_fdatasync (int fd) REPLACES ("fdatasync");

static int64_t
begin_sync (void)
{
  struct timespec span = { 0, 0 };
  int64_t         covered;

  pthread_mutex_lock (&lock);
  covered = syscall (SYS_lseek, record_fd, 0, SEEK_END);
  /* Up to the double and down to nothing, so that those who began later may be done earlier. */
  span.tv_nsec = (long) (covered / 8 % 97) * latency_us * 1000 * 2 / 97;
  pthread_mutex_unlock (&lock);
  syscall (SYS_nanosleep, &span, NULL);
  return covered;
}

int
recorded_fsync (int fd)
{
  char        path[PATH_MAX];
  struct stat status;
  int64_t     covered;

  if (name_of_fd (fd, path) == NULL)
    return (int) syscall (SYS_fsync, fd);
  if (fstat (fd, &status) != 0)
    return -1;
  covered = begin_sync ();
  pthread_mutex_lock (&lock);
  if (!S_ISDIR (status.st_mode) || !is_without_folders)
    put (DISK_RECORD_SYNC, status.st_ino, covered, NULL, 0);
  pthread_mutex_unlock (&lock);
  return 0;
}

int
recorded_fdatasync (int fd)
{
  return recorded_fsync (fd);
}

/* Naming ------------------------------------------------------------------------------------------------------------- */

int recorded_mkdir (const char *name, mode_t mode) REPLACES ("mkdir");
int recorded_mkdirat (int folder, const char *name, mode_t mode) REPLACES ("mkdirat");
int recorded_unlink (const char *name) REPLACES ("unlink");
int recorded_rmdir (const char *name) REPLACES ("rmdir");
int recorded_remove (const char *name) REPLACES ("remove");
int recorded_unlinkat (int folder, const char *name, int flags) REPLACES ("unlinkat");
int recorded_rename (const char *from, const char *to) REPLACES ("rename");
int recorded_renameat (int from_folder, const char *from, int to_folder, const char *to)
  REPLACES ("renameat");
int recorded_link (const char *from, const char *to) REPLACES ("link");
int recorded_linkat (int from_folder, const char *from, int to_folder, const char *to, int flags)
  REPLACES ("linkat");

int
recorded_mkdirat (int folder, const char *name, mode_t mode)
{
  char        path[PATH_MAX];
  const char *below = name_at (folder, name, path);
  struct stat status;
  int         result;

  if (below == NULL)
    return (int) syscall (SYS_mkdirat, folder, name, mode);
  pthread_mutex_lock (&lock);
  result = (int) syscall (SYS_mkdirat, folder, name, mode);
  if (result == 0 && fstatat (folder, name, &status, 0) == 0)
    put_name (DISK_RECORD_MKDIR, status.st_ino, below);
  pthread_mutex_unlock (&lock);
  return result;
}

int
recorded_mkdir (const char *name, mode_t mode)
{
  return recorded_mkdirat (AT_FDCWD, name, mode);
}

int
recorded_unlinkat (int folder, const char *name, int flags)
{
  char        path[PATH_MAX];
  const char *below = name_at (folder, name, path);
  int         result;

  if (below == NULL)
    return (int) syscall (SYS_unlinkat, folder, name, flags);
  pthread_mutex_lock (&lock);
  result = (int) syscall (SYS_unlinkat, folder, name, flags);
  if (result == 0)
    put_name (DISK_RECORD_UNLINK, 0, below);
  pthread_mutex_unlock (&lock);
  return result;
}

int
recorded_unlink (const char *name)
{
  return recorded_unlinkat (AT_FDCWD, name, 0);
}

int
recorded_rmdir (const char *name)
{
  return recorded_unlinkat (AT_FDCWD, name, AT_REMOVEDIR);
}

int
recorded_remove (const char *name)
{
  int result = recorded_unlinkat (AT_FDCWD, name, 0);

  return result != 0 && errno == EISDIR ? recorded_rmdir (name) : result;
}

static void
put_move (DiskRecordKind kind, const char *from, const char *to)
{
  if (from != NULL && to != NULL)
    put_names (kind, from, to);
  else if (from != NULL || to != NULL)
    put_name (DISK_RECORD_FOREIGN, 0, "a name from or to elsewhere");
}

int
recorded_renameat (int from_folder, const char *from, int to_folder, const char *to)
{
  char from_path[PATH_MAX], to_path[PATH_MAX];
  int  result;

  pthread_mutex_lock (&lock);
  result = (int) syscall (SYS_renameat2, from_folder, from, to_folder, to, 0);
  if (result == 0)
    put_move (DISK_RECORD_RENAME, name_at (from_folder, from, from_path),
              name_at (to_folder, to, to_path));
  pthread_mutex_unlock (&lock);
  return result;
}

int
recorded_rename (const char *from, const char *to)
{
  return recorded_renameat (AT_FDCWD, from, AT_FDCWD, to);
}

int
recorded_linkat (int from_folder, const char *from, int to_folder, const char *to, int flags)
{
  char from_path[PATH_MAX], to_path[PATH_MAX];
  int  result;

  pthread_mutex_lock (&lock);
  result = (int) syscall (SYS_linkat, from_folder, from, to_folder, to, flags);
  if (result == 0)
    put_move (DISK_RECORD_LINK, name_at (from_folder, from, from_path),
              name_at (to_folder, to, to_path));
  pthread_mutex_unlock (&lock);
  return result;
}

int
recorded_link (const char *from, const char *to)
{
  return recorded_linkat (AT_FDCWD, from, AT_FDCWD, to, 0);
}

/* What is not modelled ----------------------------------------------------------------------------------------------- */

void *recorded_mmap (void *address, size_t length, int protection, int flags, int fd, off_t at)
  REPLACES ("mmap");
void *recorded_mmap64 (void *address, size_t length, int protection, int flags, int fd, off_t at)
  REPLACES ("mmap64");
ssize_t recorded_writev (int fd, const struct iovec *parts, int n) REPLACES ("writev");
int     recorded_fallocate (int fd, int mode, off_t at, off_t length) REPLACES ("fallocate");
int     recorded_posix_fallocate (int fd, off_t at, off_t length) REPLACES ("posix_fallocate");

void *
recorded_mmap (void *address, size_t length, int protection, int flags, int fd, off_t at)
{
  char        path[PATH_MAX];
  const char *below = fd >= 0 && (protection & PROT_WRITE) != 0 && (flags & MAP_SHARED) != 0
                        ? name_of_fd (fd, path)
                        : NULL;

  if (below != NULL &&
      (strlen (below) < strlen (SHARED_MEMORY) ||
       strcmp (below + strlen (below) - strlen (SHARED_MEMORY), SHARED_MEMORY) != 0))
    put_foreign (fd, "mmap for writing");
  return (void *) syscall (SYS_mmap, address, length, protection, flags, fd, at);
}

void *
recorded_mmap64 (void *address, size_t length, int protection, int flags, int fd, off_t at)
{
  return recorded_mmap (address, length, protection, flags, fd, at);
}

ssize_t
recorded_writev (int fd, const struct iovec *parts, int n)
{
  put_foreign (fd, "writev");
  return syscall (SYS_writev, fd, parts, n);
}

int
recorded_fallocate (int fd, int mode, off_t at, off_t length)
{
  put_foreign (fd, "fallocate");
  return (int) syscall (SYS_fallocate, fd, mode, at, length);
}

int
recorded_posix_fallocate (int fd, off_t at, off_t length)
{
  put_foreign (fd, "posix_fallocate");
  return syscall (SYS_fallocate, fd, 0, at, length) == 0 ? 0 : errno;
}
