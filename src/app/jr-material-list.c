/* jr-material-list.c: the documents of a case by the materials that the item asks for
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-material-list.h"

#include <glib/gi18n.h>

#include "jr-material-row.h"

/* A row for each document. One after another they are opened through the desk, which brings the scans here before they
 * are looked at and tells how many pages each has, or that it cannot be read. */

struct _JrMaterialList
{
  AdwBin parent_instance;

  GtkListBox *list;

  JrDesk       *desk;
  GPtrArray    *documents; /* (element-type JrDocument) as shown; NULL before the first */
  guint         opening;   /* index of the one being opened */
  gboolean      is_selecting;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (JrMaterialList, jr_material_list, ADW_TYPE_BIN)

static guint chosen_signal;

static void
on_row_selected (GtkListBox *list, GtkListBoxRow *row, JrMaterialList *self)
{
  if (row != NULL && !self->is_selecting)
    g_signal_emit (self, chosen_signal, 0, (guint) gtk_list_box_row_get_index (row));
}

static void
stop_opening (JrMaterialList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
jr_material_list_dispose (GObject *object)
{
  JrMaterialList *self = JR_MATERIAL_LIST (object);

  stop_opening (self);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  G_OBJECT_CLASS (jr_material_list_parent_class)->dispose (object);
}

static void
jr_material_list_class_init (JrMaterialListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jr_material_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/jointreview/JointReview/jr-material-list.ui");
  gtk_widget_class_bind_template_child (widget_class, JrMaterialList, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  chosen_signal = g_signal_new ("chosen", JR_TYPE_MATERIAL_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
jr_material_list_init (JrMaterialList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
find_material (const JrItem *item, const char *code)
{
  for (guint i = 0; item != NULL && code != NULL && i < item->materials->len; i++)
    {
      const JrMaterial *material = item->materials->pdata[i];

      if (g_str_equal (material->code, code))
        return material->name;
    }
  return NULL;
}

static void open_next (JrMaterialList *self);

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError)     error = NULL;
  const JrDocumentFacts *facts = jr_desk_open_document_finish (JR_DESK (source), result, &error);
  JrMaterialList        *self = data;
  GtkListBoxRow         *row;

  if (facts == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the list may be gone */
  row = gtk_list_box_get_row_at_index (self->list, (int) self->opening);
  if (facts != NULL)
    jr_material_row_show_pages (JR_MATERIAL_ROW (row), facts->n_pages);
  else
    {
      g_autofree char *words = jr_desk_describe_error (self->desk, error);

      jr_material_row_show_fault (JR_MATERIAL_ROW (row), words);
    }
  self->opening++;
  open_next (self);
}

static void
open_next (JrMaterialList *self)
{
  if (self->opening < self->documents->len)
    jr_desk_open_document_async (self->desk, self->documents->pdata[self->opening],
                                 self->cancellable, on_opened, self);
}

static gboolean
is_shown (JrMaterialList *self, GPtrArray *documents)
{
  if (self->documents == NULL || self->documents->len != documents->len)
    return FALSE;
  for (guint i = 0; i < documents->len; i++)
    {
      const JrDocument *a = self->documents->pdata[i], *b = documents->pdata[i];

      if (!g_str_equal (a->sha256, b->sha256) || !g_str_equal (a->name, b->name))
        return FALSE;
    }
  return TRUE;
}

void
jr_material_list_show (JrMaterialList *self, JrDesk *desk, const JrCaseFile *file)
{
  GPtrArray     *documents = file->state->documents;
  GtkListBoxRow *row;

  g_set_object (&self->desk, desk);
  if (is_shown (self, documents))
    return;
  stop_opening (self);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  self->documents = g_ptr_array_ref (documents);
  self->is_selecting = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < documents->len; i++)
    {
      const JrDocument *document = documents->pdata[i];

      gtk_list_box_append (self->list,
                           jr_material_row_new (document,
                                                find_material (file->item, document->material)));
    }
  self->is_selecting = FALSE;
  self->cancellable = g_cancellable_new ();
  self->opening = 0;
  open_next (self);
}

void
jr_material_list_select (JrMaterialList *self, guint index)
{
  self->is_selecting = TRUE;
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) index));
  self->is_selecting = FALSE;
}
