/* jr-worker-process.c: one running PDF worker
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Starts joint-review-render as a worker with three descriptors: the socket, the document, and a memory file as its
 * standard error, whose tail says what a dead worker died of. The watchdog is a poll() with a deadline on the caller's
 * thread: no signal, timer or main loop is needed, and a kill cannot be held up by anything the worker does. The
 * environment is made anew, so that nothing of ours (G_DEBUG, preloads, tokens) reaches code that reads foreign bytes. */

#include "jr-worker-process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "jr-render-error.h"

/* Its CPU limit counts from birth, so a worker is replaced long before the limit could hit an innocent page. */
#define TIRED_AFTER_US (60 * G_USEC_PER_SEC)
#define LAST_WORDS_BYTES 2048

/* Instrumented code is several times slower; the limits are for the real program. */
#ifdef __SANITIZE_ADDRESS__
#define PATIENCE 5
#else
#define PATIENCE 1
#endif

/* On a busy machine a worker may not have had its turn: one that has not worked for half its time gets more of it. */
#define BUSY_FACTOR 3

struct _JrWorkerProcess
{
  GPid   pid; /* 0 once reaped */
  int    socket_fd;
  int    stderr_fd;
  int    wait_status;
  gint64 worked_us;
};

/* For sanitizers and unusual library folders. Everything else stays outside. */
static const char *const inherited_variables[] = { "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS",
                                                   "LD_LIBRARY_PATH" };

/* Beside this program when installed, when tested, and when run from the build folder. */
static const char *const places[] = { "joint-review-render",
                                      "../libexec/joint-review/joint-review-render",
                                      "../render/worker/joint-review-render",
                                      "../../src/render/worker/joint-review-render" };

