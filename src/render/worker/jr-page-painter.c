/* jr-page-painter.c: a page as pixels
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The one place where it is decided how a page becomes pixels. Today every page goes through Poppler. A page that is
 * one scan may be decoded directly instead: such a way belongs into jr_page_painter_paint(), before the general one. */

#include "jr-page-painter.h"

#include <math.h>
#include <string.h>

#include "jr-fault-log.h"
#include "jr-image-check.h"
#include "jr-render-protocol.h"
#include "jr-trouble.h"

/* Large enough for Poppler to decode whatever there is, small enough to cost nothing else. */
#define TRIAL_WIDTH 100

static gboolean
measure (PopplerPage *page, guint width, double *out_scale, guint *out_height, GError **error)
{
  double page_width, page_height, height;

  poppler_page_get_size (page, &page_width, &page_height);
  if (!isfinite (page_width) || !isfinite (page_height) || page_width <= 0 || page_height <= 0)
    return jr_trouble_set (error, JR_RENDER_BAD_PAGE_SIZE, NULL);

  height = MAX (1, round (page_height * width / page_width));
  if (height * width > JR_RENDER_MAX_PIXELS || height > G_MAXINT16)
    return jr_trouble_set (error, JR_RENDER_PAGE_TOO_LARGE, NULL);

  *out_scale = width / page_width;
  *out_height = (guint) height;
  return TRUE;
}

static gboolean
paint_with_poppler (PopplerPage  *page,
                    double        scale,
                    guint         width,
                    guint         height,
                    JrMemoryFile *pixels,
                    GError      **error)
{
  cairo_surface_t *surface =
    cairo_image_surface_create_for_data (pixels->bytes, CAIRO_FORMAT_RGB24, (int) width,
                                         (int) height, (int) width * 4);
  cairo_t       *context = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (context, scale, scale);
  poppler_page_render (page, context);
  status = cairo_status (context);
  cairo_surface_flush (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);

  cairo_destroy (context);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  return jr_trouble_set (error,
                         status == CAIRO_STATUS_NO_MEMORY ? JR_RENDER_OUT_OF_MEMORY
                                                          : JR_RENDER_CONTENT_LOST,
                         cairo_status_to_string (status));
}

static gboolean
paint (JrPdfDocument *document,
       guint          page,
       guint          width,
       JrMemoryFile  *out_pixels,
       guint         *out_height,
       GError       **error)
{
  g_autoptr (JrPopplerPage) loaded = jr_pdf_document_load_page (document, page, error);
  double                    scale = 0;
  guint                     height = 0;

  if (loaded == NULL || !measure (loaded, width, &scale, &height, error))
    return FALSE;

  /* What is wrong with the file as a whole (a bad hint table, say) is among its facts and not this page's fault. */
  jr_fault_log_clear ();
  if (!jr_image_check_page (document, page, error) ||
      !jr_memory_file_open (out_pixels, (gsize) width * height * 4, error))
    return FALSE;
  memset (out_pixels->bytes, 0xff, out_pixels->size);
  if (!paint_with_poppler (loaded, scale, width, height, out_pixels, error) ||
      !jr_fault_log_check (error))
    return FALSE;

  *out_height = height;
  return TRUE;
}

/* Poppler keeps some of what it read, and complains about a thing only when it reads it. So a page that was lost once
 * stays lost: the second time there might be nothing to be heard. */
static gboolean
is_lost_for_good (const GError *error)
{
  JrRenderReason reason = jr_trouble_get_reason (error);

  return reason == JR_RENDER_IMAGE_LOST || reason == JR_RENDER_CONTENT_LOST;
}

gboolean
jr_page_painter_paint (JrPdfDocument *document,
                       guint          page,
                       guint          width,
                       JrMemoryFile  *out_pixels,
                       guint         *out_height,
                       GError       **error)
{
  GHashTable        *lost_pages = jr_pdf_document_get_lost_pages (document);
  const GError      *known = g_hash_table_lookup (lost_pages, GUINT_TO_POINTER (page));
  g_autoptr (GError) trouble = NULL;

  if (known != NULL)
    {
      g_propagate_error (error, g_error_copy (known));
      return FALSE;
    }
  if (paint (document, page, width, out_pixels, out_height, &trouble))
    return TRUE;

  if (is_lost_for_good (trouble))
    g_hash_table_insert (lost_pages, GUINT_TO_POINTER (page), g_error_copy (trouble));
  g_propagate_error (error, g_steal_pointer (&trouble));
  return FALSE;
}

gboolean
jr_page_painter_can_paint (JrPdfDocument *document, guint page, GError **error)
{
  g_auto (JrMemoryFile) pixels = JR_MEMORY_FILE_INIT;
  guint                 height;

  return jr_page_painter_paint (document, page, TRIAL_WIDTH, &pixels, &height, error);
}
