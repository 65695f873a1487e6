/* jr-review.c: one department's task on one case
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-review.h"

static void
copy (JrReview *self)
{
  self->department = g_strdup (self->department);
  self->claimed_by = self->claimed_by != NULL ? jr_actor_ref (self->claimed_by) : NULL;
  self->decision = self->decision != NULL ? jr_decision_ref (self->decision) : NULL;
}

static void
clear (JrReview *self)
{
  g_free (self->department);
  g_clear_pointer (&self->claimed_by, jr_actor_unref);
  g_clear_pointer (&self->decision, jr_decision_unref);
}

JR_DEFINE_RECORD (JrReview, jr_review, copy, clear)

/** Whether @user could work on the review at @now: it is open, theirs, or its lease is over. A lease that would last longer
 * than any was given by a clock that was ahead of @now's, and keeps nobody away. */
gboolean
jr_review_is_free_for (const JrReview *self, const char *user, JrTime now)
{
  g_return_val_if_fail (self != NULL, FALSE);

  switch (self->phase)
    {
    case JR_REVIEW_OPEN:
      return TRUE;
    case JR_REVIEW_CLAIMED:
      return now >= self->claim_until || self->claim_until - now > JR_CLAIM_LEASE_MAXIMUM ||
             g_strcmp0 (self->claimed_by->user, user) == 0;
    case JR_REVIEW_WAITING:
    case JR_REVIEW_DECIDED:
      break;
    }
  return FALSE;
}
