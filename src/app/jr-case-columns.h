/* jr-case-columns.h: the columns of the list of cases
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "jr-desk.h"

G_BEGIN_DECLS

/** JrCaseColumns: makes the columns of a view and keeps what they show up to date. */
typedef struct _JrCaseColumns JrCaseColumns;

/* Borrows both for its life. Columns of departments come with jr_case_columns_set_room(). */
JrCaseColumns *jr_case_columns_new (GtkColumnView *view, JrDesk *desk);
void           jr_case_columns_free (JrCaseColumns *self);
/* Replaces the columns by those for the departments of the desk's room. */
void jr_case_columns_rebuild (JrCaseColumns *self);
/* Once a minute: how long each case has waited. */
void jr_case_columns_tick (JrCaseColumns *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrCaseColumns, jr_case_columns_free)

G_END_DECLS
