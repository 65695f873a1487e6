/* jr-window.c: the window of the desk
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-window.h"

/* Holds the pages one can be on: log-in, dashboard, a case; and the toasts above them. */

struct _JrWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwLeaflet      *pages;
};

G_DEFINE_FINAL_TYPE (JrWindow, jr_window, ADW_TYPE_APPLICATION_WINDOW)

static void
jr_window_class_init (JrWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/jointreview/JointReview/jr-window.ui");
  gtk_widget_class_bind_template_child (widget_class, JrWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, JrWindow, pages);
}

static void
jr_window_init (JrWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

JrWindow *
jr_window_new (JrApplication *app)
{
  return g_object_new (JR_TYPE_WINDOW, "application", app, NULL);
}
