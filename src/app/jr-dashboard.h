/* jr-dashboard.h: all departments' cases, live
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "jr-desk.h"

G_BEGIN_DECLS

#define JR_TYPE_DASHBOARD (jr_dashboard_get_type ())

/**
 * JrDashboard:
 *
 * Signals: "open-case" (char *case_id); "said" (char *words): something for a toast.
 */
G_DECLARE_FINAL_TYPE (JrDashboard, jr_dashboard, JR, DASHBOARD, GtkWidget)

void jr_dashboard_set_desk (JrDashboard *self, JrDesk *desk);
/* Somebody has logged in. */
void jr_dashboard_begin (JrDashboard *self);
void jr_dashboard_search (JrDashboard *self, const char *text);
/* The page is in view again. */
void jr_dashboard_focus (JrDashboard *self);

G_END_DECLS
