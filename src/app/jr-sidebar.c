/* jr-sidebar.c: the views of the dashboard, with how many cases each holds
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-sidebar.h"

#include <glib/gi18n.h>

/* One row for each view, in the order of the table of views; the button above them takes the next case. */

struct _JrSidebar
{
  GtkWidget parent_instance;

  GtkWidget  *box;
  GtkListBox *views;
  GtkLabel   *name;
  GtkLabel   *department;

  GtkLabel *counts[JR_N_CASE_VIEWS];
};

G_DEFINE_FINAL_TYPE (JrSidebar, jr_sidebar, GTK_TYPE_WIDGET)

static guint view_selected_signal;

static void
on_row_selected (GtkListBox *views, GtkListBoxRow *row, JrSidebar *self)
{
  if (row != NULL)
    g_signal_emit (self, view_selected_signal, 0, (guint) gtk_list_box_row_get_index (row));
}

static GtkWidget *
make_row (JrSidebar *self, JrCaseView view)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = gtk_image_new_from_icon_name (jr_case_view_get_icon (view));
  GtkWidget *title = gtk_label_new (jr_case_view_get_title (view));
  GtkWidget *count = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  jr_case_view_get_title (view), -1);
  self->counts[view] = GTK_LABEL (count);
  return row;
}

static void
jr_sidebar_dispose (GObject *object)
{
  JrSidebar *self = JR_SIDEBAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (jr_sidebar_parent_class)->dispose (object);
}

static void
jr_sidebar_class_init (JrSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jr_sidebar_dispose;
  view_selected_signal = g_signal_new ("view-selected", JR_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/jointreview/JointReview/jr-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, JrSidebar, box);
  gtk_widget_class_bind_template_child (widget_class, JrSidebar, views);
  gtk_widget_class_bind_template_child (widget_class, JrSidebar, name);
  gtk_widget_class_bind_template_child (widget_class, JrSidebar, department);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
}

static void
jr_sidebar_init (JrSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint view = 0; view < JR_N_CASE_VIEWS; view++)
    gtk_list_box_append (self->views, make_row (self, (JrCaseView) view));
}

void
jr_sidebar_set_count (JrSidebar *self, JrCaseView view, guint count)
{
  GtkListBoxRow   *row = gtk_list_box_get_row_at_index (self->views, (int) view);
  g_autofree char *text = g_strdup_printf ("%u", count);
  /* Translators: a view of the list and how many cases it holds: "My department, 12". */
  g_autofree char *words = g_strdup_printf (_ ("%1$s, %2$u"), jr_case_view_get_title (view), count);

  if (g_str_equal (text, gtk_label_get_label (self->counts[view])))
    return;
  gtk_label_set_label (self->counts[view], text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

void
jr_sidebar_set_person (JrSidebar *self, const char *name, const char *department)
{
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->department, department == NULL ? "" : department);
  gtk_widget_set_visible (GTK_WIDGET (self->department), department != NULL);
}

void
jr_sidebar_select (JrSidebar *self, JrCaseView view)
{
  gtk_list_box_select_row (self->views, gtk_list_box_get_row_at_index (self->views, (int) view));
}
