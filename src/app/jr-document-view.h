/* jr-document-view.h: a document to read, with its bar
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "jr-page-stack.h"

G_BEGIN_DECLS

#define JR_TYPE_DOCUMENT_VIEW (jr_document_view_get_type ())

/**
 * JrDocumentView:
 *
 * Actions: page.next page.previous page.first page.last page.next-screen page.previous-screen page.scroll page.go-to
 * page.zoom-in page.zoom-out page.fit-page page.fit-width page.rotate page.reload
 *
 * Signals: "opened" (char *sha256, uint n_pages): the number of pages is known; "ended" (int direction): the person
 * turned past the last page (1) or the first (-1).
 */
G_DECLARE_FINAL_TYPE (JrDocumentView, jr_document_view, JR, DOCUMENT_VIEW, AdwBin)

void jr_document_view_set_up (JrDocumentView *self, JrDesk *desk, JrMarkBoard *board);
/* @at_end: begin with the last page, as one who came from the following document wants to. */
void jr_document_view_show (JrDocumentView *self, const JrDocument *document, gboolean at_end);
/* NULL before the first. */
const JrDocument *jr_document_view_get_document (JrDocumentView *self);
/* A mark at the default spot of the current page; FALSE when that page cannot be marked. */
gboolean jr_document_view_put_mark (JrDocumentView *self);
gboolean jr_document_view_can_mark (JrDocumentView *self);
/* Change the selected draft; nothing without one. */
void jr_document_view_move_mark (JrDocumentView *self, gint64 dx_um, gint64 dy_um);
void jr_document_view_resize_mark (JrDocumentView *self, gint64 by_um);
void jr_document_view_grab_focus (JrDocumentView *self);
/* Over the pages, so that the bar below them stays free. Takes @toast. */
void jr_document_view_add_toast (JrDocumentView *self, AdwToast *toast);

G_END_DECLS
