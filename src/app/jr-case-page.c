/* jr-case-page.c: the page of one case
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-case-page-private.h"

#include <glib/gi18n.h>

#include "jr-opinion-row.h"
#include "jr-opinion-words.h"

/* Puts the parts together: documents at the left, the open one in the middle, opinions and the decision at the right.
 * The case is read again whenever the desk says that it changed; parts keep what they show where it is the same, so that
 * nobody's reading or typing is disturbed by somebody else's decision. */

#define UNDO_SECONDS 10

G_DEFINE_FINAL_TYPE (JrCasePage, jr_case_page, ADW_TYPE_BIN)

static void
show_title (JrCasePage *self)
{
  const JrCase    *state = self->file->state;
  JrTime           now = jr_time_now ();
  g_autofree char *title = g_strdup_printf ("%s · %s", state->number, state->item_name);
  g_autofree char *where = jr_opinion_describe_case (state);
  g_autofree char *wait = NULL;
  g_autofree char *subtitle = NULL;

  if (jr_case_is_pending (state))
    wait = jr_opinion_describe_wait (state->submitted_at, now);
  subtitle = g_strdup_printf ("%s · %s%s%s", self->file->applicant->name, where,
                              wait != NULL ? " · " : "", wait != NULL ? wait : "");
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle);
}

static void
show_opinions (JrCasePage *self)
{
  const JrActor *me = jr_desk_get_me (self->desk);
  GPtrArray     *reviews = self->file->state->reviews;
  GtkListBoxRow *row;

  for (guint i = 0; i < reviews->len; i++)
    {
      const JrReview *review = reviews->pdata[i];

      if (gtk_list_box_get_row_at_index (self->opinions, (int) i) == NULL)
        gtk_list_box_append (self->opinions, jr_opinion_row_new ());
      row = gtk_list_box_get_row_at_index (self->opinions, (int) i);
      jr_opinion_row_show (JR_OPINION_ROW (row), review,
                           jr_desk_get_department_name (self->desk, review->department),
                           me != NULL && g_strcmp0 (me->department, review->department) == 0,
                           jr_time_now ());
    }
  while ((row = gtk_list_box_get_row_at_index (self->opinions, (int) reviews->len)) != NULL)
    gtk_list_box_remove (self->opinions, GTK_WIDGET (row));
}

static int
find_open_document (JrCasePage *self)
{
  const JrDocument *open = jr_document_view_get_document (self->documents);
  GPtrArray        *documents = self->file->state->documents;

  for (guint i = 0; open != NULL && i < documents->len; i++)
    {
      const JrDocument *document = documents->pdata[i];

      if (g_str_equal (document->sha256, open->sha256))
        return (int) i;
    }
  return -1;
}

static void
open_document (JrCasePage *self, guint index, gboolean at_end)
{
  jr_document_view_show (self->documents, self->file->state->documents->pdata[index], at_end);
  jr_material_list_select (self->materials, index);
}

gboolean
jr_case_page_turn_document (JrCasePage *self, int direction, gboolean at_end)
{
  int index;

  if (self->file == NULL)
    return FALSE;
  index = find_open_document (self) + direction;
  if (index < 0 || (guint) index >= self->file->state->documents->len)
    return FALSE;
  open_document (self, (guint) index, at_end);
  return TRUE;
}

static void
show_documents (JrCasePage *self)
{
  int open;

  jr_material_list_show (self->materials, self->desk, self->file);
  open = find_open_document (self);
  if (open >= 0)
    jr_material_list_select (self->materials, (guint) open);
  else if (self->file->state->documents->len > 0)
    open_document (self, 0, FALSE);
}

static void
show_file (JrCasePage *self)
{
  const JrActor *me = jr_desk_get_me (self->desk);
  GPtrArray     *points = self->file->item != NULL ? self->file->item->points : NULL;

  show_title (self);
  jr_mark_board_set_case (self->board, self->file->state, me != NULL ? me->department : NULL);
  show_documents (self);
  gtk_widget_set_visible (self->points_box, points != NULL && points->len > 0);
  jr_material_points_show (self->points, self->desk, self->case_id, points);
  show_opinions (self);
  jr_opinion_history_show (self->history, self->desk, self->file->events);
  jr_decision_panel_show (self->panel, self->file);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (JrCaseFile) file = jr_desk_load_case_finish (JR_DESK (source), result, &error);
  g_autofree char       *words = NULL;
  JrCasePage            *self = data;

  if (file == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the page may be gone */
  self->is_loading = FALSE;
  if (file != NULL)
    {
      g_clear_pointer (&self->file, jr_case_file_unref);
      self->file = g_steal_pointer (&file);
      show_file (self);
    }
  else
    {
      words = jr_desk_describe_error (self->desk, error);
      gtk_label_set_label (self->trouble, words);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), words != NULL);
  if (self->is_stale)
    jr_case_page_load (self);
}

void
jr_case_page_load (JrCasePage *self)
{
  self->is_stale = self->is_loading;
  if (self->is_loading)
    return;
  self->is_loading = TRUE;
  jr_desk_load_case_async (self->desk, self->case_id, self->cancellable, on_loaded, self);
}

