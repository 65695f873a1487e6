/* fuzz-problems.c: a problem that a hub, or what stands before it, answers a desk with
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is read is written and read again: both must be the same. */

#include "fuzz.h"

#include "jr-problem.h"

static char *
write_text (const JrProblem *problem)
{
  g_autoptr (JsonNode) node = jr_problem_write (problem);

  return jr_json_to_canonical (node);
}

static void
try_one (JsonNode *node)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (JrProblem) problem = jr_problem_read (node, &error);
  g_autoptr (JrProblem) again = NULL;
  g_autoptr (JsonNode)  written = NULL;
  g_autofree char      *text = NULL;
  g_autofree char      *text_again = NULL;

  g_assert_true ((problem == NULL) == (error != NULL));
  if (problem == NULL)
    return;
  g_assert_nonnull (problem->title);
  g_assert_nonnull (jr_problem_get_word (problem));
  g_assert_true (problem->status >= 100 && problem->status < 600);
  text = write_text (problem);
  written = jr_problem_write (problem);
  again = jr_problem_read (written, &error);
  g_assert_no_error (error);
  text_again = write_text (again);
  g_assert_cmpstr (text, ==, text_again);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autoptr (JsonNode) node = fuzz_parse (bytes, length);

  if (node != NULL)
    fuzz_for_each (node, try_one);
  return 0;
}
