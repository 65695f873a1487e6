/* jr-sample-sheet.c: a sheet of paper on the glass of a scanner, to print and write on
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-sample-sheet.h"

#include <math.h>
#include <pango/pangocairo.h>

/* Drawing is vector graphics in scanner pixels under one matrix (turned, askew), so that nothing is resampled: an
 * askew letter has edges as sharp as a scanner would give it. Handwriting is a kai font whose characters are each
 * turned, shifted and sized by chance. */

#define PX_PER_MM (JR_SHEET_DPI / 25.4)
#define PX_PER_POINT (JR_SHEET_DPI / 72.0)
#define SKEW_MAXIMUM_DEGREES 0.9

static const struct
{
  double red;
  double green;
  double blue;
  double alpha;
  double darkness; /* in grey */
} inks[] = {
  [JR_INK_PRINT] = { 0.10, 0.10, 0.11, 0.95, 0.90 },
  [JR_INK_GREY_PRINT] = { 0.45, 0.45, 0.47, 0.90, 0.50 },
  [JR_INK_BLUE_PEN] = { 0.10, 0.17, 0.52, 0.88, 0.74 },
  [JR_INK_BLACK_PEN] = { 0.13, 0.13, 0.16, 0.88, 0.84 },
  [JR_INK_SEAL] = { 0.84, 0.13, 0.15, 0.78, 0.45 },
  [JR_INK_SKIN] = { 0.47, 0.45, 0.46, 0.80, 0.45 },
  [JR_INK_TINT] = { 0.66, 0.80, 0.86, 0.45, 0.10 },
  [JR_INK_GOLD] = { 0.76, 0.60, 0.25, 0.80, 0.35 },
  [JR_INK_WATER] = { 0.35, 0.35, 0.40, 0.40, 0.30 },
};

static const char *const faces[] = {
  [JR_FACE_SONG] = "Noto Serif CJK SC",
  [JR_FACE_HEI] = "Noto Sans CJK SC Bold",
  [JR_FACE_KAI] = "LXGW WenKai",
  [JR_FACE_CODES] = "Noto Sans Mono CJK SC",
};

#define PEN "LXGW WenKai, Noto Serif CJK SC"

void
jr_sheet_use_ink (JrSheet *self, JrInk ink)
{
  if (self->is_colour)
    cairo_set_source_rgba (self->cr, inks[ink].red, inks[ink].green, inks[ink].blue,
                           inks[ink].alpha);
  else
    cairo_set_source_rgba (self->cr, 0, 0, 0, inks[ink].darkness);
}

static double
around_zero (JrSheet *self, double most)
{
  return g_rand_double_range (self->rand, -most, most);
}

/* The lid of the scanner shows where the sheet does not lie; the sheet throws a thin shadow on it. */
static void
lay_down (JrSheet *self)
{
  double width = self->width_mm * PX_PER_MM;
  double height = self->height_mm * PX_PER_MM;

  cairo_rectangle (self->cr, 0, 0, width, height);
  cairo_set_source_rgba (self->cr, 0, 0, 0, 0.35);
  cairo_set_line_width (self->cr, 5);
  cairo_stroke (self->cr);
  cairo_rectangle (self->cr, 0, 0, width, height);
  if (self->is_colour)
    cairo_set_source_rgb (self->cr, 0.985, 0.98, 0.965);
  else
    cairo_set_operator (self->cr, CAIRO_OPERATOR_CLEAR);
  cairo_fill (self->cr);
  cairo_set_operator (self->cr, CAIRO_OPERATOR_OVER);
}

JrSheet *
jr_sheet_new (guint32 seed, gboolean is_colour, guint rotation)
{
  JrSheet *self = g_new0 (JrSheet, 1);
  gboolean is_landscape = rotation % 180 == 90;
  double   middle_x = JR_SHEET_WIDTH_PX / 2.0;
  double   middle_y = JR_SHEET_HEIGHT_PX / 2.0;

  self->rand = g_rand_new_with_seed (seed);
  self->is_colour = is_colour;
  self->width_mm = is_landscape ? 297 : 210;
  self->height_mm = is_landscape ? 210 : 297;
  self->surface = cairo_image_surface_create (is_colour ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_A8,
                                              JR_SHEET_WIDTH_PX, JR_SHEET_HEIGHT_PX);
  self->cr = cairo_create (self->surface);
  if (is_colour)
    cairo_set_source_rgb (self->cr, 0.90, 0.905, 0.91);
  else
    cairo_set_source_rgba (self->cr, 0, 0, 0, 0.10);
  cairo_paint (self->cr);

  cairo_translate (self->cr, middle_x + around_zero (self, 12), middle_y + around_zero (self, 12));
  cairo_rotate (self->cr, (around_zero (self, SKEW_MAXIMUM_DEGREES) - rotation) * G_PI / 180);
  cairo_translate (self->cr, -self->width_mm * PX_PER_MM / 2, -self->height_mm * PX_PER_MM / 2);
  lay_down (self);
  return self;
}

