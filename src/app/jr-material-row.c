/* jr-material-row.c: one document of a case
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-material-row.h"

#include <glib/gi18n.h>

/* Which material it is, the file's name, how many pages; supplements say so. */

struct _JrMaterialRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *name;
  GtkLabel *pages;
  GtkLabel *supplement;
};

G_DEFINE_FINAL_TYPE (JrMaterialRow, jr_material_row, GTK_TYPE_LIST_BOX_ROW)

static void
jr_material_row_class_init (JrMaterialRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/jointreview/JointReview/jr-material-row.ui");
  gtk_widget_class_bind_template_child (widget_class, JrMaterialRow, icon);
  gtk_widget_class_bind_template_child (widget_class, JrMaterialRow, title);
  gtk_widget_class_bind_template_child (widget_class, JrMaterialRow, name);
  gtk_widget_class_bind_template_child (widget_class, JrMaterialRow, pages);
  gtk_widget_class_bind_template_child (widget_class, JrMaterialRow, supplement);
}

static void
jr_material_row_init (JrMaterialRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
describe (JrMaterialRow *self)
{
  const char      *parts[5] = { NULL };
  guint            n_parts = 0;
  GtkLabel        *labels[] = { self->title, self->name, self->pages, self->supplement };
  g_autofree char *label = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (gtk_widget_get_visible (GTK_WIDGET (labels[i])) && *gtk_label_get_label (labels[i]) != '\0')
      parts[n_parts++] = gtk_label_get_label (labels[i]);
  label = g_strjoinv (_ (", "), (char **) parts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

GtkWidget *
jr_material_row_new (const JrDocument *document, const char *material)
{
  JrMaterialRow   *self = g_object_new (JR_TYPE_MATERIAL_ROW, NULL);
  g_autofree char *supplement = NULL;

  gtk_label_set_label (self->title, material != NULL ? material : document->name);
  gtk_label_set_label (self->name, document->name);
  gtk_widget_set_visible (GTK_WIDGET (self->name), material != NULL);
  /* Translators: a document that came with the first, second … supplement */
  supplement = g_strdup_printf (_ ("Supplement %u"), document->round);
  gtk_label_set_label (self->supplement, supplement);
  gtk_widget_set_visible (GTK_WIDGET (self->supplement), document->round > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), document->name);
  describe (self);
  return GTK_WIDGET (self);
}

void
jr_material_row_show_pages (JrMaterialRow *self, guint n_pages)
{
  /* Translators: number of pages of a document, short */
  g_autofree char *pages = g_strdup_printf (ngettext ("%u page", "%u pages", n_pages), n_pages);

  gtk_label_set_label (self->pages, pages);
  describe (self);
}

void
jr_material_row_show_fault (JrMaterialRow *self, const char *fault)
{
  gtk_image_set_from_icon_name (self->icon, "dialog-error-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), "error");
  gtk_label_set_label (self->pages, _ ("cannot be read"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), fault);
  describe (self);
}
