/* jr-mark-drawing.h: the picture of a review mark
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <cairo.h>

#include "jr-render-client.h"

G_BEGIN_DECLS

/* Draws @mark into @width × @height device units from the origin, on whatever is there (nothing but ink is drawn). */
void jr_mark_drawing_draw (const JrMark *mark, cairo_t *context, double width, double height);

gboolean jr_mark_drawing_knows (const char *kind);

G_END_DECLS
