/* jr-page-geometry.h: from micrometres of a page to pixels of a widget, and back
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-render-client.h"

G_BEGIN_DECLS

/* 100 % shows a page at its own size on a 96-dpi screen, as GTK counts pixels. */
#define JR_PAGE_PIXELS_PER_UM (96.0 / 25400.0)
#define JR_PAGE_ZOOM_MINIMUM 0.5
#define JR_PAGE_ZOOM_MAXIMUM 4.0
/* Between pages and around them, in pixels. */
#define JR_PAGE_GAP 12

typedef enum
{
  JR_PAGE_FIT_NONE, /* the zoom is what the person set */
  JR_PAGE_FIT_WIDTH,
  JR_PAGE_FIT_PAGE,
} JrPageFit;

/** JrPageGeometry: how one page is shown. */
typedef struct
{
  JrPageSize size;
  guint      turns; /* quarter turns clockwise of the view, 0–3 */
  double     zoom;
} JrPageGeometry;

/* The widget's size; whole pixels, never 0. */
void jr_page_geometry_get_pixels (const JrPageGeometry *self, int *out_width, int *out_height);
/* Pixels of the page before the view is turned: what has to be rendered. */
int  jr_page_geometry_get_upright_width (const JrPageGeometry *self);
int  jr_page_geometry_get_upright_height (const JrPageGeometry *self);
void jr_page_geometry_to_page (const JrPageGeometry *self,
                               double                x,
                               double                y,
                               gint64               *out_x_um,
                               gint64               *out_y_um);
void jr_page_geometry_from_page (const JrPageGeometry *self,
                                 gint64                x_um,
                                 gint64                y_um,
                                 double               *out_x,
                                 double               *out_y);

/* The zoom at which every page of @facts fits into @width × @height pixels (FIT_WIDTH: into the width). Free of the
 * limits for zooming by hand at its lower end: a poster may need 10 %. */
double jr_page_zoom_to_fit (const JrDocumentFacts *facts,
                            guint                  turns,
                            JrPageFit              fit,
                            int                    width,
                            int                    height);
/* The next step of the ladder above (@direction 1) or below (-1), within the limits. */
double jr_page_zoom_step (double zoom, int direction);

/* Offsets of the pages below one another: n_pages + 1 entries, the last is the height of the whole. (transfer full) */
GArray *jr_page_offsets (const JrDocumentFacts *facts, guint turns, double zoom);
/* The page that covers @y, or the last above it. */
guint jr_page_at_offset (const GArray *offsets, double y);

G_END_DECLS
