/* jr-reducer-review.c: what events mean that speak of reviews
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A review may be worked on while its stage is the one in work; what it asks for beyond that is in each function. Who
 * may do it was the decider's question, when the event was made. */

#include "jr-reducer-private.h"

#include "jr-round.h"

static gboolean
is_in_work (const JrCase *next, const JrReview *review)
{
  return review != NULL && review->stage == next->stage &&
         (review->phase == JR_REVIEW_OPEN || review->phase == JR_REVIEW_CLAIMED);
}

static gboolean
is_meant (const JrReview *review, const JrEvent *event)
{
  return g_strcmp0 (review->department, event->department) == 0;
}

static void
set_unclaimed (JrReview *review, JrReviewPhase phase)
{
  review->phase = phase;
  review->claimed_by = NULL;
  review->claimed_at = 0;
  review->claim_until = 0;
}

static void
open_in_stage (JrReview *review, const JrCase *next, const JrEvent *event)
{
  if (review->stage != event->stage)
    return;
  set_unclaimed (review, JR_REVIEW_OPEN);
  review->version = event->case_version;
  review->opened_at = event->at;
}

gboolean
jr_reducer_apply_opened (JrCase *next, const JrEvent *event)
{
  guint expected = next->phase == JR_CASE_SUBMITTED ? 0 : next->stage + 1;

  if (event->stage != expected || event->stage >= next->n_stages)
    return FALSE;
  if (next->phase != JR_CASE_SUBMITTED && jr_round_of (next) != JR_ROUND_APPROVED)
    return FALSE;
  next->stage = event->stage;
  jr_reducer_enter (next, event, JR_CASE_IN_REVIEW);
  jr_reducer_change_reviews (next, event, open_in_stage);
  return TRUE;
}

static void
claim (JrReview *review, const JrCase *next, const JrEvent *event)
{
  gboolean is_renewal;

  if (!is_meant (review, event))
    return;
  is_renewal = review->phase == JR_REVIEW_CLAIMED &&
               g_strcmp0 (review->claimed_by->user, event->by->user) == 0;
  if (!is_renewal)
    review->claimed_at = event->at;
  review->phase = JR_REVIEW_CLAIMED;
  review->claimed_by = event->by;
  review->claim_until = event->until;
}

gboolean
jr_reducer_apply_claimed (JrCase *next, const JrEvent *event)
{
  if (!is_in_work (next, jr_case_find_review (next, event->department)) || event->until == 0)
    return FALSE;
  jr_reducer_change_reviews (next, event, claim);
  return TRUE;
}

static void
release (JrReview *review, const JrCase *next, const JrEvent *event)
{
  if (is_meant (review, event))
    set_unclaimed (review, JR_REVIEW_OPEN);
}

gboolean
jr_reducer_apply_released (JrCase *next, const JrEvent *event)
{
  const JrReview *review = jr_case_find_review (next, event->department);

  if (!is_in_work (next, review) || review->phase != JR_REVIEW_CLAIMED)
    return FALSE;
  jr_reducer_change_reviews (next, event, release);
  return TRUE;
}

static void
decide (JrReview *review, const JrCase *next, const JrEvent *event)
{
  if (!is_meant (review, event))
    return;
  set_unclaimed (review, JR_REVIEW_DECIDED);
  review->version = event->case_version;
  review->decision = event->decision;
}

gboolean
jr_reducer_apply_review_decided (JrCase *next, const JrEvent *event)
{
  if (!is_in_work (next, jr_case_find_review (next, event->department)) ||
      event->decision == NULL || event->decision->by == NULL)
    return FALSE;
  jr_reducer_change_reviews (next, event, decide);
  return TRUE;
}

static gboolean
has_later_decision (const JrCase *next, guint stage)
{
  for (guint i = 0; i < next->reviews->len; i++)
    {
      const JrReview *review = g_ptr_array_index (next->reviews, i);

      if (review->stage > stage && review->phase == JR_REVIEW_DECIDED)
        return TRUE;
    }
  return FALSE;
}

/* By now the stage in work is that of the recalled review. */
static void
recall (JrReview *review, const JrCase *next, const JrEvent *event)
{
  if (review->stage > next->stage)
    {
      set_unclaimed (review, JR_REVIEW_WAITING);
      review->opened_at = 0;
    }
  if (!is_meant (review, event))
    return;
  review->phase = JR_REVIEW_CLAIMED;
  review->version = event->case_version;
  review->opened_at = event->at;
  review->claimed_by = event->by;
  review->claimed_at = event->at;
  review->claim_until = event->until;
  review->decision = NULL;
}

/** Takes back whatever the decision had brought about; a notice of an earlier round, already answered, stays. */
gboolean
jr_reducer_apply_recalled (JrCase *next, const JrEvent *event)
{
  const JrReview *review = jr_case_find_review (next, event->department);

  if (review == NULL || review->phase != JR_REVIEW_DECIDED || event->until == 0 ||
      next->push == JR_PUSH_SENT || next->push == JR_PUSH_RECEIVED ||
      has_later_decision (next, review->stage))
    return FALSE;
  if (next->phase == JR_CASE_AWAITING_SUPPLEMENT)
    jr_reducer_set_array (&next->notice, NULL);
  if (next->phase != JR_CASE_IN_REVIEW || next->stage != review->stage)
    jr_reducer_enter (next, event, JR_CASE_IN_REVIEW);
  next->stage = review->stage;
  next->outcome = JR_OUTCOME_NONE;
  next->push = JR_PUSH_NONE;
  next->push_at = 0;
  jr_reducer_change_reviews (next, event, recall);
  return TRUE;
}
