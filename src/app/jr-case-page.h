/* jr-case-page.h: the page of one case
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "jr-desk.h"

G_BEGIN_DECLS

#define JR_TYPE_CASE_PAGE (jr_case_page_get_type ())

/**
 * JrCasePage:
 *
 * Signals: "back" (): the person wants to leave; the window goes back to the dashboard. "next" (): the person wants the
 * most urgent open case of her department. "said" (char *words): something to tell after the page was left.
 */
G_DECLARE_FINAL_TYPE (JrCasePage, jr_case_page, JR, CASE_PAGE, AdwBin)

GtkWidget  *jr_case_page_new (JrDesk *desk, const char *case_id);
const char *jr_case_page_get_case_id (JrCasePage *self);

G_END_DECLS
