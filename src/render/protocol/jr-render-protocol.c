/* jr-render-protocol.c: what the app and the PDF worker say to each other
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Packets over a SOCK_SEQPACKET pair, each with at most one descriptor beside it. Sizes are fixed and checked, a packet
 * is whole or it is not there. Both sides treat the other as a stranger: the worker may have been taken over by a PDF. */

#include "jr-render-protocol.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "jr-error.h"
#include "jr-render-error.h"

typedef union
{
  struct cmsghdr header;
  char           room[CMSG_SPACE (sizeof (int))];
} FdRoom;

gboolean
jr_render_send (int socket_fd, const void *packet, gsize size, int body_fd, GError **error)
{
  FdRoom        room = { 0 };
  struct iovec  part = { .iov_base = (void *) packet, .iov_len = size };
  struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
  ssize_t       n_sent;

  if (body_fd >= 0)
    {
      room.header.cmsg_level = SOL_SOCKET;
      room.header.cmsg_type = SCM_RIGHTS;
      room.header.cmsg_len = CMSG_LEN (sizeof (int));
      memcpy (CMSG_DATA (&room.header), &body_fd, sizeof (int));
      message.msg_control = &room;
      message.msg_controllen = sizeof room;
    }

  do
    n_sent = sendmsg (socket_fd, &message, MSG_NOSIGNAL);
  while (n_sent < 0 && errno == EINTR);

  if (n_sent == (ssize_t) size)
    return TRUE;
  g_set_error (error, JR_RENDER_ERROR, JR_ERROR_OFFLINE, "Sending a packet: %s",
               g_strerror (n_sent < 0 ? errno : EMSGSIZE));
  return FALSE;
}

/* One descriptor is asked for, not what its alignment leaves room for; the kernel closes further ones itself and says
 * so (MSG_CTRUNC). */
static int
find_descriptor (struct msghdr *message)
{
  struct cmsghdr *control = CMSG_FIRSTHDR (message);
  int             fd = -1;

  if (control != NULL && control->cmsg_level == SOL_SOCKET && control->cmsg_type == SCM_RIGHTS &&
      control->cmsg_len == CMSG_LEN (sizeof (int)))
    memcpy (&fd, CMSG_DATA (control), sizeof fd);
  return fd;
}

static void
close_descriptor (int fd)
{
  if (fd >= 0)
    g_close (fd, NULL);
}

gboolean
jr_render_receive (int socket_fd, void *packet, gsize size, int *out_body_fd, GError **error)
{
  FdRoom        room = { 0 };
  struct iovec  part = { .iov_base = packet, .iov_len = size };
  struct msghdr message = { .msg_iov = &part,
                            .msg_iovlen = 1,
                            .msg_control = &room,
                            .msg_controllen = CMSG_LEN (sizeof (int)) };
  ssize_t       n_received;
  int           fd;

  do
    n_received = recvmsg (socket_fd, &message, MSG_CMSG_CLOEXEC);
  while (n_received < 0 && errno == EINTR);

  if (n_received <= 0)
    {
      g_set_error (error, JR_RENDER_ERROR, JR_ERROR_OFFLINE, "Receiving a packet: %s",
                   n_received < 0 ? g_strerror (errno) : "the other side is gone");
      return FALSE;
    }

  fd = find_descriptor (&message);
  if (n_received != (ssize_t) size || (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0)
    {
      close_descriptor (fd);
      g_set_error (error, JR_RENDER_ERROR, JR_ERROR_CORRUPT, "Received a packet of a wrong size");
      return FALSE;
    }

  *out_body_fd = fd;
  return TRUE;
}
