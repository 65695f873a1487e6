/* jr-page-notice.h: what is in the place of a page that cannot be seen
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define JR_TYPE_PAGE_NOTICE (jr_page_notice_get_type ())

/**
 * JrPageNotice:
 *
 * Loading, or failed with the reason and a button.
 *
 * Signal: "retry" ().
 */
G_DECLARE_FINAL_TYPE (JrPageNotice, jr_page_notice, JR, PAGE_NOTICE, AdwBin)

GtkWidget *jr_page_notice_new (void);
/* @page from 0. */
void jr_page_notice_show_loading (JrPageNotice *self, guint page);
void jr_page_notice_show_fault (JrPageNotice *self, guint page, const char *fault);

G_END_DECLS
