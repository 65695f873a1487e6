/* jr-sidebar.h: the views of the dashboard, with how many cases each holds
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "jr-case-view.h"

G_BEGIN_DECLS

#define JR_TYPE_SIDEBAR (jr_sidebar_get_type ())

/**
 * JrSidebar:
 *
 * Signal: "view-selected" (uint JrCaseView).
 */
G_DECLARE_FINAL_TYPE (JrSidebar, jr_sidebar, JR, SIDEBAR, GtkWidget)

void jr_sidebar_set_count (JrSidebar *self, JrCaseView view, guint count);
void jr_sidebar_set_person (JrSidebar *self, const char *name, const char *department);
void jr_sidebar_select (JrSidebar *self, JrCaseView view);

G_END_DECLS
