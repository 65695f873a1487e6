/* fuzz-marks.c: what a PDF worker is asked: the packet, and the marks beside it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first byte is the length of the packet that comes over the line, the next that many are the packet, the rest is the
 * sealed body. Marks that are taken are drawn. */

#include "fuzz.h"

#include <cairo.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "jr-mark-drawing.h"
#include "jr-mark-list.h"
#include "jr-memory-file.h"
#include "jr-render-protocol.h"

#define WIDTH 40
#define HEIGHT 30

static void
draw (const JrMark *mark)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t         *context = cairo_create (surface);

  jr_mark_drawing_draw (mark, context, WIDTH, HEIGHT);
  cairo_destroy (context);
  cairo_surface_destroy (surface);
}

static void
try_marks (int body_fd)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (GVariant)   body = jr_mark_list_receive (body_fd, &error);
  g_autoptr (JrMarkList) list = body == NULL ? NULL : jr_mark_list_read (body, &error);

  g_assert_true ((list == NULL) == (error != NULL));
  if (list == NULL)
    return;
  g_assert_cmpuint (list->n_marks, >, 0);
  g_assert_cmpuint (list->n_marks, <=, JR_RENDER_MAX_MARKS);
  draw (&list->marks[0]);
}

/* One packet is one request, or it is none. */
static void
send_and_receive (const guint8 *packet, gsize size, int body_fd)
{
  JrRenderRequest    request = { 0 };
  int                ends[2];
  int                received_fd = -1;
  gboolean           is_received;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), ==, 0);
  jr_render_send (ends[0], packet, size, body_fd, &error);
  g_assert_no_error (error);
  is_received = jr_render_receive (ends[1], &request, sizeof request, &received_fd, &error);
  g_assert_true (is_received == (size == sizeof request));
  g_assert_true (is_received == (error == NULL));
  if (is_received)
    {
      g_assert_cmpint (memcmp (&request, packet, size), ==, 0);
      try_marks (received_fd);
      close (received_fd);
    }
  close (ends[0]);
  close (ends[1]);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_auto (JrMemoryFile) body = JR_MEMORY_FILE_INIT;
  g_autoptr (GError)    error = NULL;
  gsize                 size;

  if (length < 3)
    return 0;
  size = CLAMP (bytes[0], 1, length - 2);
  jr_memory_file_write (&body, bytes + 1 + size, length - 1 - size, &error);
  g_assert_no_error (error);
  send_and_receive (bytes + 1, size, body.fd);
  return 0;
}
