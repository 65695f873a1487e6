/* jr-round.c: how the departments of one stage come to one answer
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The decider asks it what follows, the reducer whether what followed could follow. An applicant is told once of
 * everything that is missing (行政许可法 §32), so nothing is said before the last department of the stage has decided. */

#include "jr-round.h"

/** Returns: JR_ROUND_OPEN also when the stage has no review at all */
JrRound
jr_round_of (const JrCase *state)
{
  static const JrRound says[] = {
    [JR_DECISION_APPROVE] = JR_ROUND_APPROVED,
    [JR_DECISION_RETURN] = JR_ROUND_RETURNED,
    [JR_DECISION_REJECT] = JR_ROUND_REJECTED,
  };
  JrRound round = JR_ROUND_OPEN;

  g_return_val_if_fail (state != NULL, JR_ROUND_OPEN);

  for (guint i = 0; i < state->reviews->len; i++)
    {
      const JrReview *review = g_ptr_array_index (state->reviews, i);

      if (review->stage != state->stage)
        continue;
      if (review->phase != JR_REVIEW_DECIDED)
        return JR_ROUND_OPEN;
      round = MAX (round, says[review->decision->kind]);
    }
  return round;
}

gboolean
jr_round_is_last_stage (const JrCase *state)
{
  g_return_val_if_fail (state != NULL, FALSE);

  return state->stage + 1 == state->n_stages;
}

GPtrArray *
jr_round_merge_notice (const JrCase *state)
{
  g_autoptr (GPtrArray) notice = NULL;

  g_return_val_if_fail (state != NULL, NULL);

  notice = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_notice_line_unref);
  for (guint i = 0; i < state->reviews->len; i++)
    {
      const JrReview   *review = g_ptr_array_index (state->reviews, i);
      const JrDecision *said = review->decision;

      if (review->stage == state->stage && said != NULL && said->kind == JR_DECISION_RETURN)
        g_ptr_array_add (notice,
                         jr_notice_line_new (&(JrNoticeLine){ .department = review->department,
                                                              .opinion = said->opinion,
                                                              .missing = said->missing }));
    }
  return g_steal_pointer (&notice);
}
