/* jr-facts.h: what there is to know about a PDF before it is shown
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-pdf-document.h"

G_BEGIN_DECLS

/* Of JR_RENDER_FACTS_TYPE, sunk. */
GVariant *jr_facts_collect (JrPdfDocument *document, gboolean has_landlock, GError **error);

/* How many user-space units of 1/72 inch one unit of this page is (PDF 1.6, /UserUnit); 1 when it says nothing sane. */
double jr_page_get_user_unit (qpdf_data qpdf, qpdf_oh page);

G_END_DECLS
