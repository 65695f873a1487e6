/* jr-case-item.h: a case as a row of a list
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "jr-case.h"

G_BEGIN_DECLS

#define JR_TYPE_CASE_ITEM (jr_case_item_get_type ())

/**
 * JrCaseItem:
 *
 * Wraps the current state of one case and its masked applicant. Emits "changed" when either is replaced; rows connect
 * to it in bind.
 */
G_DECLARE_FINAL_TYPE (JrCaseItem, jr_case_item, JR, CASE_ITEM, GObject)

JrCaseItem   *jr_case_item_new (const JrCase *state, const char *applicant);
const JrCase *jr_case_item_get_state (JrCaseItem *self);
const char   *jr_case_item_get_applicant (JrCaseItem *self);
void          jr_case_item_replace (JrCaseItem *self, const JrCase *state, const char *applicant);

G_END_DECLS
