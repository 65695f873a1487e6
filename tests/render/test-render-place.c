/* test-render-place.c: a mark is in the file where it was put on the displayed page
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-test-pdf.h"
#include "jr-test-stamp.h"

typedef struct
{
  const char *name;
  const char *media_box;
  const char *page; /* further entries */
} Box;

static const Box boxes[] = {
  { "A4", "0 0 595 842", "" },
  { "negative corner", "-300 -421 295 421", "" },
  { "corners swapped", "595 842 0 0", "" },
  { "far from the origin, broken numbers", "1000.5 2000.25 1595.75 2842.125", "" },
  { "crop box within", "0 0 800 1000", "/CropBox[120 60 700 880]" },
  { "crop box larger than the page", "0 0 595 842", "/CropBox[-50 -50 700 900]" },
  { "negative crop box", "-400 -500 400 500", "/CropBox[-300 -421 295 421]" },
};

static const struct
{
  const char *entry;
  gboolean    inherited;
} turns[] = {
  { "", FALSE },           { "/Rotate 90", FALSE },   { "/Rotate 180", FALSE },
  { "/Rotate 270", TRUE }, { "/Rotate -450", FALSE },
};

/* @turn is for the message. */
static void
assert_mark_lands (const JrTestPage *page, const char *turn)
{
  g_autoptr (GBytes) pdf = jr_test_pdf_make_page (page);
  const JrMark       mark = jr_test_mark (0, 130000, 35000);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) stamped = jr_test_stamp (pdf, &mark, 1, &error);

  g_assert_no_error (error);
  jr_test_assert_stamped (stamped, turn, &mark, 1);
}

static void
test_place (gconstpointer data)
{
  const Box *box = data;

  for (guint i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      g_autofree char *entries =
        g_strconcat (box->page, turns[i].inherited ? "" : turns[i].entry, NULL);
      const JrTestPage page = { .media_box = box->media_box,
                                .page = entries,
                                .tree = turns[i].inherited ? turns[i].entry : "",
                                .content = "" };

      assert_mark_lands (&page, turns[i].entry);
    }
}

/* A page of 2.5 units to the point is that much larger, and the mark stays as large as it is on paper. */
static void
test_user_unit (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      g_autofree char *entries = g_strconcat ("/UserUnit 2.5", turns[i].entry, NULL);
      const JrTestPage page = { .media_box = "10 20 248 357", .page = entries, .content = "" };

      assert_mark_lands (&page, turns[i].entry);
    }
}

/* As far as the corners, and not beyond. */
static void
test_edges (void)
{
  const JrTestPage   page = { .media_box = "0 0 595.276 841.89", .content = "" };
  g_autoptr (GBytes) pdf = jr_test_pdf_make_page (&page);
  const JrMark       inside[] = { jr_test_mark (0, 0, 0), jr_test_mark (0, 169500, 271500) };
  const gint64       outside[][2] = { { -2000, 50000 },  { 50000, -2000 },   { 172000, 50000 },
                                      { 50000, 275000 }, { 90000000000, 0 }, { G_MININT64, 0 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) stamped = jr_test_stamp (pdf, inside, 2, &error);

  g_assert_no_error (error);
  jr_test_assert_stamped (stamped, "corners", inside, 2);
  for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
    {
      const JrMark mark = jr_test_mark (0, outside[i][0], outside[i][1]);

      jr_test_assert_not_stamped (pdf, &mark, JR_ERROR_INVALID, "does not lie on the page");
    }
}

static void
test_no_such_page (void)
{
  const JrTestPage   page = { .content = "" };
  g_autoptr (GBytes) pdf = jr_test_pdf_make_page (&page);
  const JrMark       next = jr_test_mark (1, 0, 0), last = jr_test_mark (G_MAXUINT, 0, 0);

  jr_test_assert_not_stamped (pdf, &next, JR_ERROR_NOT_FOUND, "no such page");
  jr_test_assert_not_stamped (pdf, &last, JR_ERROR_NOT_FOUND, "no such page");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      g_autofree char *path = g_strconcat ("/render/place/", boxes[i].name, NULL);

      g_test_add_data_func (path, &boxes[i], test_place);
    }
  g_test_add_func ("/render/place/user-unit", test_user_unit);
  g_test_add_func ("/render/place/edges", test_edges);
  g_test_add_func ("/render/place/no-such-page", test_no_such_page);
  return g_test_run ();
}
