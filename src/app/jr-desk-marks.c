/* jr-desk-marks.c: pictures of review marks, for the overlay on a page
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <sys/mman.h>
#include <unistd.h>

#include "jr-desk-private.h"

/* The worker that stamps also draws the mark alone, so that what is seen before a decision is what will be in the
 * paper. It wants a document to be started with; for this purpose it never opens it, so a few bytes will do. */

typedef struct
{
  JrDesk *desk; /* held by the task */
  JrMark  mark; /* strings owned */
  guint   width;
} JrMarkRequest;

static void
mark_request_free (JrMarkRequest *self)
{
  g_free ((char *) self->mark.kind);
  g_free ((char *) self->mark.word);
  g_free ((char *) self->mark.department);
  g_free ((char *) self->mark.reviewer);
  g_free ((char *) self->mark.date);
  g_free (self);
}

static JrRenderClient *
use_mark_client (JrDesk *self)
{
  static const char no_document[] = "%PDF-";
  int               fd;

  g_assert (jr_worker_is_current (self->mark_worker));

  if (self->mark_client != NULL)
    return self->mark_client;

  fd = memfd_create ("no-document", MFD_CLOEXEC);
  if (fd >= 0 && write (fd, no_document, sizeof no_document - 1) < 0)
    g_debug ("the mark's worker will refuse an empty document");
  self->mark_client = jr_render_client_new (fd, "review mark");
  return self->mark_client;
}

static void
draw_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JrMarkRequest *self = data;
  GError        *error = NULL;
  JrPagePixels  *pixels = jr_render_client_draw_mark (use_mark_client (self->desk), &self->mark,
                                                      self->width, cancellable, &error);

  if (pixels != NULL)
    g_task_return_pointer (task, pixels, (GDestroyNotify) jr_page_pixels_free);
  else
    g_task_return_error (task, error);
}

void
jr_desk_draw_mark_async (JrDesk             *self,
                         const JrMark       *mark,
                         guint               width,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  JrMarkRequest    *request = g_new0 (JrMarkRequest, 1);

  request->desk = self;
  request->width = width;
  request->mark = *mark;
  request->mark.kind = g_strdup (mark->kind);
  request->mark.word = g_strdup (mark->word);
  request->mark.department = g_strdup (mark->department);
  request->mark.reviewer = g_strdup (mark->reviewer);
  request->mark.date = g_strdup (mark->date);
  g_task_set_task_data (task, request, (GDestroyNotify) mark_request_free);
  jr_worker_run_task (self->mark_worker, task, draw_thread);
}

JrPagePixels *
jr_desk_draw_mark_finish (JrDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
