/* strange-worker.c: workers as no honest program is
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Speaks the protocol as a worker that a PDF has taken over might. What it does is its own name, so a test makes a link
 * of that name to it and lets the client start the link. Two of the names are no lies but circumstances: a kernel
 * without Landlock, and a worker that stops for good when it has work. */

#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "jr-memory-file.h"
#include "jr-render-protocol.h"

typedef void (*Answer) (const JrRenderRequest *request);

typedef struct
{
  const char *name;
  Answer      answer; /* to each request */
} Behaviour;

static void
reply (guint32 version, guint32 reason, guint32 width, guint32 height, int body_fd)
{
  JrRenderReply packet = {
    .version = version, .reason = reason, .width = width, .height = height, .stride = width * 4
  };

  memset (packet.detail, 'x', sizeof packet.detail); /* without an end */
  jr_render_send (JR_RENDER_SOCKET_FD, &packet, sizeof packet, body_fd, NULL);
}

static int
make_body (gsize size)
{
  JrMemoryFile       file = JR_MEMORY_FILE_INIT;
  g_autofree guint8 *bytes = g_malloc (size);

  memset (bytes, 0x7f, size);
  g_assert_true (jr_memory_file_write (&file, bytes, size, NULL));
  return file.fd;
}

static void
stop (const JrRenderRequest *request)
{
  raise (SIGSTOP);
}

static void
crash (const JrRenderRequest *request)
{
  raise (SIGSEGV);
}

static void
leave (const JrRenderRequest *request)
{
  exit (0); /* lint-ok: a worker that ends without a word */
}

static void
send_unsealed (const JrRenderRequest *request)
{
  int fd = memfd_create ("unsealed", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  g_assert_cmpint (ftruncate (fd, (off_t) request->width * 4), ==, 0);
  reply (JR_RENDER_PROTOCOL_VERSION, JR_RENDER_OK, request->width, 1, fd);
}

static void
send_no_memory_file (const JrRenderRequest *request)
{
  reply (JR_RENDER_PROTOCOL_VERSION, JR_RENDER_OK, request->width, 1, JR_RENDER_SOCKET_FD);
}

static void
send_too_few_pixels (const JrRenderRequest *request)
{
  reply (JR_RENDER_PROTOCOL_VERSION, JR_RENDER_OK, request->width, 1000, make_body (4));
}

static void
send_another_width (const JrRenderRequest *request)
{
  reply (JR_RENDER_PROTOCOL_VERSION, JR_RENDER_OK, request->width + 1, 1,
         make_body ((request->width + 1) * 4));
}

static void
send_overflow (const JrRenderRequest *request)
{
  reply (JR_RENDER_PROTOCOL_VERSION, JR_RENDER_OK, request->width, 0x40000000u, make_body (4));
}

static void
send_nothing_but_a_word (const JrRenderRequest *request)
{
  reply (JR_RENDER_PROTOCOL_VERSION, JR_RENDER_OK, request->width, 1, -1);
}

static void
send_another_version (const JrRenderRequest *request)
{
  reply (JR_RENDER_PROTOCOL_VERSION + 1, JR_RENDER_OK, request->width, 1,
         make_body (request->width * 4));
}

static void
send_unknown_reason (const JrRenderRequest *request)
{
  reply (JR_RENDER_PROTOCOL_VERSION, 4000000000u, request->width, 1, -1);
}

static void
send_short_packet (const JrRenderRequest *request)
{
  jr_render_send (JR_RENDER_SOCKET_FD, request, sizeof *request, -1, NULL);
}

static void
send_two_descriptors (const JrRenderRequest *request)
{
  JrRenderReply packet = { .version = JR_RENDER_PROTOCOL_VERSION };
  struct iovec  part = { .iov_base = &packet, .iov_len = sizeof packet };
  int           fds[2] = { STDIN_FILENO, STDOUT_FILENO };
  union
  {
    struct cmsghdr header;
    char           room[CMSG_SPACE (sizeof fds)];
  } control = { 0 };
  struct msghdr message = {
    .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control
  };

  control.header.cmsg_level = SOL_SOCKET;
  control.header.cmsg_type = SCM_RIGHTS;
  control.header.cmsg_len = CMSG_LEN (sizeof fds);
  memcpy (CMSG_DATA (&control.header), fds, sizeof fds);
  g_assert_cmpint (sendmsg (JR_RENDER_SOCKET_FD, &message, 0), ==, sizeof packet);
}

static const Behaviour behaviours[] = {
  { "stops", stop },
  { "crashes", crash },
  { "leaves", leave },
  { "sends-unsealed", send_unsealed },
  { "sends-no-memory-file", send_no_memory_file },
  { "sends-too-few-pixels", send_too_few_pixels },
  { "sends-another-width", send_another_width },
  { "sends-overflow", send_overflow },
  { "sends-nothing", send_nothing_but_a_word },
  { "sends-another-version", send_another_version },
  { "sends-unknown-reason", send_unknown_reason },
  { "sends-short-packet", send_short_packet },
  { "sends-two-descriptors", send_two_descriptors },
};

static void
serve (Answer answer)
{
  JrRenderRequest request;
  int             body_fd;

  while (jr_render_receive (JR_RENDER_SOCKET_FD, &request, sizeof request, &body_fd, NULL))
    answer (&request);
}

/* The real worker, on a kernel that says it has no Landlock. */
static void
become_worker_without_landlock (void)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ALLOW);

  g_assert_cmpint (seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENOSYS),
                                     SCMP_SYS (landlock_create_ruleset), 0),
                   ==, 0);
  g_assert_cmpint (seccomp_load (filter), ==, 0);
  seccomp_release (filter);
  execl (JR_TEST_WORKER, JR_TEST_WORKER, "--worker", NULL);
  g_assert_not_reached ();
}

int
main (int argc, char **argv)
{
  g_autofree char *name = g_path_get_basename (argv[0]);

  if (strcmp (name, "has-no-landlock") == 0)
    become_worker_without_landlock ();
  for (guint i = 0; i < G_N_ELEMENTS (behaviours); i++)
    if (strcmp (name, behaviours[i].name) == 0)
      serve (behaviours[i].answer);
  return EXIT_SUCCESS;
}
