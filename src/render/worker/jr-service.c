/* jr-service.c: the worker's side of the line
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One loop: receive a request, find its handler in the table, send the answer. The sandbox is entered before the first
 * byte of the document is looked at. A worker that could not lock itself in answers every request with that reason. */

#include "jr-service.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "jr-facts.h"
#include "jr-fault-log.h"
#include "jr-mark-drawing.h"
#include "jr-mark-list.h"
#include "jr-memory-file.h"
#include "jr-page-painter.h"
#include "jr-render-protocol.h"
#include "jr-sandbox.h"
#include "jr-stamp.h"
#include "jr-trouble.h"

typedef struct
{
  GError        *sandbox_error; /* not locked in: no request is served */
  gboolean       has_landlock;
  JrPdfDocument *document; /* NULL until first needed */
} Service;

/** Exchange: one request and what becomes of it. */
typedef struct
{
  const JrRenderRequest *request;
  GVariant              *marks; /* NULL: the request had no body */
  JrMemoryFile           body;
  guint                  width;
  guint                  height;
} Exchange;

typedef gboolean (*Handler) (Service *self, Exchange *exchange, GError **error);

static gboolean
ensure_document (Service *self, GError **error)
{
  if (self->document == NULL)
    self->document = jr_pdf_document_open (JR_RENDER_DOCUMENT_FD, error);
  return self->document != NULL;
}

static gboolean
handle_check (Service *self, Exchange *exchange, GError **error)
{
  g_autoptr (GVariant) facts = NULL;

  if (!ensure_document (self, error))
    return FALSE;
  facts = jr_facts_collect (self->document, self->has_landlock, error);
  return facts != NULL && jr_memory_file_write (&exchange->body, g_variant_get_data (facts),
                                                g_variant_get_size (facts), error);
}

static gboolean
handle_page (Service *self, Exchange *exchange, GError **error)
{
  guint width = exchange->request->width;

  if (width == 0 || width > JR_RENDER_MAX_WIDTH)
    return jr_trouble_set (error, JR_RENDER_BAD_REQUEST, "width");
  if (!ensure_document (self, error) ||
      !jr_page_painter_paint (self->document, exchange->request->page, width, &exchange->body,
                              &exchange->height, error))
    return FALSE;
  exchange->width = width;
  return jr_memory_file_seal (&exchange->body, error);
}

static gboolean
draw_mark (const JrMark *mark, Exchange *exchange, GError **error)
{
  cairo_surface_t *surface =
    cairo_image_surface_create_for_data (exchange->body.bytes, CAIRO_FORMAT_ARGB32,
                                         (int) exchange->width, (int) exchange->height,
                                         (int) exchange->width * 4);
  cairo_t       *context = cairo_create (surface);
  cairo_status_t status;

  jr_mark_drawing_draw (mark, context, exchange->width, exchange->height);
  status = cairo_status (context);
  cairo_destroy (context);
  cairo_surface_destroy (surface);
  return status == CAIRO_STATUS_SUCCESS ||
         jr_trouble_set (error, JR_RENDER_FAILED, cairo_status_to_string (status));
}

static gboolean
handle_mark (Service *self, Exchange *exchange, GError **error)
{
  g_autoptr (JrMarkList) list = jr_mark_list_read (exchange->marks, error);
  guint                  width = exchange->request->width;
  double                 height;

  if (list == NULL)
    return FALSE;
  height = MAX (1, round ((double) width * list->marks[0].height_um / list->marks[0].width_um));
  if (width == 0 || width > JR_RENDER_MAX_WIDTH || height * width > JR_RENDER_MAX_PIXELS ||
      height > G_MAXINT16)
    return jr_trouble_set (error, JR_RENDER_BAD_REQUEST, "width");

  exchange->width = width;
  exchange->height = (guint) height;
  return jr_memory_file_open (&exchange->body, (gsize) width * exchange->height * 4, error) &&
         draw_mark (&list->marks[0], exchange, error) &&
         jr_memory_file_seal (&exchange->body, error);
}

