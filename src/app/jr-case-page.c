/* jr-case-page.c: the page of one case
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-case-page.h"

/* An empty page with its signal, until the real one takes its place. */

struct _JrCasePage
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (JrCasePage, jr_case_page, GTK_TYPE_WIDGET)

static void
jr_case_page_class_init (JrCasePageClass *klass)
{
  g_signal_new ("back", JR_TYPE_CASE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
jr_case_page_init (JrCasePage *self)
{
}

GtkWidget *
jr_case_page_new (JrDesk *desk, const char *case_id)
{
  return g_object_new (JR_TYPE_CASE_PAGE, NULL);
}
