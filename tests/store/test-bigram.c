/* test-bigram.c: texts cut into pairs of characters
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-bigram-private.h"

static void
assert_pieces (const char *text, gboolean with_single, const char *expected)
{
  g_autofree char      *folded = jr_bigram_fold (text);
  g_autoptr (GPtrArray) pieces = jr_bigram_list (folded, with_single);
  g_autofree char      *joined = NULL;

  g_ptr_array_add (pieces, NULL);
  joined = g_strjoinv ("|", (char **) pieces->pdata);
  g_assert_cmpstr (joined, ==, expected);
}

static void
test_index (void)
{
  assert_pieces ("张伟", TRUE, "张|张伟|伟");
  assert_pieces ("NW-1", TRUE, "nw|w-|-1");
  assert_pieces ("aaaa", TRUE, "aa");
  assert_pieces ("张", TRUE, "张");
  assert_pieces ("a", TRUE, "");
  assert_pieces ("", TRUE, "");
  assert_pieces (NULL, TRUE, "");
}

static void
test_question (void)
{
  assert_pieces ("张伟", FALSE, "张伟");
  assert_pieces ("食品经营", FALSE, "食品|品经|经营");
  assert_pieces ("张", FALSE, "张");
  assert_pieces ("a", FALSE, "");
  assert_pieces ("a张", FALSE, "a张");
}

static void
test_case_and_width_are_one (void)
{
  assert_pieces ("ＮＷ－１", FALSE, "nw|w-|-1");
  assert_pieces ("\xff\xfe", FALSE, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bigram/index", test_index);
  g_test_add_func ("/bigram/question", test_question);
  g_test_add_func ("/bigram/case-and-width-are-one", test_case_and_width_are_one);
  return g_test_run ();
}
