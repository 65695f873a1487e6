/* jr-case-view.h: which cases a list shows
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-actor.h"
#include "jr-case.h"

G_BEGIN_DECLS

typedef enum
{
  JR_CASE_VIEW_DEPARTMENT, /* my department can work on them now */
  JR_CASE_VIEW_PENDING,
  JR_CASE_VIEW_MINE, /* claimed by me */
  JR_CASE_VIEW_SUPPLEMENT,
  JR_CASE_VIEW_CONCLUDED, /* today; also decided and not yet pushed */
} JrCaseView;

#define JR_N_CASE_VIEWS 5

gboolean jr_case_view_holds (JrCaseView view, const JrCase *state, const JrActor *me);
/* In the person's language. */
const char *jr_case_view_get_title (JrCaseView view);
const char *jr_case_view_get_icon (JrCaseView view);
/* What an empty list says, and what to do about it. */
const char *jr_case_view_get_empty_title (JrCaseView view);
const char *jr_case_view_get_empty_words (JrCaseView view);

/* Whether number, item or masked applicant contains every word of @search; no words match all. */
gboolean jr_case_matches_search (const JrCase *state, const char *applicant, const char *search);
/* Whether @me could claim it as the next case. */
gboolean jr_case_is_next_for (const JrCase *state, const JrActor *me, JrTime now);

G_END_DECLS
