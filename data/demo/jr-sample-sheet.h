/* jr-sample-sheet.h: a sheet of paper on the glass of a scanner, to print and write on
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* A4 as the scanner sees it. */
#define JR_SHEET_DPI 300
#define JR_SHEET_WIDTH_PX 2480
#define JR_SHEET_HEIGHT_PX 3508

typedef enum
{
  JR_INK_PRINT,
  JR_INK_GREY_PRINT,
  JR_INK_BLUE_PEN,
  JR_INK_BLACK_PEN,
  JR_INK_SEAL,
  JR_INK_SKIN,
  JR_INK_TINT,  /* the ground of a card */
  JR_INK_GOLD,  /* the border of a licence */
  JR_INK_WATER, /* a word across a copy */
} JrInk;

typedef enum
{
  JR_FACE_SONG,  /* body of forms */
  JR_FACE_HEI,   /* headings */
  JR_FACE_KAI,   /* printed names */
  JR_FACE_CODES, /* digits on cards */
} JrFace;

typedef enum
{
  JR_SET_LEFT,
  JR_SET_CENTRE,
} JrSet;

/**
 * JrSheet:
 *
 * Lengths are millimetres of the sheet as a reader holds it, from its top left corner; sizes of letters are points. The
 * sheet lies a little askew and, if asked, turned by 90, 180 or 270 degrees. In colour the surface is RGB24; else it is
 * A8 and holds how much ink there is. Everything random comes from the seed.
 */
typedef struct
{
  cairo_surface_t *surface;
  cairo_t         *cr;
  GRand           *rand;
  gboolean         is_colour;
  double           width_mm;
  double           height_mm;
} JrSheet;

JrSheet *jr_sheet_new (guint32 seed, gboolean is_colour, guint rotation);
void     jr_sheet_free (JrSheet *self);

/* For whoever draws on @cr; its units are scanner pixels. */
void jr_sheet_use_ink (JrSheet *self, JrInk ink);

void
jr_sheet_line (JrSheet *self, JrInk ink, double width, double x0, double y0, double x1, double y1);
void jr_sheet_box (JrSheet *self,
                   JrInk    ink,
                   double   line,
                   double   x,
                   double   y,
                   double   width,
                   double   height);
void jr_sheet_fill (JrSheet *self, JrInk ink, double x, double y, double width, double height);
/* @x is the left end or the centre, as @set says; @y the top of the line. */
void jr_sheet_print (JrSheet    *self,
                     JrInk       ink,
                     JrFace      face,
                     double      points,
                     JrSet       set,
                     double      x,
                     double      y,
                     const char *text);
/* Wraps at @width with the first line set in by two characters. Returns the y below. */
double jr_sheet_paragraph (JrSheet    *self,
                           double      points,
                           double      x,
                           double      y,
                           double      width,
                           const char *text);
/* By hand: every character a little different. Wraps at @width when it is not 0. Returns the y below. */
double jr_sheet_write (JrSheet    *self,
                       JrInk       ink,
                       double      points,
                       double      x,
                       double      y,
                       double      width,
                       const char *text);
/* A cell of a form: a frame, a printed label in its middle. */
void
jr_sheet_label (JrSheet *self, double x, double y, double width, double height, const char *text);
/* A cell filled in by hand; nothing is written when @text is NULL. */
void jr_sheet_value (JrSheet    *self,
                     JrInk       ink,
                     double      x,
                     double      y,
                     double      width,
                     double      height,
                     const char *text);
/* A round red office seal around @x, @y. */
void jr_sheet_seal (JrSheet *self, double x, double y, const char *around, const char *below);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrSheet, jr_sheet_free)

G_END_DECLS
