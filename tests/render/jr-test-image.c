/* jr-test-image.c: a page as grey pixels, whoever drew it
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-test-image.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#include "jr-test-pdf.h"

/* Paler is paper: what a smoothed edge leaves. */
#define INK 200
#define WHITE 255
/* Pictures are compared by the ink in squares of so many pixels: thin strokes fall between pixels differently. */
#define BLOCK 6

static const char *const names[JR_TEST_N_DRAWERS] = {
  [JR_TEST_POPPLER] = "pdftoppm",
  [JR_TEST_MUPDF] = "mutool",
};

const char *
jr_test_drawer_get_name (JrTestDrawer drawer)
{
  return names[drawer];
}

/* A binary PGM: "P5 WIDTH HEIGHT 255" and the pixels; MuPDF writes a comment between. */
static void
read_pgm (JrTestImage *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *bytes = NULL;
  gsize              size, n_pixels;
  const char        *header;
  int                start = 0;

  g_file_get_contents (path, &bytes, &size, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (bytes, "P5"));
  header = bytes[3] == '#' ? strchr (bytes + 3, '\n') : bytes + 2;
  g_assert_cmpint (sscanf (header, " %u %u 255%*c%n", &self->width, &self->height, &start), ==, 2);
  n_pixels = (gsize) self->width * self->height;
  g_assert_cmpuint (n_pixels, <, size);
  self->pixels = g_memdup2 (bytes + (size - n_pixels), n_pixels);
}

gboolean
jr_test_image_draw (JrTestImage *self,
                    JrTestDrawer drawer,
                    const char  *path,
                    guint        page,
                    guint        side)
{
  g_autofree char  *number = g_strdup_printf ("%u", page + 1);
  g_autofree char  *pixels = g_strdup_printf ("%u", side);
  g_autofree char  *stem = g_strconcat (path, ".drawn", NULL);
  g_autofree char  *output = g_strconcat (stem, ".pgm", NULL);
  g_autofree char  *words = NULL;
  int               status = -1;
  const char *const poppler[] = { "pdftoppm", "-q",   "-gray", "-cropbox", "-singlefile",
                                  "-f",       number, "-l",    number,     "-scale-to",
                                  pixels,     path,   stem,    NULL };
  const char *const mupdf[] = { "mutool", "draw", "-q", "-c",   "gray", "-w",   pixels,
                                "-h",     pixels, "-o", output, path,   number, NULL };

  if (!jr_test_run_tool (drawer == JR_TEST_POPPLER ? poppler : mupdf, &status, &words))
    return FALSE;
  g_assert_cmpint (status, ==, 0);
  read_pgm (self, output);
  g_unlink (output);
  return TRUE;
}

/* On white; the mark's pixels are premultiplied, as cairo has them. */
static guint8
get_grey (const JrPagePixels *mark, guint x, guint y)
{
  const guint8 *pixel = (const guint8 *) g_bytes_get_data (mark->pixels, NULL) +
                        (gsize) y * mark->stride + (gsize) x * 4;
  double grey = 0.114 * pixel[0] + 0.587 * pixel[1] + 0.299 * pixel[2];

  return (guint8) MIN (WHITE, grey + WHITE - pixel[3]);
}

void
jr_test_image_expect (JrTestImage      *self,
                      JrRenderClient   *client,
                      const JrPageSize *page,
                      const JrMark     *mark,
                      guint             width,
                      guint             height)
{
  g_autoptr (GError)       error = NULL;
  double                   scale = (double) width / page->width_um;
  guint                    left = (guint) lround (mark->x_um * scale);
  guint                    top = (guint) lround (mark->y_um * scale);
  g_autoptr (JrPagePixels) picture =
    jr_render_client_draw_mark (client, mark, (guint) lround (mark->width_um * scale), NULL,
                                &error);

  g_assert_no_error (error);
  g_assert_cmpuint (left + picture->width, <=, width);
  g_assert_cmpuint (top + picture->height, <=, height);
  self->width = width;
  self->height = height;
  self->pixels = g_malloc ((gsize) width * height);
  memset (self->pixels, WHITE, (gsize) width * height);
  for (guint y = 0; y < picture->height; y++)
    for (guint x = 0; x < picture->width; x++)
      self->pixels[(gsize) (top + y) * width + left + x] = get_grey (picture, x, y);
}

void
jr_test_image_clear (JrTestImage *self)
{
  g_clear_pointer (&self->pixels, g_free);
}

JrTestBox
jr_test_image_find_ink (const JrTestImage *self)
{
  JrTestBox box = { self->width, self->height, 0, 0 };

  for (guint y = 0; y < self->height; y++)
    for (guint x = 0; x < self->width; x++)
      if (self->pixels[(gsize) y * self->width + x] < INK)
        box = (JrTestBox){ MIN (box.left, x), MIN (box.top, y), MAX (box.right, x + 1),
                           MAX (box.bottom, y + 1) };
  return box.right == 0 ? (JrTestBox){ 0 } : box;
}

static double
measure_ink (const JrTestImage *self, guint left, guint top)
{
  double ink = 0;

  for (guint y = top; y < MIN (top + BLOCK, self->height); y++)
    for (guint x = left; x < MIN (left + BLOCK, self->width); x++)
      ink += WHITE - self->pixels[(gsize) y * self->width + x];
  return ink;
}

double
jr_test_image_compare (const JrTestImage *self, const JrTestImage *other)
{
  double ink = 0, difference = 0;

  g_assert_cmpuint (self->width, ==, other->width);
  g_assert_cmpuint (self->height, ==, other->height);
  for (guint top = 0; top < self->height; top += BLOCK)
    for (guint left = 0; left < self->width; left += BLOCK)
      {
        double own = measure_ink (self, left, top);

        ink += own;
        difference += fabs (own - measure_ink (other, left, top));
      }
  return ink == 0 ? 1 : difference / ink;
}
