/* jr-facts.h: what there is to know about a PDF before it is shown
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-pdf-document.h"

G_BEGIN_DECLS

/* Of JR_RENDER_FACTS_TYPE, sunk. */
GVariant *jr_facts_collect (JrPdfDocument *document, gboolean has_landlock, GError **error);

G_END_DECLS
