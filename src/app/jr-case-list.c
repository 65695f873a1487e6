/* jr-case-list.c: the list of cases, filtered and searched
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-case-list.h"

#include <glib/gi18n.h>

#include "jr-case-columns.h"

/* The desk's list, oldest first, goes through a filter (view and search), the sorter of the clicked column and a
 * selection. Rows keep themselves up to date; the filter is only asked again when a case enters or leaves, so that
 * nothing jumps under the reader's eyes. */

struct _JrCaseList
{
  GtkWidget parent_instance;

  GtkWidget          *scroller;
  GtkColumnView      *view;
  GtkFilterListModel *filtered;
  GtkSortListModel   *sorted;
  GtkSingleSelection *selection;

  JrDesk        *desk;
  JrCaseColumns *columns;
  GtkFilter     *filter;
  GHashTable    *held; /* ids that the filter let through when last asked */
  JrCaseView     shown_view;
  char          *search;
};

G_DEFINE_FINAL_TYPE (JrCaseList, jr_case_list, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_SHOWN_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
belongs (JrCaseList *self, JrCaseItem *item)
{
  const JrActor *me = jr_desk_get_me (self->desk);
  const JrCase  *state = jr_case_item_get_state (item);

  return me != NULL && jr_case_view_holds (self->shown_view, state, me) &&
         jr_case_matches_search (state, jr_case_item_get_applicant (item), self->search);
}

static gboolean
let_through (gpointer item, gpointer data)
{
  JrCaseList *self = JR_CASE_LIST (data);
  const char *id = jr_case_item_get_state (item)->id;
  gboolean    is_held = belongs (self, item);

  if (is_held)
    g_hash_table_add (self->held, g_strdup (id));
  else
    g_hash_table_remove (self->held, id);
  return is_held;
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, JrCaseList *self)
{
  if (removed != added)
    g_signal_emit (self, signals[SIGNAL_SHOWN_CHANGED], 0);
}

static void
on_row_activated (GtkColumnView *view, guint position, JrCaseList *self)
{
  g_autoptr (JrCaseItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, jr_case_item_get_state (item)->id);
}

static void
jr_case_list_dispose (GObject *object)
{
  JrCaseList *self = JR_CASE_LIST (object);

  g_clear_pointer (&self->columns, jr_case_columns_free);
  if (self->filtered != NULL)
    gtk_filter_list_model_set_filter (self->filtered, NULL);
  g_clear_object (&self->filter);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (jr_case_list_parent_class)->dispose (object);
}

static void
jr_case_list_finalize (GObject *object)
{
  JrCaseList *self = JR_CASE_LIST (object);

  g_hash_table_unref (self->held);
  g_free (self->search);
  G_OBJECT_CLASS (jr_case_list_parent_class)->finalize (object);
}

static void
jr_case_list_class_init (JrCaseListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jr_case_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = jr_case_list_finalize;

  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", JR_TYPE_CASE_LIST, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_SHOWN_CHANGED] =
    g_signal_new ("shown-changed", JR_TYPE_CASE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/jointreview/JointReview/jr-case-list.ui");
  gtk_widget_class_bind_template_child (widget_class, JrCaseList, scroller);
  gtk_widget_class_bind_template_child (widget_class, JrCaseList, view);
  gtk_widget_class_bind_template_child (widget_class, JrCaseList, filtered);
  gtk_widget_class_bind_template_child (widget_class, JrCaseList, sorted);
  gtk_widget_class_bind_template_child (widget_class, JrCaseList, selection);
  gtk_widget_class_bind_template_callback (widget_class, on_items_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
jr_case_list_init (JrCaseList *self)
{
  self->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->shown_view = JR_CASE_VIEW_PENDING;
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
jr_case_list_set_desk (JrCaseList *self, JrDesk *desk)
{
  g_return_if_fail (JR_IS_CASE_LIST (self) && self->desk == NULL);

  self->desk = g_object_ref (desk);
  self->columns = jr_case_columns_new (self->view, desk);
  self->filter = GTK_FILTER (gtk_custom_filter_new (let_through, self, NULL));
  gtk_filter_list_model_set_filter (self->filtered, self->filter);
  gtk_filter_list_model_set_model (self->filtered, jr_desk_get_cases (desk));
  gtk_sort_list_model_set_sorter (self->sorted, gtk_column_view_get_sorter (self->view));
}

void
jr_case_list_rebuild (JrCaseList *self)
{
  jr_case_columns_rebuild (self->columns);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

void
jr_case_list_set_view (JrCaseList *self, JrCaseView view)
{
  if (self->shown_view == view)
    return;
  self->shown_view = view;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  jr_case_list_move (self, 0);
}

void
jr_case_list_set_search (JrCaseList *self, const char *text)
{
  g_autofree char *stripped = text == NULL ? NULL : g_strstrip (g_strdup (text));

  if (g_strcmp0 (stripped, self->search) == 0)
    return;
  g_free (self->search);
  self->search = g_steal_pointer (&stripped);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

void
jr_case_list_recheck (JrCaseList *self, const char *case_id)
{
  JrCaseItem *item = jr_desk_find_case (self->desk, case_id);

  if (item == NULL || belongs (self, item) == g_hash_table_contains (self->held, case_id))
    return;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

void
jr_case_list_tick (JrCaseList *self)
{
  if (self->columns != NULL)
    jr_case_columns_tick (self->columns);
}

guint
jr_case_list_get_n_shown (JrCaseList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

/* The widget that scrolls is the list inside of the view; before GTK 4.12 its action is the way to it. */
static void
scroll_to (JrCaseList *self, guint position)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  while (child != NULL && !gtk_widget_activate_action (child, "list.scroll-to-item", "u", position))
    child = gtk_widget_get_next_sibling (child);
}

void
jr_case_list_move (JrCaseList *self, int rows)
{
  guint n_rows = jr_case_list_get_n_shown (self);
  guint selected = gtk_single_selection_get_selected (self->selection);
  int   position = selected == GTK_INVALID_LIST_POSITION ? 0 : (int) selected + rows;

  if (n_rows == 0)
    return;
  position = CLAMP (position, 0, (int) n_rows - 1);
  gtk_single_selection_set_selected (self->selection, (guint) position);
  scroll_to (self, (guint) position);
}

void
jr_case_list_activate_selected (JrCaseList *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (selected != GTK_INVALID_LIST_POSITION)
    on_row_activated (self->view, selected, self);
}

void
jr_case_list_focus (JrCaseList *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
