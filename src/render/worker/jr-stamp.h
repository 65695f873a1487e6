/* jr-stamp.h: review marks as an incremental update
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-mark-list.h"
#include "jr-pdf-document.h"

G_BEGIN_DECLS

/* The bytes that, appended to the document, put the marks on its pages. Proved by reading the whole back. */
GBytes *jr_stamp_compose (JrPdfDocument *document, const JrMarkList *list, GError **error);

G_END_DECLS