static void
on_case_changed (JrDesk *desk, const char *id, JrCasePage *self)
{
  if (g_strcmp0 (id, self->case_id) == 0)
    jr_case_page_load (self);
}

static gboolean
on_minute_passed (gpointer data)
{
  JrCasePage *self = data;

  /* Waiting times and leases that ran out. */
  if (self->file != NULL)
    {
      show_title (self);
      show_opinions (self);
      jr_decision_panel_show (self->panel, self->file);
    }
  return G_SOURCE_CONTINUE;
}

static void
on_document_chosen (JrMaterialList *materials, guint index, JrCasePage *self)
{
  open_document (self, index, FALSE);
}

static void
on_document_ended (JrDocumentView *documents, int direction, JrCasePage *self)
{
  jr_case_page_turn_document (self, direction, direction < 0);
}

static void
on_panel_changed (JrDecisionPanel *panel, JrCasePage *self)
{
  jr_case_page_update_actions (self);
}

static void
on_panel_told (JrDecisionPanel *panel, const char *words, gboolean can_undo, JrCasePage *self)
{
  AdwToast *toast = adw_toast_new (words);

  if (can_undo)
    {
      /* Translators: takes the decision back */
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "case.recall");
      adw_toast_set_timeout (toast, UNDO_SECONDS);
    }
  jr_document_view_add_toast (self->documents, toast);
  /* What was written in is gone with the decision; keys go on where the person looks. */
  jr_document_view_grab_focus (self->documents);
}

static void
on_panel_reload (JrDecisionPanel *panel, JrCasePage *self)
{
  jr_case_page_load (self);
}

static void
jr_case_page_dispose (GObject *object)
{
  JrCasePage *self = JR_CASE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->minute_id, g_source_remove);
  g_clear_pointer (&self->file, jr_case_file_unref);
  g_clear_object (&self->board);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->case_id, g_free);
  G_OBJECT_CLASS (jr_case_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, JrCasePage, title);
  gtk_widget_class_bind_template_child (klass, JrCasePage, flap);
  gtk_widget_class_bind_template_child (klass, JrCasePage, history_button);
  gtk_widget_class_bind_template_child (klass, JrCasePage, history);
  gtk_widget_class_bind_template_child (klass, JrCasePage, link_bar);
  gtk_widget_class_bind_template_child (klass, JrCasePage, trouble);
  gtk_widget_class_bind_template_child (klass, JrCasePage, materials);
  gtk_widget_class_bind_template_child (klass, JrCasePage, points_box);
  gtk_widget_class_bind_template_child (klass, JrCasePage, points);
  gtk_widget_class_bind_template_child (klass, JrCasePage, documents);
  gtk_widget_class_bind_template_child (klass, JrCasePage, opinions);
  gtk_widget_class_bind_template_child (klass, JrCasePage, panel);
  gtk_widget_class_bind_template_callback (klass, on_document_chosen);
  gtk_widget_class_bind_template_callback (klass, on_document_ended);
  gtk_widget_class_bind_template_callback (klass, on_panel_changed);
  gtk_widget_class_bind_template_callback (klass, on_panel_told);
  gtk_widget_class_bind_template_callback (klass, on_panel_reload);
}

static void
jr_case_page_class_init (JrCasePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (JR_TYPE_OPINION_HISTORY);
  g_type_ensure (JR_TYPE_LINK_BAR);
  g_type_ensure (JR_TYPE_MATERIAL_LIST);
  g_type_ensure (JR_TYPE_MATERIAL_POINTS);
  g_type_ensure (JR_TYPE_DOCUMENT_VIEW);
  g_type_ensure (JR_TYPE_DECISION_PANEL);
  G_OBJECT_CLASS (klass)->dispose = jr_case_page_dispose;
  g_signal_new ("back", JR_TYPE_CASE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("next", JR_TYPE_CASE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("said", JR_TYPE_CASE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/jointreview/JointReview/jr-case-page.ui");
  bind_children (widget_class);
  jr_case_page_install_actions (widget_class);
}

static void
jr_case_page_init (JrCasePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->board = jr_mark_board_new ();
  jr_case_page_add_keys (self);
  jr_case_page_update_actions (self);
}

GtkWidget *
jr_case_page_new (JrDesk *desk, const char *case_id)
{
  JrCasePage *self = g_object_new (JR_TYPE_CASE_PAGE, NULL);
  JrCaseItem *known = jr_desk_find_case (desk, case_id);

  self->desk = g_object_ref (desk);
  self->case_id = g_strdup (case_id);
  jr_link_bar_set_desk (self->link_bar, desk);
  jr_document_view_set_up (self->documents, desk, self->board);
  jr_decision_panel_set_up (self->panel, desk, self->board, case_id);
  if (known != NULL)
    {
      adw_window_title_set_title (self->title, jr_case_item_get_state (known)->number);
      adw_window_title_set_subtitle (self->title, jr_case_item_get_state (known)->item_name);
    }
  g_signal_connect_object (desk, "case-changed", G_CALLBACK (on_case_changed), self, 0);
  self->minute_id = g_timeout_add_seconds (60, on_minute_passed, self);
  jr_case_page_load (self);
  return GTK_WIDGET (self);
}

const char *
jr_case_page_get_case_id (JrCasePage *self)
{
  return self->case_id;
}
