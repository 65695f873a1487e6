/* jr-case-page-private.h: what the files of the case page share
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-case-page.h"
#include "jr-decision-panel.h"
#include "jr-document-view.h"
#include "jr-link-bar.h"
#include "jr-mark-board.h"
#include "jr-material-list.h"
#include "jr-material-points.h"
#include "jr-opinion-history.h"

G_BEGIN_DECLS

struct _JrCasePage
{
  AdwBin parent_instance;

  AdwWindowTitle   *title;
  AdwFlap          *flap;
  GtkMenuButton    *history_button;
  JrOpinionHistory *history;
  JrLinkBar        *link_bar;
  GtkLabel         *trouble;
  JrMaterialList   *materials;
  GtkWidget        *points_box;
  JrMaterialPoints *points;
  JrDocumentView   *documents;
  GtkListBox       *opinions;
  JrDecisionPanel  *panel;

  JrDesk       *desk;
  char         *case_id;
  JrMarkBoard  *board;
  JrCaseFile   *file; /* NULL until loaded */
  GCancellable *cancellable;
  gboolean      is_loading;
  gboolean      is_stale; /* changed while it was loading: load once more */
  guint         minute_id;

  GtkFileChooserNative *chooser; /* while it is open; owned by what waits for its answer */
  gboolean              is_printing;
};

/* What follows from the case as it is now. */
void jr_case_page_load (JrCasePage *self);
/* Shows the document next to the open one; FALSE when there is none. */
gboolean jr_case_page_turn_document (JrCasePage *self, int direction, gboolean at_end);

/* jr-case-page-actions.c */
void jr_case_page_install_actions (GtkWidgetClass *klass);
void jr_case_page_update_actions (JrCasePage *self);
void jr_case_page_add_keys (JrCasePage *self);

/* jr-case-page-papers.c: both do nothing without an open document. */
void jr_case_page_save_copy (JrCasePage *self);
void jr_case_page_print (JrCasePage *self);

G_END_DECLS