void
jr_sheet_free (JrSheet *self)
{
  cairo_destroy (self->cr);
  cairo_surface_destroy (self->surface);
  g_rand_free (self->rand);
  g_free (self);
}

void
jr_sheet_line (JrSheet *self, JrInk ink, double width, double x0, double y0, double x1, double y1)
{
  jr_sheet_use_ink (self, ink);
  cairo_set_line_width (self->cr, width * PX_PER_MM);
  cairo_move_to (self->cr, x0 * PX_PER_MM, y0 * PX_PER_MM);
  cairo_line_to (self->cr, x1 * PX_PER_MM, y1 * PX_PER_MM);
  cairo_stroke (self->cr);
}

void
jr_sheet_box (JrSheet *self,
              JrInk    ink,
              double   line,
              double   x,
              double   y,
              double   width,
              double   height)
{
  jr_sheet_use_ink (self, ink);
  cairo_set_line_width (self->cr, line * PX_PER_MM);
  cairo_rectangle (self->cr, x * PX_PER_MM, y * PX_PER_MM, width * PX_PER_MM, height * PX_PER_MM);
  cairo_stroke (self->cr);
}

void
jr_sheet_fill (JrSheet *self, JrInk ink, double x, double y, double width, double height)
{
  jr_sheet_use_ink (self, ink);
  cairo_rectangle (self->cr, x * PX_PER_MM, y * PX_PER_MM, width * PX_PER_MM, height * PX_PER_MM);
  cairo_fill (self->cr);
}

