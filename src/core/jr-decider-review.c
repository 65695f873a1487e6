/* jr-decider-review.c: what a reviewer may do with the review of their department
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A claim is a lease: it keeps colleagues off as long as somebody works, and nobody has to undo it when somebody went
 * home. So one may decide without having claimed, but not against a colleague's running lease. */

#include "jr-decider-private.h"

#include "jr-round.h"
#include "jr-text.h"

const JrReview *
jr_deciding_get_own_review (JrDeciding *self)
{
  const char     *own = self->context->actor->department;
  const JrReview *review = NULL;

  if (own == NULL ||
      (self->command->department != NULL && g_strcmp0 (self->command->department, own) != 0))
    jr_deciding_refuse (self, JR_REFUSAL_NOT_ALLOWED, "That is another department's review");
  else
    {
      review = jr_case_find_review (self->state, own);
      if (review == NULL)
        jr_deciding_refuse (self, JR_REFUSAL_NOT_ALLOWED, "The case does not ask this department");
    }
  return review;
}

gboolean
jr_decider_check_department (JrDeciding *self)
{
  return jr_deciding_get_own_review (self) != NULL;
}

static gboolean
check_seen_version (JrDeciding *self)
{
  if (self->command->seen_version == 0 || self->command->seen_version > self->state->version)
    return jr_deciding_refuse (self, JR_REFUSAL_INVALID,
                               "“seen_version” must be a version that the case has had");
  return TRUE;
}

static gboolean
refuse_changed_review (JrDeciding *self, const JrReview *review)
{
  switch (review->phase)
    {
    case JR_REVIEW_DECIDED:
      return jr_deciding_refuse_for (self, JR_REFUSAL_CHANGED, review->decision->by,
                                     review->decision->at, "The department has decided meanwhile");
    case JR_REVIEW_CLAIMED:
    case JR_REVIEW_OPEN:
      return jr_deciding_refuse_for (self, JR_REFUSAL_CHANGED, review->claimed_by,
                                     review->opened_at, "The review was opened again meanwhile");
    case JR_REVIEW_WAITING:
      break;
    }
  return jr_deciding_refuse (self, JR_REFUSAL_CHANGED, "The review is waiting again");
}

static const char *
describe_changed_case (const JrCase *state, guint seen_version)
{
  if (state->documents_version > seen_version)
    return "Documents were added meanwhile";
  switch (state->phase)
    {
    case JR_CASE_WITHDRAWN:
      return "The case was withdrawn meanwhile";
    case JR_CASE_DECIDED:
    case JR_CASE_DELIVERED:
      return "The case was decided meanwhile";
    case JR_CASE_AWAITING_SUPPLEMENT:
      return "The case was returned for supplement meanwhile";
    case JR_CASE_IN_REVIEW:
    case JR_CASE_SUBMITTED:
      break;
    }
  return "The case has moved to another stage meanwhile";
}

/* Comments, claims and what other departments say leave a person's picture of the case true. Documents never change
 * without the phase, so who changed the phase is who changed them. */
gboolean
jr_decider_check_seen_for_decide (JrDeciding *self)
{
  const JrCase   *state = self->state;
  const JrReview *review = jr_deciding_get_own_review (self);
  guint           seen = self->command->seen_version;

  if (review == NULL || !check_seen_version (self))
    return FALSE;
  if (review->phase == JR_REVIEW_DECIDED && review->version > seen)
    return refuse_changed_review (self, review);
  if (state->documents_version > seen || state->phase_version > seen)
    return jr_deciding_refuse_for (self, JR_REFUSAL_CHANGED, state->phase_by, state->phase_at,
                                   describe_changed_case (state, seen));
  return review->version <= seen || refuse_changed_review (self, review);
}

/* A recall is about one's own decision; that others went on is no reason against it as long as it is not too late. */
gboolean
jr_decider_check_seen_for_recall (JrDeciding *self)
{
  const JrReview *review = jr_deciding_get_own_review (self);

  if (review == NULL || !check_seen_version (self))
    return FALSE;
  return review->version <= self->command->seen_version || refuse_changed_review (self, review);
}

static gboolean
refuse_by_review_phase (JrDeciding *self, const JrReview *review)
{
  switch (review->phase)
    {
    case JR_REVIEW_WAITING:
      return jr_deciding_refuse (self, JR_REFUSAL_WRONG_PHASE, "An earlier stage is not done yet");
    case JR_REVIEW_OPEN:
      return jr_deciding_refuse (self, JR_REFUSAL_WRONG_PHASE, "Nobody has claimed the review");
    case JR_REVIEW_CLAIMED:
      return jr_deciding_refuse_for (self, JR_REFUSAL_CLAIMED, review->claimed_by,
                                     review->claimed_at, "A colleague has claimed the review");
    case JR_REVIEW_DECIDED:
      break;
    }
  return jr_deciding_refuse_for (self, JR_REFUSAL_WRONG_PHASE, review->decision->by,
                                 review->decision->at, "The department has decided");
}

static gboolean
check_free (JrDeciding *self, const JrReview *review)
{
  return jr_review_is_free_for (review, self->context->actor->user, self->context->now) ||
         refuse_by_review_phase (self, review);
}

gboolean
jr_decider_claim (JrDeciding *self)
{
  const JrReview *review = jr_deciding_get_own_review (self);

  return review != NULL && check_free (self, review) &&
         jr_deciding_emit (self,
                           &(JrEvent){ .kind = JR_EVENT_REVIEW_CLAIMED,
                                       .department = review->department,
                                       .until = self->context->now + self->context->claim_lease });
}

