/* jr-test-image.h: a page as grey pixels, whoever drew it
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-render-client.h"

G_BEGIN_DECLS

/** JrTestImage: one byte a pixel, 255 is white. */
typedef struct
{
  guint   width;
  guint   height;
  guint8 *pixels;
} JrTestImage;

/** JrTestBox: a rectangle in pixels; all 0 when there is none. */
typedef struct
{
  guint left, top, right, bottom;
} JrTestBox;

/** JrTestDrawer: programs that are not ours and show PDFs. */
typedef enum
{
  JR_TEST_POPPLER,
  JR_TEST_MUPDF,
  JR_TEST_N_DRAWERS,
} JrTestDrawer;

const char *jr_test_drawer_get_name (JrTestDrawer drawer);

/* @page from 0, its longer side @side pixels long. FALSE when the program is not installed. */
gboolean jr_test_image_draw (JrTestImage *self,
                             JrTestDrawer drawer,
                             const char  *path,
                             guint        page,
                             guint        side);
/* A white page with that mark, as it should be: what the overlay on the desk shows. */
void jr_test_image_expect (JrTestImage      *self,
                           JrRenderClient   *client,
                           const JrPageSize *page,
                           const JrMark     *mark,
                           guint             width,
                           guint             height);
void jr_test_image_clear (JrTestImage *self);

JrTestBox jr_test_image_find_ink (const JrTestImage *self);
/* How much two pictures of one size differ, as a part of what ink the first has. */
double jr_test_image_compare (const JrTestImage *self, const JrTestImage *other);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JrTestImage, jr_test_image_clear)

G_END_DECLS
