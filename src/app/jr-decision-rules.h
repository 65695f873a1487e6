/* jr-decision-rules.h: what a reviewer can do with a case now
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-case.h"
#include "jr-item.h"

G_BEGIN_DECLS

/* How the review of my department stands, as far as the decision panel is concerned. */
typedef enum
{
  JR_PANEL_NOT_CONCERNED, /* not a reviewer, or this case does not need my department */
  JR_PANEL_WAITING,       /* an earlier stage decides first */
  JR_PANEL_OPEN,
  JR_PANEL_MINE,       /* claimed by me */
  JR_PANEL_COLLEAGUE,  /* claimed by a colleague */
  JR_PANEL_RECALLABLE, /* decided by my department, not yet pushed */
  JR_PANEL_DECIDED,    /* decided by my department, and that is final */
  JR_PANEL_CLOSED,     /* my department had not decided when the case ended or went back */
} JrPanelState;

#define JR_N_PANEL_STATES 8

JrPanelState jr_decision_rules_get_state (const JrCase *state, const JrActor *me, JrTime now);
gboolean     jr_panel_state_can_claim (JrPanelState state);
gboolean     jr_panel_state_can_decide (JrPanelState state);
/* Milliseconds in which a recall surely is possible; 0 when that is not limited yet, or over. */
JrTime jr_decision_rules_get_recall_left (const JrCase *state, JrTime now);

typedef enum
{
  JR_DECISION_FAULT_NONE,
  JR_DECISION_FAULT_NEEDS_REASONS, /* reject without reasons */
  JR_DECISION_FAULT_NEEDS_MISSING, /* return without a list */
  JR_DECISION_FAULT_TOO_LONG,      /* more words than the hub takes */
} JrDecisionFault;

JrDecisionFault
jr_decision_rules_check (JrDecisionKind kind, const char *opinion, GPtrArray *missing);

/* Materials of @item that no document of @state is, and that @missing does not name yet: required ones first.
 * (element-type utf8) (transfer full) */
GPtrArray *jr_decision_rules_suggest (const JrCase *state, const JrItem *item, GPtrArray *missing);

/* One line each, without blanks around and without empty ones. (element-type utf8) (transfer full) */
GPtrArray *jr_decision_rules_split (const char *text);
/* (transfer full) (nullable): NULL when nothing is left */
char *jr_decision_rules_join (GPtrArray *lines);
/* NULL instead of blanks. (transfer full) (nullable) */
char *jr_decision_rules_strip (const char *text);

G_END_DECLS
