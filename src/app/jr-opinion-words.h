/* jr-opinion-words.h: reviews, decisions and events in the words of the person's language
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-case.h"
#include "jr-event.h"

G_BEGIN_DECLS

/* Gives a department's name for its code; borrowed. */
typedef const char *(*JrDepartmentNamer) (const char *code, gpointer data);

/* "Approved", "Rejected", "Returned" */
const char *jr_opinion_word_for_decision (JrDecisionKind kind);
/* One word, with the time where it helps: "Approved 14:01", "Wang Min has it until 14:30" … (transfer full) */
char *jr_opinion_describe_review (const JrReview *review, JrTime now);
/* The same with the name of whom, unless it is @me. (transfer full) */
char *jr_opinion_describe_review_of (const JrReview *review, const JrActor *me, JrTime now);
/* One character beside the word: ✓ ✕ ↩ ◐ ○ · */
const char *jr_opinion_get_symbol (const JrReview *review);
/* A style class of libadwaita for the symbol: "success", "error", "warning", "accent", "dim-label" */
const char *jr_opinion_get_style (const JrReview *review);
/* Where the case stands: "In review", "Approved, goes out at 14:05" … (transfer full) */
char *jr_opinion_describe_case (const JrCase *state);
/* "Waiting for 2 h 5 min" (transfer full) */
char *jr_opinion_describe_wait (JrTime since, JrTime now);
/* 14:03 on the same day, 23 Nov 14:03 otherwise. (transfer full) */
char *jr_opinion_format_time (JrTime time, JrTime now);

/* The history line without time and person: "Market Supervision approved: papers complete". (transfer full) */
char *jr_opinion_describe_event (const JrEvent *event, JrDepartmentNamer name, gpointer data);

G_END_DECLS
