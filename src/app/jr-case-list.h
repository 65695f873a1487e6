/* jr-case-list.h: the list of cases, filtered and searched
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "jr-case-view.h"
#include "jr-desk.h"

G_BEGIN_DECLS

#define JR_TYPE_CASE_LIST (jr_case_list_get_type ())

/**
 * JrCaseList:
 *
 * Signals: "activated" (char *case_id): Enter or double click on a row. "shown-changed" (): another number of rows.
 */
G_DECLARE_FINAL_TYPE (JrCaseList, jr_case_list, JR, CASE_LIST, GtkWidget)

/* Once, before anything else. */
void jr_case_list_set_desk (JrCaseList *self, JrDesk *desk);
/* The room has changed: somebody has logged in. */
void jr_case_list_rebuild (JrCaseList *self);
void jr_case_list_set_view (JrCaseList *self, JrCaseView view);
void jr_case_list_set_search (JrCaseList *self, const char *text);
/* The state of one case has changed: it may belong here now, or no longer. */
void jr_case_list_recheck (JrCaseList *self, const char *case_id);
/* From time to time: how long each case has waited. */
void  jr_case_list_tick (JrCaseList *self);
guint jr_case_list_get_n_shown (JrCaseList *self);
void  jr_case_list_move (JrCaseList *self, int rows);
void  jr_case_list_activate_selected (JrCaseList *self);
void  jr_case_list_focus (JrCaseList *self);

G_END_DECLS
