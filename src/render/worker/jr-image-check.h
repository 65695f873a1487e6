/* jr-image-check.h: whether the pictures of a page are whole
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-pdf-document.h"

G_BEGIN_DECLS

/* Decodes every picture that the page draws, forms within forms included, far enough to know that all of it is there.
 * A file that qpdf cannot read is passed: nothing is known about it. */
gboolean jr_image_check_page (JrPdfDocument *document, guint page, GError **error);

G_END_DECLS