static PangoLayout *
new_layout (JrSheet *self, const char *face, double points, const char *text)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (face);
  PangoLayout                     *layout = pango_cairo_create_layout (self->cr);

  pango_font_description_set_absolute_size (font, points * PX_PER_POINT * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

void
jr_sheet_print (JrSheet    *self,
                JrInk       ink,
                JrFace      face,
                double      points,
                JrSet       set,
                double      x,
                double      y,
                const char *text)
{
  g_autoptr (PangoLayout) layout = new_layout (self, faces[face], points, text);
  int                     width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  jr_sheet_use_ink (self, ink);
  cairo_move_to (self->cr, x * PX_PER_MM - (set == JR_SET_CENTRE ? width / 2.0 : 0), y * PX_PER_MM);
  pango_cairo_show_layout (self->cr, layout);
}

double
jr_sheet_paragraph (JrSheet    *self,
                    double      points,
                    double      x,
                    double      y,
                    double      width,
                    const char *text)
{
  g_autoptr (PangoLayout) layout = new_layout (self, faces[JR_FACE_SONG], points, text);
  int                     height;

  pango_layout_set_width (layout, width * PX_PER_MM * PANGO_SCALE);
  pango_layout_set_indent (layout, 2 * points * PX_PER_POINT * PANGO_SCALE);
  pango_layout_set_line_spacing (layout, 1.15);
  jr_sheet_use_ink (self, JR_INK_PRINT);
  cairo_move_to (self->cr, x * PX_PER_MM, y * PX_PER_MM);
  pango_cairo_show_layout (self->cr, layout);
  pango_layout_get_pixel_size (layout, NULL, &height);
  return y + height / PX_PER_MM;
}

/* One character, turned and sized by chance around its middle. Returns how far the pen moves on, in pixels. */
static double
write_character (JrSheet *self, PangoLayout *layout, double x, double y)
{
  int    width, height;
  double size = 1 + around_zero (self, 0.06);

  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_save (self->cr);
  cairo_translate (self->cr, x + width / 2.0,
                   y + height / 2.0 + around_zero (self, height * 0.025));
  cairo_rotate (self->cr, around_zero (self, 0.06) - 0.02);
  cairo_scale (self->cr, size * (1 + around_zero (self, 0.04)), size);
  cairo_move_to (self->cr, -width / 2.0, -height / 2.0);
  pango_cairo_show_layout (self->cr, layout);
  cairo_restore (self->cr);
  return width * (0.97 + around_zero (self, 0.04));
}

double
jr_sheet_write (JrSheet    *self,
                JrInk       ink,
                double      points,
                double      x,
                double      y,
                double      width,
                const char *text)
{
  g_autoptr (PangoLayout) layout = new_layout (self, PEN, points, "");
  double                  left = x * PX_PER_MM;
  double                  at = left;
  double                  line = y * PX_PER_MM;
  /* Nobody writes quite level. */
  double slope = around_zero (self, 0.008);

  jr_sheet_use_ink (self, ink);
  for (const char *next = text; *next != '\0'; next = g_utf8_next_char (next))
    {
      pango_layout_set_text (layout, next, g_utf8_next_char (next) - next);
      at += write_character (self, layout, at, line + slope * (at - left));
      if (width > 0 && at + points * PX_PER_POINT > left + width * PX_PER_MM)
        {
          at = left + around_zero (self, 6);
          line += points * PX_PER_POINT * 1.5;
        }
    }
  return line / PX_PER_MM + points * 0.53;
}

void
jr_sheet_label (JrSheet *self, double x, double y, double width, double height, const char *text)
{
  g_autoptr (PangoLayout) layout = new_layout (self, faces[JR_FACE_SONG], 11.5, text);
  int                     text_width, text_height;

  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  jr_sheet_box (self, JR_INK_PRINT, 0.25, x, y, width, height);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  cairo_move_to (self->cr, (x + width / 2) * PX_PER_MM - text_width / 2.0,
                 (y + height / 2) * PX_PER_MM - text_height / 2.0);
  jr_sheet_use_ink (self, JR_INK_PRINT);
  pango_cairo_show_layout (self->cr, layout);
}

void
jr_sheet_value (JrSheet    *self,
                JrInk       ink,
                double      x,
                double      y,
                double      width,
                double      height,
                const char *text)
{
  jr_sheet_box (self, JR_INK_PRINT, 0.25, x, y, width, height);
  if (text != NULL)
    jr_sheet_write (self, ink, 14, x + 2.5 + around_zero (self, 1), y + height / 2 - 3.6, width - 4,
                    text);
}

static void
draw_star (JrSheet *self, double x, double y, double radius)
{
  for (int i = 0; i < 10; i++)
    {
      double reach = (i % 2 == 0 ? radius : radius * 0.382) * PX_PER_MM;
      double angle = -G_PI_2 + i * G_PI / 5;

      cairo_line_to (self->cr, x * PX_PER_MM + reach * cos (angle),
                     y * PX_PER_MM + reach * sin (angle));
    }
  cairo_close_path (self->cr);
  cairo_fill (self->cr);
}

static void
write_around (JrSheet *self, double radius, double points, const char *text)
{
  g_autoptr (PangoLayout) layout = new_layout (self, faces[JR_FACE_SONG], points, "");
  double                  step = MIN (0.42, 4.4 / g_utf8_strlen (text, -1));
  double                  angle = -step * (g_utf8_strlen (text, -1) - 1) / 2;

  for (const char *next = text; *next != '\0'; next = g_utf8_next_char (next), angle += step)
    {
      int width;

      pango_layout_set_text (layout, next, g_utf8_next_char (next) - next);
      pango_layout_get_pixel_size (layout, &width, NULL);
      cairo_save (self->cr);
      cairo_rotate (self->cr, angle);
      cairo_move_to (self->cr, -width / 2.0, -radius * PX_PER_MM);
      pango_cairo_show_layout (self->cr, layout);
      cairo_restore (self->cr);
    }
}

void
jr_sheet_seal (JrSheet *self, double x, double y, const char *around, const char *below)
{
  const double radius = 19.5;

  cairo_save (self->cr);
  cairo_translate (self->cr, x * PX_PER_MM, y * PX_PER_MM);
  cairo_rotate (self->cr, around_zero (self, 0.12));
  jr_sheet_use_ink (self, JR_INK_SEAL);
  cairo_set_line_width (self->cr, 1.1 * PX_PER_MM);
  cairo_new_path (self->cr);
  cairo_arc (self->cr, 0, 0, radius * PX_PER_MM, 0, 2 * G_PI);
  cairo_stroke (self->cr);
  draw_star (self, 0, 0, 6.2);
  write_around (self, radius - 1.6, 14, around);
  jr_sheet_print (self, JR_INK_SEAL, JR_FACE_SONG, 9.5, JR_SET_CENTRE, 0, 9.5, below);
  cairo_restore (self->cr);
}
