/* jr-reducer-private.h: what the two halves of the reducer share
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-reducer.h"

G_BEGIN_DECLS

/* What one kind of event does to @next, which until then is the state before (with the new version in it) and which
 * nobody else has seen yet. FALSE without a word when the event cannot follow. */
typedef gboolean (*JrReduceFunc) (JrCase *next, const JrEvent *event);

/* Changes a shallow copy of one review; its old strings and records may be kept, new ones are borrowed. */
typedef void (*JrReviewChange) (JrReview *review, const JrCase *next, const JrEvent *event);

void jr_reducer_change_reviews (JrCase *next, const JrEvent *event, JrReviewChange change);
void jr_reducer_set_text (char **place, const char *text);
void jr_reducer_set_array (GPtrArray **place, GPtrArray *array);
/* Says that phase or stage changed by this event. */
void jr_reducer_enter (JrCase *next, const JrEvent *event, JrCasePhase phase);

gboolean jr_reducer_apply_opened (JrCase *next, const JrEvent *event);
gboolean jr_reducer_apply_claimed (JrCase *next, const JrEvent *event);
gboolean jr_reducer_apply_released (JrCase *next, const JrEvent *event);
gboolean jr_reducer_apply_review_decided (JrCase *next, const JrEvent *event);
gboolean jr_reducer_apply_recalled (JrCase *next, const JrEvent *event);

G_END_DECLS
