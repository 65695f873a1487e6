/* jr-mark-view.h: one review mark on a page
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "jr-desk.h"
#include "jr-mark-board.h"

G_BEGIN_DECLS

#define JR_TYPE_MARK_VIEW (jr_mark_view_get_type ())

/**
 * JrMarkView:
 *
 * The picture comes from the same code that draws the stamp into the file. A draft has a dashed frame, can be dragged,
 * and takes the focus; a decided mark is only looked at.
 *
 * Signals: "picked" (): the person took hold of a draft; "dragged" (double dx, double dy): in pixels of this widget
 * since the last one.
 */
G_DECLARE_FINAL_TYPE (JrMarkView, jr_mark_view, JR, MARK_VIEW, GtkWidget)

GtkWidget *jr_mark_view_new (JrDesk *desk);
/* @width: pixels of the mark before the scale factor. */
void
jr_mark_view_show (JrMarkView *self, const JrMarkPlace *place, JrDecisionKind intent, int width);
/* Number of the draft, JR_MARK_DECIDED or JR_MARK_GHOST. */
int            jr_mark_view_get_draft (JrMarkView *self);
const JrStamp *jr_mark_view_get_stamp (JrMarkView *self);

G_END_DECLS
