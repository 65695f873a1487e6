/* jr-page-stack.h: the pages of a document below one another
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "jr-page-view.h"

G_BEGIN_DECLS

#define JR_TYPE_PAGE_STACK (jr_page_stack_get_type ())

/**
 * JrPageStack:
 *
 * A GtkScrollable that shows (maps) only the visible pages and their neighbours.
 *
 * Signal: "moved" (): another page is current, or its state changed.
 */
G_DECLARE_FINAL_TYPE (JrPageStack, jr_page_stack, JR, PAGE_STACK, GtkWidget)

void jr_page_stack_set_document (JrPageStack           *self,
                                 JrDesk                *desk,
                                 JrMarkBoard           *board,
                                 const JrDocument      *document,
                                 const JrDocumentFacts *facts);
void jr_page_stack_clear (JrPageStack *self);
/* Keeps the place that is in the middle of the window. @zoom is ignored while @fit is not NONE. */
void      jr_page_stack_set_view (JrPageStack *self, guint turns, JrPageFit fit, double zoom);
double    jr_page_stack_get_zoom (JrPageStack *self);
JrPageFit jr_page_stack_get_fit (JrPageStack *self);
guint     jr_page_stack_get_turns (JrPageStack *self);
guint     jr_page_stack_get_n_pages (JrPageStack *self);
/* The page that fills the middle of the window; from 0. */
guint       jr_page_stack_get_current (JrPageStack *self);
JrPageView *jr_page_stack_get_page (JrPageStack *self, guint page);
void        jr_page_stack_go_to (JrPageStack *self, guint page);
/* By nearly a window's height; FALSE at the end. */
gboolean jr_page_stack_scroll_screen (JrPageStack *self, int direction);
void     jr_page_stack_scroll_step (JrPageStack *self, int dx, int dy);
/* Scrolls so that this place of the page can be seen. */
void jr_page_stack_reveal (JrPageStack *self, guint page, gint64 x_um, gint64 y_um);

G_END_DECLS
