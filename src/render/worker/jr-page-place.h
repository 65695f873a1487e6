/* jr-page-place.h: from the page as displayed to the page as written
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-pdf-document.h"
#include "jr-render-client.h"

G_BEGIN_DECLS

#define JR_UM_PER_POINT (25400.0 / 72)

/** JrPagePlace: a rectangle in the page's own space, and how a picture must be turned to stand upright in it. */
typedef struct
{
  double left, bottom, right, top;
  guint  rotation; /* 0, 90, 180 or 270: the page's /Rotate */
  double width;    /* of the upright picture, in the page's units */
  double height;
} JrPagePlace;

/* How many units of 1/72 inch one unit of this page is (PDF 1.6, /UserUnit); 1 when it says nothing sane. */
double jr_page_place_get_user_unit (qpdf_data qpdf, qpdf_oh page);

/* @loaded and @page are the same page in both libraries' eyes: the boxes are Poppler's, so that a mark lands where it
 * was seen. STAMP_BAD_PLACE when the mark does not lie on the page. */
gboolean jr_page_place_find (PopplerPage  *loaded,
                             qpdf_data     qpdf,
                             qpdf_oh       page,
                             const JrMark *mark,
                             JrPagePlace  *out_place,
                             GError      **error);

G_END_DECLS
