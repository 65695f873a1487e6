/* jr-page-geometry.c: from micrometres of a page to pixels of a widget, and back
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-page-geometry.h"

#include <math.h>

/* Stamps are whole micrometres of the page as the file shows it. The view may be turned by quarter turns on top of that
 * and zoomed; all of this arithmetic is here, pure, so that a mark is where it was put at every zoom and turn. */

static const double zoom_ladder[] = {
  0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0
};

static int
to_pixels (gint64 um, double zoom)
{
  return MAX (1, (int) lround ((double) um * JR_PAGE_PIXELS_PER_UM * zoom));
}

int
jr_page_geometry_get_upright_width (const JrPageGeometry *self)
{
  return to_pixels (self->size.width_um, self->zoom);
}

int
jr_page_geometry_get_upright_height (const JrPageGeometry *self)
{
  return to_pixels (self->size.height_um, self->zoom);
}

void
jr_page_geometry_get_pixels (const JrPageGeometry *self, int *out_width, int *out_height)
{
  int width = jr_page_geometry_get_upright_width (self);
  int height = jr_page_geometry_get_upright_height (self);

  *out_width = self->turns % 2 == 0 ? width : height;
  *out_height = self->turns % 2 == 0 ? height : width;
}

void
jr_page_geometry_to_page (const JrPageGeometry *self,
                          double                x,
                          double                y,
                          gint64               *out_x_um,
                          gint64               *out_y_um)
{
  double scale = JR_PAGE_PIXELS_PER_UM * self->zoom;
  gint64 x_um = llround (x / scale);
  gint64 y_um = llround (y / scale);

  switch (self->turns % 4)
    {
    case 1:
      *out_x_um = y_um;
      *out_y_um = self->size.height_um - x_um;
      break;
    case 2:
      *out_x_um = self->size.width_um - x_um;
      *out_y_um = self->size.height_um - y_um;
      break;
    case 3:
      *out_x_um = self->size.width_um - y_um;
      *out_y_um = x_um;
      break;
    default:
      *out_x_um = x_um;
      *out_y_um = y_um;
    }
}

void
jr_page_geometry_from_page (const JrPageGeometry *self,
                            gint64                x_um,
                            gint64                y_um,
                            double               *out_x,
                            double               *out_y)
{
  double scale = JR_PAGE_PIXELS_PER_UM * self->zoom;
  gint64 right_um = self->size.width_um - x_um;
  gint64 below_um = self->size.height_um - y_um;

  switch (self->turns % 4)
    {
    case 1:
      *out_x = (double) below_um * scale;
      *out_y = (double) x_um * scale;
      break;
    case 2:
      *out_x = (double) right_um * scale;
      *out_y = (double) below_um * scale;
      break;
    case 3:
      *out_x = (double) y_um * scale;
      *out_y = (double) right_um * scale;
      break;
    default:
      *out_x = (double) x_um * scale;
      *out_y = (double) y_um * scale;
    }
}

double
jr_page_zoom_to_fit (const JrDocumentFacts *facts,
                     guint                  turns,
                     JrPageFit              fit,
                     int                    width,
                     int                    height)
{
  double zoom = JR_PAGE_ZOOM_MAXIMUM;

  for (guint i = 0; i < facts->n_pages; i++)
    {
      JrPageSize size = facts->pages[i];
      double     page_width = (double) (turns % 2 == 0 ? size.width_um : size.height_um);
      double     page_height = (double) (turns % 2 == 0 ? size.height_um : size.width_um);

      page_width = MAX (page_width, 1) * JR_PAGE_PIXELS_PER_UM;
      page_height = MAX (page_height, 1) * JR_PAGE_PIXELS_PER_UM;
      zoom = MIN (zoom, MAX (1, width - 2 * JR_PAGE_GAP) / page_width);
      if (fit == JR_PAGE_FIT_PAGE)
        zoom = MIN (zoom, MAX (1, height - 2 * JR_PAGE_GAP) / page_height);
    }
  return zoom;
}

double
jr_page_zoom_step (double zoom, int direction)
{
  const double a_little = 0.005; /* 99.8 % counts as 100 %, or a step would not be seen */

  if (direction > 0)
    {
      for (guint i = 0; i < G_N_ELEMENTS (zoom_ladder); i++)
        if (zoom_ladder[i] > zoom + a_little)
          return zoom_ladder[i];
      return JR_PAGE_ZOOM_MAXIMUM;
    }
  for (guint i = G_N_ELEMENTS (zoom_ladder); i > 0; i--)
    if (zoom_ladder[i - 1] < zoom - a_little)
      return zoom_ladder[i - 1];
  return MIN (zoom, JR_PAGE_ZOOM_MINIMUM);
}

GArray *
jr_page_offsets (const JrDocumentFacts *facts, guint turns, double zoom)
{
  GArray *offsets = g_array_sized_new (FALSE, FALSE, sizeof (int), facts->n_pages + 1);
  int     y = JR_PAGE_GAP;

  for (guint i = 0; i < facts->n_pages; i++)
    {
      JrPageGeometry geometry = { facts->pages[i], turns, zoom };
      int            width, height;

      g_array_append_val (offsets, y);
      jr_page_geometry_get_pixels (&geometry, &width, &height);
      y += height + JR_PAGE_GAP;
    }
  g_array_append_val (offsets, y);
  return offsets;
}

guint
jr_page_at_offset (const GArray *offsets, double y)
{
  guint low = 0, high = offsets->len > 1 ? offsets->len - 1 : 1;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (offsets, int, middle) <= y)
        low = middle;
      else
        high = middle;
    }
  return low;
}
