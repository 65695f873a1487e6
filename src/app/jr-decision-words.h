/* jr-decision-words.h: what the decision panel says
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "jr-decision-rules.h"
#include "jr-desk-table.h"

G_BEGIN_DECLS

/* Where my department's review stands; @queued: what is not sent yet, or NULL. (transfer full) */
char *jr_decision_words_for_state (const JrCase        *state,
                                   JrPanelState         panel,
                                   const JrOutboxEntry *queued,
                                   const JrActor       *me,
                                   JrTime               now);
/* Who or what was faster than the person, when, and what becomes of the text. NULL when it was the person. (transfer full) */
char *jr_decision_words_for_overtaken (const JrCase *state, const JrActor *me, JrTime now);
/* "Take Back (0:42)" (transfer full) */
char *jr_decision_words_for_recall (const JrCase *state, JrTime now);
/* @department: its name, or NULL. */
char *jr_decision_words_for_title (const char *department);
char *jr_decision_words_for_marks (guint n_marks);
/* Usual phrases of an opinion, for "case.insert-phrase". (transfer full) */
GMenuModel *jr_decision_words_make_phrases (void);

G_END_DECLS
