/* fuzz-frames.c: what a desk reads of a hub: lines of a snapshot, answers, problems
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A hub is believed no more than a desk. What is read as a frame is written and read again: both must be the same. */

#include "fuzz.h"

#include "jr-answer.h"
#include "jr-frame.h"
#include "jr-wire.h"

static void
try_frame (JsonNode *node)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JrFrame)  frame = jr_frame_read (node, &error);
  g_autoptr (JrFrame)  again = NULL;
  g_autoptr (JsonNode) written = NULL;
  g_autofree char     *text = NULL;
  g_autofree char     *text_again = NULL;

  g_assert_true ((frame == NULL) == (error != NULL));
  if (frame == NULL)
    return;
  text = jr_frame_to_text (frame);
  written = jr_frame_write (frame);
  again = jr_frame_read (written, &error);
  g_assert_no_error (error);
  text_again = jr_frame_to_text (again);
  g_assert_cmpstr (text, ==, text_again);
}

static void
try_one (JsonNode *node)
{
  g_autoptr (JrAnswer)  answer = jr_answer_read (node, NULL);
  g_autoptr (JrProblem) problem = jr_problem_read (node, NULL);
  g_autoptr (JrRoom)    room = jr_wire_read_room (node, NULL);
  g_autoptr (JrActor)   actor = jr_wire_read_actor (node, NULL);

  try_frame (node);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  fuzz_for_each (bytes, length, try_one);
  return 0;
}
