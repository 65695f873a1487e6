/* test-case-page-marks.c: draft marks stay on their page and survive a restart
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-mark-board.h"
#include "jr-mark-draft.h"

#define SCAN "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

static const JrPageSize a4 = { 210000, 297000 };
static const JrPageSize card = { 85600, 54000 };
static const JrPageSize slip = { 20000, 9000 };

static void
assert_on_page (const JrStamp *mark, const JrPageSize *size)
{
  g_assert_cmpint (mark->x_um, >=, 0);
  g_assert_cmpint (mark->y_um, >=, 0);
  g_assert_cmpint (mark->x_um + mark->width_um, <=, size->width_um);
  g_assert_cmpint (mark->y_um + mark->height_um, <=, size->height_um);
  g_assert_cmpint (mark->width_um, >=, JR_STAMP_MINIMUM_UM);
  g_assert_cmpint (mark->height_um, >=, JR_STAMP_MINIMUM_UM);
  g_assert_cmpint (mark->width_um, <=, JR_STAMP_MAXIMUM_UM);
}

static void
test_put_keeps_to_the_page (void)
{
  const JrPageSize *sizes[] = { &a4, &card };
  const gint64      places[] = { -10000, 0, 40000, 200000, 900000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (places); j++)
      {
        g_autoptr (JrStamp) mark = jr_mark_draft_put (SCAN, 2, sizes[i], places[j], places[j]);

        assert_on_page (mark, sizes[i]);
        g_assert_cmpuint (mark->page, ==, 2);
      }
}

static void
test_default_is_lower_right (void)
{
  g_autoptr (JrStamp) mark = jr_mark_draft_put_default (SCAN, 0, &a4, NULL);
  g_autoptr (JrStamp) small = jr_mark_draft_put_default (SCAN, 0, &slip, NULL);

  assert_on_page (mark, &a4);
  g_assert_cmpint (mark->x_um, >, a4.width_um / 2);
  g_assert_cmpint (mark->y_um, >, a4.height_um / 2);
  g_assert_cmpint (mark->width_um, ==, JR_STAMP_DEFAULT_UM);
  /* Less wide than a mark has to be high: it still has a size that the hub takes. */
  g_assert_cmpint (small->height_um, >=, JR_STAMP_MINIMUM_UM);
}

/* Marks of the usual size fill the page one after the other; only when it is full they lie on one another. */
static void
test_default_place_is_free (void)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_stamp_unref);

  for (guint n = 0; n < 20; n++)
    {
      JrStamp *mark = jr_mark_draft_put_default (SCAN, 0, &a4, others);

      assert_on_page (mark, &a4);
      for (guint i = 0; i < others->len; i++)
        {
          const JrStamp *other = others->pdata[i];

          g_assert_true (mark->x_um >= other->x_um + other->width_um ||
                         other->x_um >= mark->x_um + mark->width_um ||
                         mark->y_um >= other->y_um + other->height_um ||
                         other->y_um >= mark->y_um + mark->height_um);
        }
      g_ptr_array_add (others, mark);
    }
}

static void
test_move_and_resize (void)
{
  g_autoptr (JrStamp) mark = jr_mark_draft_put (SCAN, 0, &a4, 100000, 100000);
  g_autoptr (JrStamp) moved = jr_mark_draft_move (mark, &a4, 1000, -5000);
  g_autoptr (JrStamp) pushed = jr_mark_draft_move (mark, &a4, 900000, 900000);
  g_autoptr (JrStamp) larger = jr_mark_draft_resize (mark, &a4, 8000);
  g_autoptr (JrStamp) largest = jr_mark_draft_resize (mark, &a4, 900000);
  g_autoptr (JrStamp) smallest = jr_mark_draft_resize (mark, &a4, -900000);

  g_assert_cmpint (moved->x_um - mark->x_um, ==, 1000);
  g_assert_cmpint (moved->y_um - mark->y_um, ==, -5000);
  assert_on_page (pushed, &a4);
  g_assert_cmpint (pushed->x_um + pushed->width_um, ==, a4.width_um);
  g_assert_cmpint (larger->width_um, ==, mark->width_um + 8000);
  g_assert_cmpint (larger->x_um, ==, mark->x_um - 4000);
  g_assert_cmpint (larger->height_um, ==, JR_MARK_HEIGHT_OF (larger->width_um));
  assert_on_page (largest, &a4);
  g_assert_cmpint (largest->width_um, ==, JR_STAMP_MAXIMUM_UM);
  assert_on_page (smallest, &a4);
}