static gboolean
handle_update (Service *self, Exchange *exchange, GError **error)
{
  g_autoptr (JrMarkList) list = jr_mark_list_read (exchange->marks, error);
  g_autoptr (GBytes)     update = NULL;

  if (list == NULL || !ensure_document (self, error))
    return FALSE;
  update = jr_stamp_compose (self->document, list, error);
  return update != NULL && jr_memory_file_write (&exchange->body, g_bytes_get_data (update, NULL),
                                                 g_bytes_get_size (update), error);
}

static gboolean
handle_self_test (Service *self, Exchange *exchange, GError **error)
{
  const char *leak = jr_sandbox_find_leak (self->has_landlock);

  return leak == NULL || jr_trouble_set (error, JR_RENDER_SANDBOX_LEAKS, leak);
}

static const Handler handlers[] = {
  [JR_RENDER_CHECK] = handle_check,         [JR_RENDER_PAGE] = handle_page,
  [JR_RENDER_MARK] = handle_mark,           [JR_RENDER_UPDATE] = handle_update,
  [JR_RENDER_SELF_TEST] = handle_self_test,
};

static gboolean
handle (Service *self, Exchange *exchange, int body_fd, GError **error)
{
  const JrRenderRequest *request = exchange->request;

  if (self->sandbox_error != NULL)
    return jr_trouble_set (error, JR_RENDER_NO_SANDBOX, self->sandbox_error->message);
  if (request->version != JR_RENDER_PROTOCOL_VERSION || request->kind >= G_N_ELEMENTS (handlers))
    return jr_trouble_set (error, JR_RENDER_BAD_REQUEST, NULL);
  if (body_fd >= 0)
    exchange->marks = jr_mark_list_receive (body_fd, error);
  if (body_fd >= 0 && exchange->marks == NULL)
    return FALSE;

  jr_fault_log_clear ();
  return handlers[request->kind](self, exchange, error);
}

static gboolean
answer (Service *self, const JrRenderRequest *request, int body_fd, GError **error)
{
  g_autoptr (GError) trouble = NULL;
  Exchange           exchange = { .request = request, .body = JR_MEMORY_FILE_INIT };
  JrRenderReply      reply = { .version = JR_RENDER_PROTOCOL_VERSION };
  gboolean           done = handle (self, &exchange, body_fd, &trouble);
  gboolean           sent;

  if (done)
    {
      reply.width = exchange.width;
      reply.height = exchange.height;
      reply.stride = exchange.width * 4;
    }
  else
    {
      reply.reason = jr_trouble_get_reason (trouble);
      g_strlcpy (reply.detail, trouble->message, sizeof reply.detail);
    }

  sent =
    jr_render_send (JR_RENDER_SOCKET_FD, &reply, sizeof reply, done ? exchange.body.fd : -1, error);
  jr_memory_file_clear (&exchange.body);
  g_clear_pointer (&exchange.marks, g_variant_unref);
  return sent;
}

static gboolean
serve_one (Service *self)
{
  JrRenderRequest request;
  int             body_fd;
  gboolean        answered;

  if (!jr_render_receive (JR_RENDER_SOCKET_FD, &request, sizeof request, &body_fd, NULL))
    return FALSE;
  answered = answer (self, &request, body_fd, NULL);
  if (body_fd >= 0)
    g_close (body_fd, NULL);
  return answered;
}

int
jr_service_run (void)
{
  Service self = { 0 };

  jr_fault_log_start ();
  if (!jr_sandbox_enter (&self.has_landlock, &self.sandbox_error))
    g_assert (self.sandbox_error != NULL);
  while (serve_one (&self))
    ;

  /* The other side is gone. Tidying up what a hostile PDF left in memory has no use, and needs calls that are denied. */
  _exit (EXIT_SUCCESS);
}
