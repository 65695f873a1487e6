/* jr-page-painter.h: a page as pixels
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-memory-file.h"
#include "jr-pdf-document.h"

G_BEGIN_DECLS

/* Opens @out_pixels and fills it (CAIRO_FORMAT_RGB24, stride 4 × @width); sealing is the caller's. An error when the
 * picture would not show the whole page. */
gboolean jr_page_painter_paint (JrPdfDocument *document,
                                guint          page,
                                guint          width,
                                JrMemoryFile  *out_pixels,
                                guint         *out_height,
                                GError       **error);

/* Whether a person can have seen the whole page: what could not be shown must not be stamped. */
gboolean jr_page_painter_can_paint (JrPdfDocument *document, guint page, GError **error);

G_END_DECLS
