/* jr-sandbox.c: locks this process in, for good
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Four fences, each a table: resource limits, Landlock (which files), seccomp (which system calls), and two prctl
 * switches. Whatever is not in a table is forbidden with EACCES, which the libraries take as "no such font". Needs no
 * privilege, so it is the same for root, an ordinary user, and inside Flatpak. */

#include "jr-sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "jr-trouble.h"

/* Debian 12's kernel headers are older than these two. */
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif
#ifndef LANDLOCK_ACCESS_FS_IOCTL_DEV
#define LANDLOCK_ACCESS_FS_IOCTL_DEV (1ULL << 15)
#endif

typedef struct
{
  __rlimit_resource_t resource;
  rlim_t              soft;
  rlim_t              hard;
} Limit;

/* RLIMIT_NPROC is not here: it counts threads, and all those of the user, and Pango matches fonts on a thread; seccomp
 * forbids new processes whatever the count. */
static const Limit limits[] = {
#ifndef __SANITIZE_ADDRESS__
  /* A 600-dpi colour A3 page takes 280 MB decoded, and Poppler may hold it twice. AddressSanitizer maps terabytes. */
  { RLIMIT_AS, 1 << 30, 1 << 30 },
#endif
  /* A net below the client's clock, for a worker whose client is gone; the client replaces workers after 60 s. */
  { RLIMIT_CPU, 100, 110 },
  /* Memory files count. Nothing else can be written. */
  { RLIMIT_FSIZE, 1 << 30, 1 << 30 },
  { RLIMIT_NOFILE, 64, 64 },
  { RLIMIT_CORE, 0, 0 },
};

/* Read-only. Text in a font that the PDF does not bring (most Chinese forms) silently disappears without these. */
static const char *const readable_paths[] = {
  "/usr/share/fonts",
  "/usr/local/share/fonts",
  "/etc/fonts",
  "/usr/share/fontconfig",
  "/var/cache/fontconfig",
  "/usr/share/poppler",
  "/usr/share/color",
  /* inside Flatpak */
  "/app/share/fonts",
  "/app/share/poppler",
  "/usr/cache/fontconfig",
  "/run/host/fonts",
  "/run/host/fonts-cache",
  "/run/host/local-fonts",
  "/run/host/font-dirs.xml",
};

static const int allowed_calls[] = {
  /* descriptors it has */
  SCMP_SYS (read),
  SCMP_SYS (pread64),
  SCMP_SYS (write),
  SCMP_SYS (writev),
  SCMP_SYS (lseek),
  SCMP_SYS (close),
  SCMP_SYS (fstat),
  SCMP_SYS (fcntl),
  SCMP_SYS (ftruncate),
  SCMP_SYS (sendmsg),
  SCMP_SYS (recvmsg),
  SCMP_SYS (poll),
  SCMP_SYS (ppoll),
  /* memory */
  SCMP_SYS (brk),
  SCMP_SYS (munmap),
  SCMP_SYS (mremap),
  SCMP_SYS (madvise),
  SCMP_SYS (memfd_create),
  /* looking around where Landlock lets it */
  SCMP_SYS (newfstatat),
  SCMP_SYS (statx),
  SCMP_SYS (fstatfs),
  SCMP_SYS (statfs),
  SCMP_SYS (access),
  SCMP_SYS (faccessat),
  SCMP_SYS (faccessat2),
  SCMP_SYS (readlink),
  SCMP_SYS (readlinkat),
  SCMP_SYS (getcwd), /* Fontconfig of Debian 13 makes file patterns absolute */
  SCMP_SYS (getdents64),
  SCMP_SYS (fadvise64),
  /* time, identity, chance */
  SCMP_SYS (clock_gettime),
  SCMP_SYS (clock_getres),
  SCMP_SYS (gettimeofday),
  SCMP_SYS (getpid),
  SCMP_SYS (gettid),
  SCMP_SYS (getrandom),
  SCMP_SYS (getrusage),
  SCMP_SYS (sysinfo),
  /* life and death */
  SCMP_SYS (futex),
  SCMP_SYS (set_robust_list),
  SCMP_SYS (rseq),
  SCMP_SYS (rt_sigaction),
  SCMP_SYS (rt_sigprocmask),
  SCMP_SYS (rt_sigreturn),
  SCMP_SYS (sigaltstack),
  SCMP_SYS (sched_yield),
  SCMP_SYS (exit),
  SCMP_SYS (exit_group),
#ifdef __SANITIZE_ADDRESS__
  /* AddressSanitizer asks every new thread for its stack, and the C library answers with its processors too. */
  SCMP_SYS (sched_getaffinity),
#endif
};

/** MaskedCall: allowed when the bits of @mask in argument @argument are those of @value. */
typedef struct
{
  int          call;
  guint        argument;
  scmp_datum_t mask;
  scmp_datum_t value;
} MaskedCall;

