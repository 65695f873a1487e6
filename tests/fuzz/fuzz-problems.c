/* fuzz-problems.c: a problem that a hub, or what stands before it, answers a desk with
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is read is written and read again: both must be the same. */

#include "fuzz.h"

#include "jr-problem.h"

static void
try_one (JsonNode *node)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (JrProblem) problem = jr_problem_read (node, &error);
  g_autoptr (JrProblem) again = NULL;
  g_autoptr (JsonNode)  written = NULL;
  g_autoptr (JsonNode)  written_again = NULL;

  g_assert_true ((problem == NULL) == (error != NULL));
  if (problem == NULL)
    return;
  g_assert_nonnull (problem->title);
  g_assert_nonnull (jr_problem_get_word (problem));
  g_assert_true (problem->status >= 100 && problem->status < 600);
  written = jr_problem_write (problem);
  again = jr_problem_read (written, &error);
  g_assert_no_error (error);
  written_again = jr_problem_write (again);
  fuzz_assert_same (written, written_again);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  fuzz_for_each (bytes, length, try_one);
  return 0;
}
