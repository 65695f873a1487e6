/* core-places.c: every place where a case can stand, seen by a reviewer of HR
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core-places.h"

const char *const place_names[N_PLACES] = {
  "nowhere",
  "open",
  "claimed",
  "claimed by a colleague",
  "lease over",
  "decided",
  "decided by zhou",
  "second stage",
  "awaiting",
  "awaiting, sent",
  "awaiting, received",
  "supplemented",
  "approved",
  "rejected",
  "delivered",
  "received",
  "withdrawn",
  "submitted",
  "stage approved",
  "last approved",
  "all returned",
  "all rejected",
};

/* Takes back the last event. */
static void
step_back (Play *self)
{
  g_ptr_array_set_size (self->events, (int) self->events->len - 1);
  g_clear_pointer (&self->state, jr_case_unref);
  for (guint i = 0; i < self->events->len; i++)
    {
      JrCase *next = jr_reducer_apply (self->state, g_ptr_array_index (self->events, i), NULL);

      g_clear_pointer (&self->state, jr_case_unref);
      self->state = next;
    }
  g_assert_nonnull (self->state);
}

/* HR and GR decide. */
static void
end_first_stage (Play *self, JrDecisionKind hr)
{
  play_decide (self, &wang, hr);
  play_decide (self, &li, JR_DECISION_APPROVE);
}

static void
go_on_in_review (Play *self, Place place)
{
  if (place == PLACE_CLAIMED)
    play_simple (self, &wang, JR_COMMAND_CLAIM);
  if (place == PLACE_CLAIMED_BY_ZHOU || place == PLACE_LEASE_OVER)
    play_simple (self, &zhou, JR_COMMAND_CLAIM);
  if (place == PLACE_LEASE_OVER)
    self->now += JR_CLAIM_LEASE_DEFAULT;
  if (place == PLACE_DECIDED)
    play_decide (self, &wang, JR_DECISION_APPROVE);
  if (place == PLACE_DECIDED_BY_ZHOU)
    play_decide (self, &zhou, JR_DECISION_APPROVE);
  if (place == PLACE_WITHDRAWN)
    play_simple (self, &window_3, JR_COMMAND_WITHDRAW);
  if (place == PLACE_SUBMITTED)
    step_back (self);
}

static void
go_on_awaiting (Play *self, Place place)
{
  end_first_stage (self, JR_DECISION_RETURN);
  self->now += JR_RECALL_WINDOW_DEFAULT;
  if (place == PLACE_ALL_RETURNED)
    step_back (self);
  if (place == PLACE_AWAITING_SENT || place == PLACE_AWAITING_RECEIVED)
    play_push (self);
  if (place == PLACE_AWAITING_RECEIVED)
    play_simple (self, &window_3, JR_COMMAND_RECEIVE);
  if (place == PLACE_SUPPLEMENTED)
    play_simple (self, &window_3, JR_COMMAND_SUPPLEMENT);
}

static void
go_on_rejected (Play *self, Place place)
{
  end_first_stage (self, JR_DECISION_REJECT);
  self->now += JR_RECALL_WINDOW_DEFAULT;
  if (place == PLACE_ALL_REJECTED)
    step_back (self);
}

static void
go_on_approved (Play *self, Place place)
{
  end_first_stage (self, JR_DECISION_APPROVE);
  if (place == PLACE_STAGE_APPROVED)
    step_back (self);
  if (place == PLACE_SECOND_STAGE || place == PLACE_STAGE_APPROVED)
    return;
  play_decide (self, &luo, JR_DECISION_APPROVE);
  self->now += JR_RECALL_WINDOW_DEFAULT;
  if (place == PLACE_LAST_APPROVED)
    step_back (self);
  if (place == PLACE_DELIVERED || place == PLACE_RECEIVED)
    play_push (self);
  if (place == PLACE_RECEIVED)
    play_simple (self, &window_3, JR_COMMAND_RECEIVE);
}

Play *
play_until (Place place)
{
  Play *self = play_new ();

  if (place == PLACE_NOWHERE)
    return self;
  play_submit (self);
  switch (place)
    {
    case PLACE_NOWHERE:
    case PLACE_OPEN:
    case PLACE_CLAIMED:
    case PLACE_CLAIMED_BY_ZHOU:
    case PLACE_LEASE_OVER:
    case PLACE_DECIDED:
    case PLACE_DECIDED_BY_ZHOU:
    case PLACE_WITHDRAWN:
    case PLACE_SUBMITTED:
      go_on_in_review (self, place);
      break;
    case PLACE_AWAITING:
    case PLACE_AWAITING_SENT:
    case PLACE_AWAITING_RECEIVED:
    case PLACE_SUPPLEMENTED:
    case PLACE_ALL_RETURNED:
      go_on_awaiting (self, place);
      break;
    case PLACE_REJECTED:
    case PLACE_ALL_REJECTED:
      go_on_rejected (self, place);
      break;
    case PLACE_SECOND_STAGE:
    case PLACE_APPROVED:
    case PLACE_DELIVERED:
    case PLACE_RECEIVED:
    case PLACE_STAGE_APPROVED:
    case PLACE_LAST_APPROVED:
      go_on_approved (self, place);
      break;
    case N_PLACES:
      g_assert_not_reached ();
    }
  return self;
}
