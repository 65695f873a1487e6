/* jr-counter-words.h: states and problems in the clerk's words
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-case.h"
#include "jr-problem.h"

G_BEGIN_DECLS

/* Translated, static. */
const char *jr_counter_phase_words (JrCasePhase phase);
const char *jr_counter_outcome_words (JrOutcome outcome);
const char *jr_counter_review_words (const JrReview *review);
const char *jr_counter_decision_words (JrDecisionKind kind);

/* (transfer full): what happened, with who and when if known. */
char *jr_counter_problem_words (const JrProblem *problem);
/* (transfer full): local date and time; "–" for 0. */
char *jr_counter_time_words (JrTime time);

G_END_DECLS
