/* jr-decision.h: what a department says of a case
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-actor.h"
#include "jr-stamp.h"
#include "jr-time.h"

G_BEGIN_DECLS

typedef enum
{
  JR_DECISION_APPROVE,
  JR_DECISION_REJECT,
  JR_DECISION_RETURN,
} JrDecisionKind;

#define JR_N_DECISION_KINDS 3

const char *jr_decision_kind_to_string (JrDecisionKind kind);
gboolean    jr_decision_kind_from_string (const char *text, JrDecisionKind *out_kind);
/* What the review mark says; Chinese whatever language a desk speaks, because the papers are. */
const char *jr_decision_kind_get_mark_word (JrDecisionKind kind);

JR_DECLARE_RECORD (JrDecision, jr_decision)

/** JrDecision: reject must give reasons in @opinion; return must list what is @missing (行政许可法 §32). */
struct _JrDecision
{
  JrDecisionKind kind;
  char          *opinion; /* NULL when nothing was said */
  GPtrArray     *missing; /* (element-type utf8) */
  GPtrArray     *stamps;  /* (element-type JrStamp) */
  JrActor       *by;      /* NULL in a command: the hub knows who is logged in */
  JrTime         at;      /* 0 in a command */
};

/* Parts of a decision that break the law or the limits; NULL when it may stand. Static text for programmers and
 * scripts; the desk translates by its own checks before sending. */
const char *jr_decision_get_fault (const JrDecision *self);

G_END_DECLS
