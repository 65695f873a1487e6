/* test-case-page-geometry.c: micrometres and pixels, zoom and layout
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-page-geometry.h"

static JrPageSize      a4 = { 210000, 297000 };
static JrPageSize      mixed[] = { { 210000, 297000 }, { 297000, 210000 }, { 210000, 297000 } };
static JrDocumentFacts three_pages = { .n_pages = 3, .pages = mixed };

static void
test_a_place_comes_back_at_every_zoom_and_turn (void)
{
  const double zooms[] = { 0.31, 0.5, 1.0, 1.75, 4.0 };

  for (guint turns = 0; turns < 4; turns++)
    for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
      {
        JrPageGeometry geometry = { a4, turns, zooms[i] };
        double         x, y;
        gint64         x_um, y_um;

        jr_page_geometry_from_page (&geometry, 151234, 23456, &x, &y);
        jr_page_geometry_to_page (&geometry, x, y, &x_um, &y_um);
        g_assert_cmpint (ABS (x_um - 151234), <=, 1);
        g_assert_cmpint (ABS (y_um - 23456), <=, 1);
      }
}

/* The upper left corner of the paper lies where a quarter turn clockwise puts it. */
static void
test_corners_turn_clockwise (void)
{
  static const struct
  {
    guint  turns;
    double x, y;
  } corners[] = { { 0, 0, 0 }, { 1, 297, 0 }, { 2, 210, 297 }, { 3, 0, 210 } };

  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      JrPageGeometry geometry = { a4, corners[i].turns, 1.0 };
      double         mm = 1000 * JR_PAGE_PIXELS_PER_UM;
      double         x, y;

      jr_page_geometry_from_page (&geometry, 0, 0, &x, &y);
      g_assert_cmpfloat_with_epsilon (x, corners[i].x * mm, 0.01);
      g_assert_cmpfloat_with_epsilon (y, corners[i].y * mm, 0.01);
    }
}

static void
test_a4_at_its_own_size (void)
{
  JrPageGeometry geometry = { a4, 0, 1.0 };
  int            width, height;

  jr_page_geometry_get_pixels (&geometry, &width, &height);
  g_assert_cmpint (width, ==, 794);
  g_assert_cmpint (height, ==, 1123);
  geometry.turns = 3;
  jr_page_geometry_get_pixels (&geometry, &width, &height);
  g_assert_cmpint (width, ==, 1123);
  g_assert_cmpint (height, ==, 794);
  g_assert_cmpint (jr_page_geometry_get_upright_width (&geometry), ==, 794);
}

static void
test_every_page_fits (void)
{
  for (guint turns = 0; turns < 2; turns++)
    {
      double zoom = jr_page_zoom_to_fit (&three_pages, turns, JR_PAGE_FIT_PAGE, 660, 690);

      for (guint i = 0; i < three_pages.n_pages; i++)
        {
          JrPageGeometry geometry = { mixed[i], turns, zoom };
          int            width, height;

          jr_page_geometry_get_pixels (&geometry, &width, &height);
          g_assert_cmpint (width, <=, 660 - 2 * JR_PAGE_GAP);
          g_assert_cmpint (height, <=, 690 - 2 * JR_PAGE_GAP);
        }
    }
  g_assert_cmpfloat (jr_page_zoom_to_fit (&three_pages, 0, JR_PAGE_FIT_WIDTH, 660, 10), >, 0.5);
}

static void
test_zoom_climbs_and_stops (void)
{
  double zoom = 0.73;
  guint  steps = 0;

  while (zoom < JR_PAGE_ZOOM_MAXIMUM)
    {
      double next = jr_page_zoom_step (zoom, 1);

      g_assert_cmpfloat (next, >, zoom);
      zoom = next;
      g_assert_cmpuint (++steps, <, 20);
    }
  g_assert_cmpfloat (jr_page_zoom_step (JR_PAGE_ZOOM_MAXIMUM, 1), ==, JR_PAGE_ZOOM_MAXIMUM);
  g_assert_cmpfloat (jr_page_zoom_step (1.0, -1), ==, 0.9);
  g_assert_cmpfloat (jr_page_zoom_step (JR_PAGE_ZOOM_MINIMUM, -1), ==, JR_PAGE_ZOOM_MINIMUM);
  /* A poster that fits at 20 % stays there. */
  g_assert_cmpfloat (jr_page_zoom_step (0.2, -1), ==, 0.2);
}

static void
test_offsets_find_their_pages (void)
{
  g_autoptr (GArray) offsets = jr_page_offsets (&three_pages, 0, 1.0);

  g_assert_cmpuint (offsets->len, ==, 4);
  g_assert_cmpint (g_array_index (offsets, int, 0), ==, JR_PAGE_GAP);
  g_assert_cmpint (g_array_index (offsets, int, 1), ==, 2 * JR_PAGE_GAP + 1123);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (jr_page_at_offset (offsets, g_array_index (offsets, int, i)), ==, i);
      g_assert_cmpuint (jr_page_at_offset (offsets, g_array_index (offsets, int, i + 1) - 1), ==,
                        i);
    }
  g_assert_cmpuint (jr_page_at_offset (offsets, 0), ==, 0);
  g_assert_cmpuint (jr_page_at_offset (offsets, -50), ==, 0);
  g_assert_cmpuint (jr_page_at_offset (offsets, 1e9), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case-page/geometry/round-trip",
                   test_a_place_comes_back_at_every_zoom_and_turn);
  g_test_add_func ("/case-page/geometry/corners", test_corners_turn_clockwise);
  g_test_add_func ("/case-page/geometry/own-size", test_a4_at_its_own_size);
  g_test_add_func ("/case-page/geometry/fit", test_every_page_fits);
  g_test_add_func ("/case-page/geometry/zoom-steps", test_zoom_climbs_and_stops);
  g_test_add_func ("/case-page/geometry/offsets", test_offsets_find_their_pages);
  return g_test_run ();
}
