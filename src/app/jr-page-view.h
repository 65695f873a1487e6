/* jr-page-view.h: one page of a document
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "jr-desk.h"
#include "jr-mark-board.h"
#include "jr-page-geometry.h"

G_BEGIN_DECLS

#define JR_TYPE_PAGE_VIEW (jr_page_view_get_type ())

typedef enum
{
  JR_PAGE_UNSEEN, /* not mapped: holds no pixels */
  JR_PAGE_LOADING,
  JR_PAGE_SHOWN,
  JR_PAGE_FAILED, /* says why in place; cannot be marked */
} JrPageState;

/**
 * JrPageView:
 *
 * Asks for its pixels when it is mapped and gives them back when it is not, so whoever holds many pages only shows
 * those near the visible ones.
 *
 * Signal: "state-changed" ().
 */
G_DECLARE_FINAL_TYPE (JrPageView, jr_page_view, JR, PAGE_VIEW, GtkWidget)

GtkWidget  *jr_page_view_new (JrDesk           *desk,
                              JrMarkBoard      *board,
                              const JrDocument *document,
                              guint             page,
                              guint             n_pages,
                              const JrPageSize *size);
void        jr_page_view_set_view (JrPageView *self, guint turns, double zoom);
JrPageState jr_page_view_get_state (JrPageView *self);
/* Borrowed; changes with the view. */
const JrPageGeometry *jr_page_view_get_geometry (JrPageView *self);

G_END_DECLS
