/* jr-decision-panel.h: my department's review of a case
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "jr-desk.h"
#include "jr-mark-board.h"

G_BEGIN_DECLS

#define JR_TYPE_DECISION_PANEL (jr_decision_panel_get_type ())

/**
 * JrDecisionPanel:
 *
 * Its buttons are actions of the case page (case.approve …), which come back here by the functions below.
 *
 * Signals: "changed" (): what can be done changed; "told" (char *words, gboolean can_undo): worth a toast; "reload" ():
 * the case should be read again.
 */
G_DECLARE_FINAL_TYPE (JrDecisionPanel, jr_decision_panel, JR, DECISION_PANEL, AdwBin)

void jr_decision_panel_set_up (JrDecisionPanel *self,
                               JrDesk          *desk,
                               JrMarkBoard     *board,
                               const char      *case_id);
void jr_decision_panel_show (JrDecisionPanel *self, const JrCaseFile *file);

gboolean jr_decision_panel_can_claim (JrDecisionPanel *self);
gboolean jr_decision_panel_can_release (JrDecisionPanel *self);
gboolean jr_decision_panel_can_decide (JrDecisionPanel *self);
gboolean jr_decision_panel_can_recall (JrDecisionPanel *self);

void jr_decision_panel_claim (JrDecisionPanel *self);
void jr_decision_panel_release (JrDecisionPanel *self);
void jr_decision_panel_recall (JrDecisionPanel *self);
/* Checks, then sends; what is lacking is said in place and gets the focus. */
void jr_decision_panel_decide (JrDecisionPanel *self, JrDecisionKind kind);
/* What was typed and not sent goes away. */
void jr_decision_panel_discard (JrDecisionPanel *self);
void jr_decision_panel_insert_phrase (JrDecisionPanel *self, const char *phrase);
void jr_decision_panel_add_missing (JrDecisionPanel *self, const char *line);
void jr_decision_panel_write_opinion (JrDecisionPanel *self);
/* Forget the refusal and show the case as it is now. */
void jr_decision_panel_look_again (JrDecisionPanel *self);

G_END_DECLS
