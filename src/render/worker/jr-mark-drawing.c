/* jr-mark-drawing.c: the picture of a review mark
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A review mark as an office would cut it: a double frame, the department above, the decision large, reviewer and time
 * below, and the words 审核标记 set into the frame. It is on purpose neither round nor starred: those are the signs of a
 * seal, and a review mark is none (国务院令716). Ink only, no ground, so that the scan shows through as under a stamp.
 * Each decision has an ink and a frame of its own, so that it is told apart without colour too. */

#include "jr-mark-drawing.h"

#include <math.h>
#include <string.h>

#include <pango/pangocairo.h>

/* Songti is the face of official papers; the others stand in for it where it is missing. */
#define FACES "Noto Serif CJK SC, Source Han Serif SC, SimSun, Noto Sans CJK SC, serif"
#define CAPTION "审核标记"
#define INK_OPACITY 0.94

typedef struct
{
  const char *kind;
  double      red, green, blue;
  double      corner; /* radius as a part of the shorter side */
  double      dash;   /* of the inner frame, as a part of the shorter side; 0: solid */
} Look;

static const Look looks[] = {
  { "approve", 0.80, 0.13, 0.10, 0.09, 0 },    /* 朱红 */
  { "reject", 0.09, 0.14, 0.30, 0, 0 },        /* 蓝黑 */
  { "return", 0.74, 0.40, 0.02, 0.09, 0.035 }, /* amber, dark enough for a white page */
};

/* Rows of the mark as parts of its height; sizes of letters are the largest, long texts are set smaller. */
#define DEPARTMENT_TOP 0.115
#define DEPARTMENT_BOTTOM 0.335
#define DEPARTMENT_LETTER 0.15
#define WORD_BOTTOM 0.665
#define WORD_LETTER 0.30
#define SIGNATURE_BOTTOM 0.89
#define SIGNATURE_LETTER 0.105
#define CAPTION_LETTER 0.075
#define SMALLEST_LETTER 0.02

typedef struct
{
  cairo_t    *context;
  const Look *look;
  double      width;
  double      height;
  double      side; /* the shorter */
} Canvas;

static const Look *
find_look (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (strcmp (looks[i].kind, kind) == 0)
      return &looks[i];
  return NULL;
}

gboolean
jr_mark_drawing_knows (const char *kind)
{
  return find_look (kind) != NULL;
}

static void
trace_frame (Canvas *canvas, double inset)
{
  double radius = MAX (0, canvas->look->corner * canvas->side - inset / 2);
  double right = canvas->width - inset;
  double bottom = canvas->height - inset;

  cairo_new_sub_path (canvas->context);
  cairo_arc (canvas->context, right - radius, inset + radius, radius, -G_PI_2, 0);
  cairo_arc (canvas->context, right - radius, bottom - radius, radius, 0, G_PI_2);
  cairo_arc (canvas->context, inset + radius, bottom - radius, radius, G_PI_2, G_PI);
  cairo_arc (canvas->context, inset + radius, inset + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (canvas->context);
}

static PangoLayout *
make_layout (Canvas *canvas, const char *text, double letter, double room, gboolean bold)
{
  PangoLayout          *layout = pango_cairo_create_layout (canvas->context);
  PangoFontDescription *font = pango_font_description_from_string (FACES);

  pango_font_description_set_absolute_size (font, letter * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_MEDIUM);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  /* Han letters have Chinese and Japanese shapes; these are always Chinese, whatever the worker's locale. */
  pango_context_set_language (pango_layout_get_context (layout),
                              pango_language_from_string ("zh-cn"));
  pango_layout_context_changed (layout);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) (room * PANGO_SCALE));
  pango_layout_set_line_spacing (layout, 0.85f);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static gboolean
fits (PangoLayout *layout, double width, double height, int max_lines)
{
  PangoRectangle ink, logical;

  pango_layout_get_pixel_extents (layout, &ink, &logical);
  return pango_layout_get_line_count (layout) <= max_lines && ink.width <= width &&
         ink.height <= height;
}

