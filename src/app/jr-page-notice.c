/* jr-page-notice.c: what is in the place of a page that cannot be seen
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-page-notice.h"

#include <glib/gi18n.h>

#include "jr-seen.h"

/* Its parts scroll nothing and ask for no room of their own: a tiny page shows as much of it as fits. */

struct _JrPageNotice
{
  AdwBin parent_instance;

  GtkStack  *stack;
  GtkLabel  *number;
  GtkLabel  *title;
  GtkLabel  *fault;
  GtkButton *retry;
};

G_DEFINE_FINAL_TYPE (JrPageNotice, jr_page_notice, ADW_TYPE_BIN)

static guint retry_signal;

static void
on_retry_clicked (GtkButton *button, JrPageNotice *self)
{
  g_signal_emit (self, retry_signal, 0);
}

static void
jr_page_notice_class_init (JrPageNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/jointreview/JointReview/jr-page-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, JrPageNotice, stack);
  gtk_widget_class_bind_template_child (widget_class, JrPageNotice, number);
  gtk_widget_class_bind_template_child (widget_class, JrPageNotice, title);
  gtk_widget_class_bind_template_child (widget_class, JrPageNotice, fault);
  gtk_widget_class_bind_template_child (widget_class, JrPageNotice, retry);
  gtk_widget_class_bind_template_callback (widget_class, on_retry_clicked);
  retry_signal = g_signal_new ("retry", JR_TYPE_PAGE_NOTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
jr_page_notice_init (JrPageNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  jr_seen_follow_stack (self->stack);
}

GtkWidget *
jr_page_notice_new (void)
{
  return g_object_new (JR_TYPE_PAGE_NOTICE, NULL);
}

void
jr_page_notice_show_loading (JrPageNotice *self, guint page)
{
  g_autofree char *number = g_strdup_printf ("%u", page + 1);

  gtk_label_set_label (self->number, number);
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

void
jr_page_notice_show_fault (JrPageNotice *self, guint page, const char *fault)
{
  g_autofree char *title = NULL;

  title = g_strdup_printf (_ ("Page %u cannot be shown"), page + 1);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->fault, fault);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}
