/* jr-review.h: one department's task on one case
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-decision.h"

G_BEGIN_DECLS

/* A shift. A lease that ends later than this from now is not believed. */
#define JR_CLAIM_LEASE_MAXIMUM (12 * JR_TIME_HOUR)

typedef enum
{
  JR_REVIEW_WAITING, /* its stage has not begun */
  JR_REVIEW_OPEN,
  JR_REVIEW_CLAIMED,
  JR_REVIEW_DECIDED,
} JrReviewPhase;

#define JR_N_REVIEW_PHASES 4

const char *jr_review_phase_to_string (JrReviewPhase phase);
gboolean    jr_review_phase_from_string (const char *text, JrReviewPhase *out_phase);

JR_DECLARE_RECORD (JrReview, jr_review)

struct _JrReview
{
  char         *department;
  guint         stage; /* from 0 */
  JrReviewPhase phase;
  guint         version;     /* case version of its last opening, decision or recall */
  JrTime        opened_at;   /* last time, also by supplement or recall; 0 while waiting */
  JrActor      *claimed_by;  /* NULL unless claimed */
  JrTime        claimed_at;  /* 0 unless claimed; a renewed lease keeps it */
  JrTime        claim_until; /* the lease; 0 unless claimed */
  JrDecision   *decision;    /* NULL unless decided */
};

/* Whether @user holds the review at @now, or nobody does. */
gboolean jr_review_is_free_for (const JrReview *self, const char *user, JrTime now);

G_END_DECLS