static char *
find_program (void)
{
  const char      *chosen = g_getenv ("JOINT_REVIEW_RENDER");
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self == NULL ? NULL : g_path_get_dirname (self);

  if (chosen != NULL && *chosen != '\0')
    return g_strdup (chosen);

  for (guint i = 0; folder != NULL && i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (folder, places[i], NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }
  return g_build_filename (JR_LIBEXECDIR, "joint-review-render", NULL);
}

static char **
make_environment (void)
{
  g_autoptr (GPtrArray) variables = g_ptr_array_new ();

  g_ptr_array_add (variables, g_strdup ("LANG=C.UTF-8"));
  /* A heap for each of Pango's threads would take 64 MB of the address limit away from the page. */
  g_ptr_array_add (variables, g_strdup ("GLIBC_TUNABLES=glibc.malloc.arena_max=1"));
  for (guint i = 0; i < G_N_ELEMENTS (inherited_variables); i++)
    {
      const char *value = g_getenv (inherited_variables[i]);

      if (value != NULL)
        g_ptr_array_add (variables, g_strdup_printf ("%s=%s", inherited_variables[i], value));
    }
  g_ptr_array_add (variables, NULL);
  return (char **) g_ptr_array_steal (variables, NULL);
}

static int
open_stderr_file (void)
{
  int fd = memfd_create ("joint-review-render-stderr", MFD_CLOEXEC);

  /* The worker empties it between requests; appending keeps that from leaving a hole. */
  if (fd >= 0)
    fcntl (fd, F_SETFL, O_APPEND);
  return fd;
}

static gboolean
spawn (JrWorkerProcess *self, int worker_end, int document_fd, GError **error)
{
  g_autofree char  *program = find_program ();
  const char *const arguments[] = { program, "--worker", NULL };
  g_auto (GStrv)    environment = make_environment ();
  const int         source_fds[] = { worker_end, document_fd };
  const int         target_fds[] = { JR_RENDER_SOCKET_FD, JR_RENDER_DOCUMENT_FD };

  return g_spawn_async_with_pipes_and_fds (NULL, arguments, (const char *const *) environment,
                                           G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL,
                                           NULL, NULL, -1, -1, self->stderr_fd, source_fds,
                                           target_fds, G_N_ELEMENTS (source_fds), &self->pid, NULL,
                                           NULL, NULL, error);
}

JrWorkerProcess *
jr_worker_process_new (int document_fd, GError **error)
{
  g_autoptr (JrWorkerProcess) self = g_new0 (JrWorkerProcess, 1);
  int                         pair[2];
  gboolean                    spawned;

  self->socket_fd = -1;
  self->stderr_fd = open_stderr_file ();
  if (self->stderr_fd < 0 || socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
    {
      g_set_error (error, JR_RENDER_ERROR, JR_ERROR_IO, "%s", g_strerror (errno));
      return NULL;
    }

  self->socket_fd = pair[0];
  spawned = spawn (self, pair[1], document_fd, error);
  g_close (pair[1], NULL);
  return spawned ? g_steal_pointer (&self) : NULL;
}

static void
end (JrWorkerProcess *self)
{
  if (self->pid == 0)
    return;
  kill (self->pid,
        SIGKILL); /* does nothing to one that has ended by itself: it keeps its own status */
  while (waitpid (self->pid, &self->wait_status, 0) < 0 && errno == EINTR)
    ;
  self->pid = 0;
}

void
jr_worker_process_free (JrWorkerProcess *self)
{
  end (self);
  if (self->socket_fd >= 0)
    g_close (self->socket_fd, NULL);
  if (self->stderr_fd >= 0)
    g_close (self->stderr_fd, NULL);
  g_free (self);
}

/* CPU time of the worker, or -1. */
static gint64
get_cpu_us (JrWorkerProcess *self)
{
  struct timespec time;
  clockid_t       clock;

  if (clock_getcpuclockid (self->pid, &clock) != 0 || clock_gettime (clock, &time) != 0)
    return -1;
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* @return ANSWERED when there is something to receive, be it the end of the line; HUNG when nothing came. */
static JrWorkerOutcome
poll_for_reply (JrWorkerProcess *self,
                gint64           deadline_us,
                GCancellable    *cancellable,
                GPollFD         *watched,
                guint            n_watched)
{
  for (gint64 left_us; (left_us = deadline_us - g_get_monotonic_time ()) > 0;)
    {
      int n_ready = g_poll (watched, n_watched, (int) (left_us / 1000 + 1));

      if (g_cancellable_is_cancelled (cancellable))
        return JR_WORKER_CANCELLED;
      if (n_ready > 0 && watched[0].revents != 0)
        return JR_WORKER_ANSWERED;
    }
  return JR_WORKER_HUNG;
}

/* Where CPU time cannot be known, the wall clock alone decides. */
static gboolean
lacked_its_turn (JrWorkerProcess *self, gint64 cpu_before_us, gint64 limit_us)
{
  gint64 cpu_us = get_cpu_us (self);

  return cpu_before_us >= 0 && cpu_us >= 0 && cpu_us - cpu_before_us < limit_us / 2;
}

static JrWorkerOutcome
wait_for_reply (JrWorkerProcess *self, gint64 start_us, gint64 limit_us, GCancellable *cancellable)
{
  GPollFD         watched[2] = { { .fd = self->socket_fd, .events = G_IO_IN } };
  gboolean        can_cancel = g_cancellable_make_pollfd (cancellable, &watched[1]);
  guint           n_watched = can_cancel ? 2 : 1;
  gint64          cpu_before_us = get_cpu_us (self);
  JrWorkerOutcome outcome =
    poll_for_reply (self, start_us + limit_us, cancellable, watched, n_watched);

  if (outcome == JR_WORKER_HUNG && lacked_its_turn (self, cpu_before_us, limit_us))
    outcome =
      poll_for_reply (self, start_us + BUSY_FACTOR * limit_us, cancellable, watched, n_watched);
  if (can_cancel)
    g_cancellable_release_fd (cancellable);
  return outcome;
}

JrWorkerOutcome
jr_worker_process_ask (JrWorkerProcess       *self,
                       const JrRenderRequest *request,
                       int                    body_fd,
                       guint                  seconds,
                       GCancellable          *cancellable,
                       JrRenderReply         *out_reply,
                       int                   *out_body_fd)
{
  gint64          start_us = g_get_monotonic_time ();
  gint64          limit_us = (gint64) seconds * PATIENCE * G_USEC_PER_SEC;
  JrWorkerOutcome outcome;

  if (!jr_render_send (self->socket_fd, request, sizeof *request, body_fd, NULL))
    outcome = JR_WORKER_GONE;
  else
    outcome = wait_for_reply (self, start_us, limit_us, cancellable);

  if (outcome == JR_WORKER_ANSWERED &&
      !jr_render_receive (self->socket_fd, out_reply, sizeof *out_reply, out_body_fd, NULL))
    outcome = JR_WORKER_DIED;

  self->worked_us += g_get_monotonic_time () - start_us;
  if (outcome != JR_WORKER_ANSWERED)
    end (self);
  return outcome;
}

static char *
dup_last_words (JrWorkerProcess *self)
{
  char        text[LAST_WORDS_BYTES + 1];
  struct stat status;
  off_t       start;
  ssize_t     n_read;

  if (fstat (self->stderr_fd, &status) != 0)
    return g_strdup ("");
  start = MAX (0, status.st_size - LAST_WORDS_BYTES);
  n_read = pread (self->stderr_fd, text, LAST_WORDS_BYTES, start);
  return g_strstrip (g_utf8_make_valid (text, MAX (0, n_read)));
}

/* Poppler, libstdc++ and GLib end the process when they get no memory, each with words of its own. */
static gboolean
is_about_memory (const char *words)
{
  static const char *const signs[] = { "ut of memory", "bad_alloc", "failed to allocate",
                                       "length_error" };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (strstr (words, signs[i]) != NULL)
      return TRUE;
  return FALSE;
}

JrRenderReason
jr_worker_process_explain_death (JrWorkerProcess *self, char **out_last_words)
{
  g_autofree char *words = dup_last_words (self);
  JrRenderReason   reason = JR_RENDER_CRASHED;

  if (WIFSIGNALED (self->wait_status) && WTERMSIG (self->wait_status) == SIGXCPU)
    reason = JR_RENDER_HUNG;
  else if (is_about_memory (words))
    reason = JR_RENDER_OUT_OF_MEMORY;

  *out_last_words = g_steal_pointer (&words);
  return reason;
}

gboolean
jr_worker_process_is_tired (JrWorkerProcess *self)
{
  return self->worked_us > TIRED_AFTER_US;
}
