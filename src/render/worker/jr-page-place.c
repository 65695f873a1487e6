/* jr-page-place.c: from the page as displayed to the page as written
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A mark's place is given on the page as a person sees it: micrometres from the top left corner, after /Rotate, of the
 * crop box. The PDF wants it in the page's own space, where y grows upwards, the origin is anywhere, the page may lie on
 * its side and a unit may be larger than 1/72 inch. */

#include "jr-page-place.h"

#include <math.h>

#include "jr-trouble.h"

/* PDF 2.0, 7.7.3.3 names no bound; 75,000 units of 1/72 inch are what Acrobat shows. */
#define MAX_USER_UNIT 75000.0
/* Page trees are at most this deep; a deeper one is a loop. */
#define MAX_PARENTS 50
/* A mark may stand over the edge by what rounding to whole pixels on the desk can do. */
#define TOLERANCE_UM 1000

double
jr_page_place_get_user_unit (qpdf_data qpdf, qpdf_oh page)
{
  double unit = 1;

  if (!qpdf_oh_get_value_as_number (qpdf, qpdf_oh_get_key_if_dict (qpdf, page, "/UserUnit"), &unit))
    return 1;
  return isfinite (unit) && unit > 0 && unit <= MAX_USER_UNIT ? unit : 1;
}

/* /Rotate is inherited. What is no multiple of 90 is shown upright by Poppler, so it counts as 0. */
static guint
get_rotation (qpdf_data qpdf, qpdf_oh page)
{
  qpdf_oh node = page;
  int     degrees = 0;

  for (guint i = 0; i < MAX_PARENTS && qpdf_oh_is_dictionary (qpdf, node); i++)
    {
      qpdf_oh rotate = qpdf_oh_get_key (qpdf, node, "/Rotate");

      if (qpdf_oh_is_integer (qpdf, rotate) && qpdf_oh_get_value_as_int (qpdf, rotate, &degrees))
        break;
      degrees = 0;
      node = qpdf_oh_get_key (qpdf, node, "/Parent");
    }

  degrees = ((degrees % 360) + 360) % 360;
  return degrees % 90 == 0 ? (guint) degrees : 0;
}

static gboolean
is_on_page (const JrMark *mark, double width_um, double height_um)
{
  return mark->x_um >= -TOLERANCE_UM && mark->y_um >= -TOLERANCE_UM &&
         mark->x_um + mark->width_um <= width_um + TOLERANCE_UM &&
         mark->y_um + mark->height_um <= height_um + TOLERANCE_UM;
}

/* @return the point of the page's space that is shown @right of and @down from the displayed top left corner. */
static void
turn (const PopplerRectangle *box,
      guint                   rotation,
      double                  right,
      double                  down,
      double                 *out_x,
      double                 *out_y)
{
  switch (rotation)
    {
    case 90:
      *out_x = box->x1 + down;
      *out_y = box->y1 + right;
      break;
    case 180:
      *out_x = box->x2 - right;
      *out_y = box->y1 + down;
      break;
    case 270:
      *out_x = box->x2 - down;
      *out_y = box->y2 - right;
      break;
    default:
      *out_x = box->x1 + right;
      *out_y = box->y2 - down;
    }
}

gboolean
jr_page_place_find (PopplerPage  *loaded,
                    qpdf_data     qpdf,
                    qpdf_oh       page,
                    const JrMark *mark,
                    JrPagePlace  *out_place,
                    GError      **error)
{
  double           um_per_unit = JR_UM_PER_POINT * jr_page_place_get_user_unit (qpdf, page);
  double           width, height, x1, y1, x2, y2;
  PopplerRectangle box;

  poppler_page_get_size (loaded, &width, &height);
  poppler_page_get_crop_box (loaded, &box);
  if (!is_on_page (mark, width * um_per_unit, height * um_per_unit))
    return jr_trouble_set (error, JR_RENDER_STAMP_BAD_PLACE, NULL);

  out_place->rotation = get_rotation (qpdf, page);
  out_place->width = mark->width_um / um_per_unit;
  out_place->height = mark->height_um / um_per_unit;
  x1 = mark->x_um / um_per_unit;
  y1 = mark->y_um / um_per_unit;
  turn (&box, out_place->rotation, x1, y1, &x2, &y2);
  turn (&box, out_place->rotation, x1 + out_place->width, y1 + out_place->height, &x1, &y1);
  out_place->left = MIN (x1, x2);
  out_place->right = MAX (x1, x2);
  out_place->bottom = MIN (y1, y2);
  out_place->top = MAX (y1, y2);
  return TRUE;
}
