/* jr-decision-missing.h: the list of what an applicant has to bring
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define JR_TYPE_DECISION_MISSING (jr_decision_missing_get_type ())

/**
 * JrDecisionMissing:
 *
 * One entry a line, always with an empty one at the end; below them buttons that put in what the item asks for and was
 * not submitted.
 *
 * Signal: "changed" ().
 */
G_DECLARE_FINAL_TYPE (JrDecisionMissing, jr_decision_missing, JR, DECISION_MISSING, AdwBin)

/* Without blanks and empty lines. (element-type utf8) (transfer full) */
GPtrArray *jr_decision_missing_get_lines (JrDecisionMissing *self);
void       jr_decision_missing_set_lines (JrDecisionMissing *self, GPtrArray *lines);
void       jr_decision_missing_add (JrDecisionMissing *self, const char *line);
void       jr_decision_missing_set_suggestions (JrDecisionMissing *self, GPtrArray *names);
/* Focus to the first empty line. */
void jr_decision_missing_grab_focus (JrDecisionMissing *self);

G_END_DECLS