gboolean
jr_decider_release (JrDeciding *self)
{
  const JrReview *review = jr_deciding_get_own_review (self);

  if (review == NULL)
    return FALSE;
  if (review->phase != JR_REVIEW_CLAIMED ||
      g_strcmp0 (review->claimed_by->user, self->context->actor->user) != 0)
    return refuse_by_review_phase (self, review);
  return jr_deciding_emit (self, &(JrEvent){ .kind = JR_EVENT_REVIEW_RELEASED,
                                             .department = review->department });
}

static gboolean
check_decision (JrDeciding *self)
{
  const JrDecision *decision = self->command->decision;
  const char       *fault = NULL;

  if (decision == NULL)
    return jr_deciding_refuse (self, JR_REFUSAL_INVALID, "There is no decision");
  fault = jr_decision_get_fault (decision);
  if (fault != NULL)
    return jr_deciding_refuse (self, JR_REFUSAL_INCOMPLETE, fault);
  for (guint i = 0; i < decision->stamps->len; i++)
    {
      const JrStamp *stamp = g_ptr_array_index (decision->stamps, i);

      if (stamp->sha256 == NULL || jr_case_find_document (self->state, stamp->sha256) == NULL)
        return jr_deciding_refuse (self, JR_REFUSAL_INVALID,
                                   "A mark is on a document that the case does not have");
    }
  return TRUE;
}

static gboolean
end_case (JrDeciding *self, JrOutcome outcome)
{
  return jr_deciding_emit (self, &(JrEvent){ .kind = JR_EVENT_CASE_DECIDED,
                                             .outcome = outcome,
                                             .until =
                                               self->context->now + self->context->recall_window });
}

static gboolean
end_stage (JrDeciding *self)
{
  if (jr_round_is_last_stage (self->state))
    return end_case (self, JR_OUTCOME_APPROVED);
  return jr_deciding_emit (self, &(JrEvent){ .kind = JR_EVENT_STAGE_OPENED,
                                             .stage = self->state->stage + 1 });
}

static gboolean
request_supplement (JrDeciding *self)
{
  g_autoptr (GPtrArray) notice = jr_round_merge_notice (self->state);

  return jr_deciding_emit (self, &(JrEvent){ .kind = JR_EVENT_SUPPLEMENT_REQUESTED,
                                             .notice = notice,
                                             .until =
                                               self->context->now + self->context->recall_window });
}

static gboolean
end_round (JrDeciding *self)
{
  switch (jr_round_of (self->state))
    {
    case JR_ROUND_OPEN:
      return TRUE;
    case JR_ROUND_APPROVED:
      return end_stage (self);
    case JR_ROUND_RETURNED:
      return request_supplement (self);
    case JR_ROUND_REJECTED:
      break;
    }
  return end_case (self, JR_OUTCOME_REJECTED);
}

gboolean
jr_decider_decide_review (JrDeciding *self)
{
  const JrReview        *review = jr_deciding_get_own_review (self);
  JrDecision             fields;
  g_autoptr (JrDecision) decision = NULL;

  if (review == NULL || !check_free (self, review) || !check_decision (self))
    return FALSE;
  fields = *self->command->decision;
  fields.by = (JrActor *) self->context->actor;
  fields.at = self->context->now;
  decision = jr_decision_new (&fields);
  return jr_deciding_emit (self, &(JrEvent){ .kind = JR_EVENT_REVIEW_DECIDED,
                                             .department = review->department,
                                             .decision = decision }) &&
         end_round (self);
}

static const JrReview *
find_later_decision (const JrCase *state, guint stage)
{
  for (guint i = 0; i < state->reviews->len; i++)
    {
      const JrReview *review = g_ptr_array_index (state->reviews, i);

      if (review->stage > stage && review->phase == JR_REVIEW_DECIDED)
        return review;
    }
  return NULL;
}

static gboolean
check_in_time (JrDeciding *self, const JrReview *review)
{
  const JrReview *later = find_later_decision (self->state, review->stage);

  if (self->state->push == JR_PUSH_SENT || self->state->push == JR_PUSH_RECEIVED)
    return jr_deciding_refuse (self, JR_REFUSAL_TOO_LATE, "The counter has been told already");
  if (later != NULL)
    return jr_deciding_refuse_for (self, JR_REFUSAL_TOO_LATE, later->decision->by,
                                   later->decision->at, "A later stage has decided already");
  return TRUE;
}

gboolean
jr_decider_recall (JrDeciding *self)
{
  const JrReview *review = jr_deciding_get_own_review (self);
  const char     *reason = self->command->text;

  if (review == NULL)
    return FALSE;
  if (review->phase != JR_REVIEW_DECIDED)
    return jr_deciding_refuse (self, JR_REFUSAL_WRONG_PHASE, "There is no decision to recall");
  if (g_strcmp0 (review->decision->by->user, self->context->actor->user) != 0)
    return jr_deciding_refuse (self, JR_REFUSAL_NOT_ALLOWED,
                               "Only who decided can recall the decision");
  if (reason != NULL && !jr_text_is_said (reason, JR_TEXT_MAXIMUM))
    return jr_deciding_refuse (self, JR_REFUSAL_INVALID, "The reason is blank or too long");
  return check_in_time (self, review) &&
         jr_deciding_emit (self,
                           &(JrEvent){ .kind = JR_EVENT_REVIEW_RECALLED,
                                       .department = review->department,
                                       .until = self->context->now + self->context->claim_lease,
                                       .text = (char *) reason });
}