static const MaskedCall masked_calls[] = {
  { SCMP_SYS (openat), 2, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY },
  /* threads, never processes */
  { SCMP_SYS (clone), 0, CLONE_VM | CLONE_THREAD | CLONE_SIGHAND,
    CLONE_VM | CLONE_THREAD | CLONE_SIGHAND },
  /* no new code */
  { SCMP_SYS (mmap), 2, PROT_EXEC, 0 },
  { SCMP_SYS (mprotect), 2, PROT_EXEC, 0 },
};

static gboolean
fail (GError **error, const char *what, int error_number)
{
  g_set_error (error, JR_TROUBLE, JR_RENDER_NO_SANDBOX, "%s: %s", what, g_strerror (error_number));
  return FALSE;
}

static gboolean
set_limits (GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      const struct rlimit limit = { .rlim_cur = limits[i].soft, .rlim_max = limits[i].hard };

      if (setrlimit (limits[i].resource, &limit) != 0)
        return fail (error, "setrlimit", errno);
    }
  signal (SIGXFSZ, SIG_IGN); /* the write fails with EFBIG, which is reported */
  return TRUE;
}

static gboolean
set_switches (GError **error)
{
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return fail (error, "PR_SET_NO_NEW_PRIVS", errno);
  if (prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return fail (error, "PR_SET_DUMPABLE", errno);
  return TRUE;
}

/* What a Landlock of version @abi can forbid: a newer right in the mask would make an older kernel refuse it all. */
static guint64
get_landlock_rights (int abi)
{
  guint64 rights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;

  if (abi >= 2)
    rights |= LANDLOCK_ACCESS_FS_REFER;
  if (abi >= 3)
    rights |= LANDLOCK_ACCESS_FS_TRUNCATE;
  if (abi >= 5)
    rights |= LANDLOCK_ACCESS_FS_IOCTL_DEV;
  return rights;
}

/* A folder that does not exist here needs no rule. */
static gboolean
allow_reading (int ruleset, const char *path, GError **error)
{
  struct landlock_path_beneath_attr rule = { .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE };
  struct stat                       status;
  int                               added;

  rule.parent_fd = open (path, O_PATH | O_CLOEXEC);
  if (rule.parent_fd < 0)
    return TRUE;
  if (fstat (rule.parent_fd, &status) == 0 && S_ISDIR (status.st_mode))
    rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;

  added = (int) syscall (SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  g_close (rule.parent_fd, NULL);
  return added == 0 || fail (error, path, errno);
}

static gboolean
restrict_files (int ruleset, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (readable_paths); i++)
    if (!allow_reading (ruleset, readable_paths[i], error))
      return FALSE;
  if (syscall (SYS_landlock_restrict_self, ruleset, 0) != 0)
    return fail (error, "landlock_restrict_self", errno);
  return TRUE;
}

static gboolean
enter_landlock (gboolean *out_has_landlock, GError **error)
{
  struct landlock_ruleset_attr attributes = { 0 };
  gboolean                     restricted;
  int                          ruleset;
  int abi = (int) syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

  *out_has_landlock = abi >= 1;
  if (abi < 1)
    return TRUE; /* not built into this kernel, or switched off: seccomp still holds */

  attributes.handled_access_fs = get_landlock_rights (abi);
  ruleset = (int) syscall (SYS_landlock_create_ruleset, &attributes,
                           sizeof attributes.handled_access_fs, 0);
  if (ruleset < 0)
    return fail (error, "landlock_create_ruleset", errno);

  restricted = restrict_files (ruleset, error);
  g_close (ruleset, NULL);
  return restricted;
}

/* A call that this machine's kernel does not know cannot be allowed and need not be: such errors are passed over. */
static void
add_rules (scmp_filter_ctx filter)
{
  for (guint i = 0; i < G_N_ELEMENTS (allowed_calls); i++)
    seccomp_rule_add (filter, SCMP_ACT_ALLOW, allowed_calls[i], 0);

  for (guint i = 0; i < G_N_ELEMENTS (masked_calls); i++)
    {
      const MaskedCall *masked = &masked_calls[i];

      seccomp_rule_add (filter, SCMP_ACT_ALLOW, masked->call, 1,
                        SCMP_CMP64 (masked->argument, SCMP_CMP_MASKED_EQ, masked->mask,
                                    masked->value));
    }

  /* Its flags lie behind a pointer, where no filter can see them; glibc then falls back to clone(). */
  seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (clone3), 0);

  /* abort() signals itself, and nobody else. */
  seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (tgkill), 1,
                    SCMP_CMP64 (0, SCMP_CMP_EQ, (scmp_datum_t) getpid ()));
}

static gboolean
enter_seccomp (GError **error)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ERRNO (EACCES));
  int             result;

  if (filter == NULL)
    return fail (error, "seccomp_init", ENOMEM);
  add_rules (filter);
  result = seccomp_load (filter);
  seccomp_release (filter);
  return result == 0 || fail (error, "seccomp_load", -result);
}

gboolean
jr_sandbox_enter (gboolean *out_has_landlock, GError **error)
{
  return set_limits (error) && set_switches (error) && enter_landlock (out_has_landlock, error) &&
         enter_seccomp (error);
}
