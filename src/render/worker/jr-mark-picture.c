/* jr-mark-picture.c: a review mark as PDF images want it
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-mark-picture.h"

#include <math.h>

#include "jr-mark-drawing.h"
#include "jr-trouble.h"

/* Sharp in print; the picture compresses to some 20 kB, for it is mostly nothing. */
#define DOTS_PER_INCH 400
#define MAX_SIDE 1600

static void
measure (JrMarkPicture *self, const JrMark *mark)
{
  double dots_per_um = DOTS_PER_INCH / 25400.0;
  double longer = MAX (mark->width_um, mark->height_um) * dots_per_um;

  if (longer > MAX_SIDE)
    dots_per_um *= MAX_SIDE / longer;
  self->width = (guint) MAX (1, round (mark->width_um * dots_per_um));
  self->height = (guint) MAX (1, round (mark->height_um * dots_per_um));
}

/* Clear pixels take the colour of their neighbours as far as anybody can see: a viewer that smooths colour and opacity
 * separately would else draw a dark or pale seam around the ink. */
static void
split_pixel (guint32 pixel, guint32 ink, guint8 *rgb, guint8 *alpha)
{
  guint32 a = pixel >> 24;

  *alpha = (guint8) a;
  if (a == 0)
    pixel = ink;
  for (guint i = 0; i < 3; i++)
    {
      guint32 value = (pixel >> (16 - 8 * i)) & 0xff;

      rgb[i] = (guint8) (a == 0 ? value : MIN (255, (value * 255 + a / 2) / a));
    }
}

/* The colour of the most opaque pixel, straight. */
static guint32
find_ink (const guint32 *pixels, gsize n_pixels)
{
  guint32 best = 0;
  guint8  rgb[3], alpha;

  for (gsize i = 0; i < n_pixels; i++)
    if (pixels[i] >> 24 > best >> 24)
      best = pixels[i];
  split_pixel (best, 0, rgb, &alpha);
  return (guint32) rgb[0] << 16 | (guint32) rgb[1] << 8 | rgb[2];
}

static void
split (JrMarkPicture *self, const guint32 *pixels)
{
  gsize   n_pixels = (gsize) self->width * self->height;
  guint32 ink = find_ink (pixels, n_pixels);

  self->rgb = g_malloc (n_pixels * 3);
  self->alpha = g_malloc (n_pixels);
  for (gsize i = 0; i < n_pixels; i++)
    split_pixel (pixels[i], ink, self->rgb + 3 * i, self->alpha + i);
}

gboolean
jr_mark_picture_draw (JrMarkPicture *self, const JrMark *mark, GError **error)
{
  g_autofree guint32 *pixels = NULL;
  cairo_surface_t    *surface;
  cairo_t            *context;
  cairo_status_t      status;

  measure (self, mark);
  pixels = g_new0 (guint32, (gsize) self->width * self->height);
  surface =
    cairo_image_surface_create_for_data ((guchar *) pixels, CAIRO_FORMAT_ARGB32, (int) self->width,
                                         (int) self->height, (int) self->width * 4);
  context = cairo_create (surface);
  jr_mark_drawing_draw (mark, context, self->width, self->height);
  status = cairo_status (context);
  cairo_destroy (context);
  cairo_surface_flush (surface);
  cairo_surface_destroy (surface);

  if (status != CAIRO_STATUS_SUCCESS)
    return jr_trouble_set (error, JR_RENDER_FAILED, cairo_status_to_string (status));
  split (self, pixels);
  return TRUE;
}

void
jr_mark_picture_clear (JrMarkPicture *self)
{
  g_clear_pointer (&self->rgb, g_free);
  g_clear_pointer (&self->alpha, g_free);
}