static void
test_text_form (void)
{
  g_autoptr (GPtrArray) marks = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_stamp_unref);
  g_autoptr (GPtrArray) read = NULL;
  g_autofree char      *text = NULL;
  const JrStamp        *mark;

  g_assert_null (jr_mark_draft_to_text (marks));
  g_ptr_array_add (marks, jr_mark_draft_put (SCAN, 0, &a4, 50000, 60000));
  g_ptr_array_add (marks, jr_mark_draft_put_default (SCAN, 7, &card, NULL));
  text = jr_mark_draft_to_text (marks);
  read = jr_mark_draft_from_text (text);
  g_assert_cmpuint (read->len, ==, 2);
  mark = read->pdata[1];
  g_assert_cmpstr (mark->sha256, ==, SCAN);
  g_assert_cmpuint (mark->page, ==, 7);
  g_assert_cmpint (mark->x_um, ==, ((JrStamp *) marks->pdata[1])->x_um);
  g_assert_cmpint (mark->height_um, ==, ((JrStamp *) marks->pdata[1])->height_um);
}

static void
test_bad_text_gives_no_marks (void)
{
  const char *const texts[] = {
    NULL,
    "",
    "{}",
    "[",
    "[1]",
    "[{\"sha256\":\"x\",\"page\":0,\"x\":0,\"y\":0,\"width\":32000,\"height\":20000}]",
    "[{\"sha256\":\"" SCAN "\",\"page\":-1,\"x\":0,\"y\":0,\"width\":32000,\"height\":20000}]",
    "[{\"sha256\":\"" SCAN "\",\"page\":0,\"x\":0,\"y\":0,\"width\":1,\"height\":20000}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) marks = jr_mark_draft_from_text (texts[i]);

      g_assert_cmpuint (marks->len, ==, 0);
    }
}

static void
count (JrMarkBoard *board, guint *counter)
{
  (*counter)++;
}

static void
test_board (void)
{
  g_autoptr (JrMarkBoard) board = jr_mark_board_new ();
  g_autoptr (GArray)      places = NULL;
  guint                   edits = 0;

  g_signal_connect (board, "edited", G_CALLBACK (count), &edits);
  jr_mark_board_set_mode (board, JR_MARK_MODE_PLACING);
  jr_mark_board_set_ghost (board, jr_mark_draft_put (SCAN, 0, &a4, 0, 0));
  g_assert_cmpuint (edits, ==, 0);
  places = jr_mark_board_list (board, SCAN, 0);
  g_assert_cmpuint (places->len, ==, 1);
  g_assert_cmpint (g_array_index (places, JrMarkPlace, 0).draft, ==, JR_MARK_GHOST);

  g_assert_true (jr_mark_board_add (board, jr_mark_draft_put_default (SCAN, 0, &a4, NULL)));
  g_assert_cmpint (jr_mark_board_get_mode (board), ==, JR_MARK_MODE_ADJUSTING);
  g_assert_cmpint (jr_mark_board_get_selected (board), ==, 0);
  g_assert_cmpuint (edits, ==, 1);
  g_clear_pointer (&places, g_array_unref);
  places = jr_mark_board_list (board, SCAN, 0);
  g_assert_cmpuint (places->len, ==, 1);
  g_assert_true (g_array_index (places, JrMarkPlace, 0).is_selected);
  g_assert_null (g_array_index (places, JrMarkPlace, 0).decision);

  jr_mark_board_remove (board, 0);
  g_assert_cmpuint (jr_mark_board_get_drafts (board)->len, ==, 0);
  g_assert_cmpint (jr_mark_board_get_mode (board), ==, JR_MARK_MODE_OFF);
  jr_mark_board_remove (board, 0);
  g_assert_cmpuint (edits, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case-page/marks/default-place-is-free", test_default_place_is_free);
  g_test_add_func ("/case-page/marks/on-page", test_put_keeps_to_the_page);
  g_test_add_func ("/case-page/marks/default", test_default_is_lower_right);
  g_test_add_func ("/case-page/marks/move-resize", test_move_and_resize);
  g_test_add_func ("/case-page/marks/text", test_text_form);
  g_test_add_func ("/case-page/marks/bad-text", test_bad_text_gives_no_marks);
  g_test_add_func ("/case-page/marks/board", test_board);
  return g_test_run ();
}