/* Sets @text as large as it goes into its box, in at most @max_lines lines, its ink in the middle. */
static void
draw_text (Canvas     *canvas,
           const char *text,
           double      top,
           double      bottom,
           double      letter,
           int         max_lines,
           gboolean    bold)
{
  double         margin = 0.10 * canvas->side;
  double         room = canvas->width - 2 * margin;
  double         box_top = top * canvas->height;
  double         box_height = bottom * canvas->height - box_top;
  double         size = letter * canvas->side;
  PangoLayout   *layout = make_layout (canvas, text, size, room, bold);
  PangoRectangle ink;

  while (!fits (layout, room, box_height, max_lines) && size > SMALLEST_LETTER * canvas->side)
    {
      size *= 0.94;
      g_object_unref (layout);
      layout = make_layout (canvas, text, size, room, bold);
    }

  pango_layout_get_pixel_extents (layout, &ink, NULL);
  cairo_move_to (canvas->context, margin, box_top + (box_height - ink.height) / 2 - ink.y);
  pango_cairo_show_layout (canvas->context, layout);
  g_object_unref (layout);
}

static void
draw_rule (Canvas *canvas, double y)
{
  double margin = 0.11 * canvas->side;

  cairo_set_line_width (canvas->context, 0.008 * canvas->side);
  cairo_move_to (canvas->context, margin, y * canvas->height);
  cairo_line_to (canvas->context, canvas->width - margin, y * canvas->height);
  cairo_stroke (canvas->context);
}

/* The caption stands in a gap of the lower frame lines. */
static void
draw_frame (Canvas *canvas)
{
  double outer = 0.026 * canvas->side, inner = 0.009 * canvas->side, inset = 0.058 * canvas->side;
  double dash = canvas->look->dash * canvas->side;
  double letter = CAPTION_LETTER * canvas->side;
  PangoLayout   *caption = make_layout (canvas, CAPTION, letter, canvas->width, TRUE);
  PangoRectangle ink;
  double         gap_width, middle = canvas->height - 0.038 * canvas->side;

  pango_layout_get_pixel_extents (caption, &ink, NULL);
  gap_width = ink.width + letter;

  cairo_save (canvas->context);
  cairo_rectangle (canvas->context, 0, 0, canvas->width, canvas->height);
  cairo_rectangle (canvas->context, (canvas->width - gap_width) / 2,
                   canvas->height - 0.09 * canvas->side, gap_width, 0.09 * canvas->side);
  cairo_set_fill_rule (canvas->context, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_clip (canvas->context);
  trace_frame (canvas, outer / 2);
  cairo_set_line_width (canvas->context, outer);
  cairo_stroke (canvas->context);
  trace_frame (canvas, inset);
  cairo_set_line_width (canvas->context, inner);
  cairo_set_dash (canvas->context, &dash, dash > 0 ? 1 : 0, 0);
  cairo_stroke (canvas->context);
  cairo_restore (canvas->context);

  cairo_move_to (canvas->context, 0, middle - ink.height / 2.0 - ink.y);
  pango_cairo_show_layout (canvas->context, caption);
  g_object_unref (caption);
}

void
jr_mark_drawing_draw (const JrMark *mark, cairo_t *context, double width, double height)
{
  Canvas           canvas = { .context = context,
                              .look = find_look (mark->kind),
                              .width = width,
                              .height = height,
                              .side = MIN (width, height) };
  g_autofree char *signature = NULL;
  gboolean         is_wide = width > height * 1.4;

  g_return_if_fail (canvas.look != NULL);

  signature = g_strjoin (is_wide ? "  " : "\n", mark->reviewer, mark->date, NULL);
  cairo_push_group (context);
  cairo_set_source_rgb (context, canvas.look->red, canvas.look->green, canvas.look->blue);
  draw_frame (&canvas);
  draw_text (&canvas, mark->department, DEPARTMENT_TOP, DEPARTMENT_BOTTOM - 0.02, DEPARTMENT_LETTER,
             2, TRUE);
  draw_rule (&canvas, DEPARTMENT_BOTTOM);
  draw_text (&canvas, mark->word, DEPARTMENT_BOTTOM + 0.03, WORD_BOTTOM - 0.03, WORD_LETTER, 1,
             TRUE);
  draw_rule (&canvas, WORD_BOTTOM);
  draw_text (&canvas, signature, WORD_BOTTOM + 0.02, SIGNATURE_BOTTOM, SIGNATURE_LETTER,
             is_wide ? 1 : 2, FALSE);
  cairo_pop_group_to_source (context);
  cairo_paint_with_alpha (context, INK_OPACITY);
}
