/* jr-decider-private.h: what the parts of the decider share
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-decider.h"

G_BEGIN_DECLS

/**
 * JrDeciding:
 * @state: (nullable): after @events
 *
 * One command on its way to events or a refusal. Functions that take it return FALSE when they have set @refusal.
 */
typedef struct
{
  JrCase                 *state;
  const JrCommand        *command;
  const JrDeciderContext *context;
  GPtrArray              *events;
  JrRefusal              *refusal;
} JrDeciding;

typedef gboolean (*JrDecideFunc) (JrDeciding *self);

gboolean jr_deciding_refuse (JrDeciding *self, JrRefusalCode code, const char *detail);
gboolean jr_deciding_refuse_for (JrDeciding    *self,
                                 JrRefusalCode  code,
                                 const JrActor *by,
                                 JrTime         at,
                                 const char    *detail);
/* @fields: kind and what belongs to it; case, version, time and actor are filled in. */
gboolean jr_deciding_emit (JrDeciding *self, const JrEvent *fields);

/* The review of the actor's department; NULL after a refusal. Valid until the next jr_deciding_emit(). */
const JrReview *jr_deciding_get_own_review (JrDeciding *self);

gboolean jr_decider_check_department (JrDeciding *self);
gboolean jr_decider_check_seen_for_decide (JrDeciding *self);
gboolean jr_decider_check_seen_for_recall (JrDeciding *self);

gboolean jr_decider_claim (JrDeciding *self);
gboolean jr_decider_release (JrDeciding *self);
gboolean jr_decider_decide_review (JrDeciding *self);
gboolean jr_decider_recall (JrDeciding *self);

gboolean jr_decider_submit (JrDeciding *self);
gboolean jr_decider_comment (JrDeciding *self);
gboolean jr_decider_supplement (JrDeciding *self);
gboolean jr_decider_withdraw (JrDeciding *self);
gboolean jr_decider_push (JrDeciding *self);
gboolean jr_decider_receive (JrDeciding *self);

G_END_DECLS
