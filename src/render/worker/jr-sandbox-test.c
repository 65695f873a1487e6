/* jr-sandbox-test.c: tries from inside what must not work
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Part of the program and not of the tests, so that a machine on which the fences do not hold can be found out by
 * asking it. Each attempt uses the system call itself where the library would hide it. */

#include "jr-sandbox.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <glib/gstdio.h>

typedef struct
{
  const char *name;
  gboolean (*succeeds) (void);
  gboolean needs_landlock;
} Attempt;

static gboolean
opened (int fd)
{
  if (fd < 0)
    return FALSE;
  g_close (fd, NULL);
  return TRUE;
}

static gboolean
can_read_a_file (void)
{
  return opened (open ("/etc/passwd", O_RDONLY | O_CLOEXEC));
}

static gboolean
can_read_its_environment (void)
{
  return opened (open ("/proc/self/environ", O_RDONLY | O_CLOEXEC));
}

static gboolean
can_create_a_file (void)
{
  return opened (open ("/tmp/joint-review-leak", O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
}

static gboolean
can_create_a_nameless_file (void)
{
  return opened (open ("/tmp", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600));
}

static gboolean
can_remove_a_file (void)
{
  return unlink ("/tmp/joint-review-leak") == 0;
}

static gboolean
can_use_the_network (void)
{
  return opened (socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) ||
         opened (socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

static gboolean
can_fork (void)
{
  long pid = syscall (SYS_clone, SIGCHLD, 0, 0, 0, 0);

  if (pid == 0)
    _exit (0);
  return pid > 0;
}

static gboolean
can_exec (void)
{
  char *const arguments[] = { (char *) "true", NULL };

  return execve ("/bin/true", arguments, NULL) == 0;
}

static gboolean
can_signal_its_parent (void)
{
  return kill (getppid (), 0) == 0;
}

static gboolean
can_load_code (void)
{
  void *page = mmap (NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return page != MAP_FAILED;
}

static gboolean
can_trace (void)
{
  return syscall (SYS_ptrace, 0, 0, 0, 0) == 0;
}

static const Attempt attempts[] = {
  { "read /etc/passwd", can_read_a_file, TRUE },
  { "read /proc/self/environ", can_read_its_environment, TRUE },
  { "create a file", can_create_a_file, FALSE },
  { "create a nameless file", can_create_a_nameless_file, FALSE },
  { "remove a file", can_remove_a_file, FALSE },
  { "open a socket", can_use_the_network, FALSE },
  { "fork", can_fork, FALSE },
  { "exec", can_exec, FALSE },
  { "signal its parent", can_signal_its_parent, FALSE },
  { "map executable memory", can_load_code, FALSE },
  { "be traced", can_trace, FALSE },
};

const char *
jr_sandbox_find_leak (gboolean has_landlock)
{
  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    if ((has_landlock || !attempts[i].needs_landlock) && attempts[i].succeeds ())
      return attempts[i].name;
  return NULL;
}
