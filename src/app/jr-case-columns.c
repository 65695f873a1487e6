/* jr-case-columns.c: the columns of the list of cases
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-case-columns.h"

#include <glib/gi18n.h>

#include "jr-case-words.h"
#include "jr-review-shape.h"

/* A cell is one label. Some two hundred rows are bound however few are visible, so binding sets a text and little more:
 * tooltips are made when asked for, and a style is only touched when it differs. A cell listens to its item, so a change
 * of one case touches its own row and neither selection nor scroll position. */

typedef struct _JrCaseColumn JrCaseColumn;

/** JrColumnKind: one row of the table of columns; @compare NULL: cannot be sorted by. */
typedef struct
{
  const char *title;
  char *(*get_text) (const JrCaseColumn *column, JrCaseItem *item);
  int (*compare) (const JrCase *a, const JrCase *b);
  const char *style;
  int         width; /* characters; 0: takes the space that is left */
} JrColumnKind;

struct _JrCaseColumn
{
  JrCaseColumns      *columns;
  const JrColumnKind *kind;
  char               *department; /* code; NULL for the others */
};

struct _JrCaseColumns
{
  GtkColumnView *view;
  JrDesk        *desk;
  GHashTable    *clocks; /* bound GtkListItem of the column of waiting times */
};

static char *
get_waiting (const JrCaseColumn *column, JrCaseItem *item)
{
  return jr_case_words_for_elapsed (jr_case_item_get_state (item)->submitted_at, jr_time_now ());
}

static char *
get_number (const JrCaseColumn *column, JrCaseItem *item)
{
  return g_strdup (jr_case_item_get_state (item)->number);
}

static char *
get_item_name (const JrCaseColumn *column, JrCaseItem *item)
{
  return g_strdup (jr_case_item_get_state (item)->item_name);
}

static char *
get_applicant (const JrCaseColumn *column, JrCaseItem *item)
{
  return g_strdup (jr_case_item_get_applicant (item));
}

static char *
get_glyph (const JrCaseColumn *column, JrCaseItem *item)
{
  const JrReview *review = jr_case_find_review (jr_case_item_get_state (item), column->department);

  return g_strdup (jr_review_shape_get_glyph (jr_review_shape_of (review)));
}

static char *
get_holders (const JrCaseColumn *column, JrCaseItem *item)
{
  return jr_case_words_for_holders (jr_case_item_get_state (item));
}

static char *
get_status (const JrCaseColumn *column, JrCaseItem *item)
{
  return g_strdup (jr_case_words_for_status (jr_case_item_get_state (item)));
}

static int
compare_waiting (const JrCase *a, const JrCase *b)
{
  return (a->submitted_at > b->submitted_at) - (a->submitted_at < b->submitted_at);
}

static int
compare_number (const JrCase *a, const JrCase *b)
{
  return strcmp (a->number, b->number);
}

static int
compare_item_name (const JrCase *a, const JrCase *b)
{
  return g_utf8_collate (a->item_name, b->item_name);
}

static const JrColumnKind first_kinds[] = {
  { N_ ("Waiting"), get_waiting, compare_waiting, "numeric", 10 },
  { N_ ("Number"), get_number, compare_number, "numeric", 18 },
  { N_ ("Item"), get_item_name, compare_item_name, NULL, 0 },
  { N_ ("Applicant"), get_applicant, NULL, NULL, 10 },
};

static const JrColumnKind department_kind = { NULL, get_glyph, NULL, "review", 2 };

static const JrColumnKind last_kinds[] = {
  /* Translators: the column with the names of those who have claimed a review of the case. */
  { N_ ("With"), get_holders, NULL, NULL, 10 },
  { N_ ("Status"), get_status, NULL, NULL, 12 },
};

static void
describe_row (JrCaseColumns *self, GtkWidget *label, JrCaseItem *item)
{
  GtkWidget       *cell = gtk_widget_get_parent (label);
  GtkWidget       *row = cell == NULL ? NULL : gtk_widget_get_parent (cell);
  const JrRoom    *room = jr_desk_get_room (self->desk);
  g_autofree char *words = NULL;

  if (row == NULL || room == NULL)
    return;
  words = jr_case_words_for_row (jr_case_item_get_state (item), jr_case_item_get_applicant (item),
                                 room, jr_time_now ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* (transfer full) */
static char *
describe_review (const JrCaseColumn *column, JrCaseItem *item)
{
  const JrReview *review = jr_case_find_review (jr_case_item_get_state (item), column->department);

  return jr_review_shape_describe (review, jr_desk_get_department_name (column->columns->desk,
                                                                        column->department));
}

static void
show_review (const JrCaseColumn *column, GtkWidget *label, JrCaseItem *item)
{
  const JrReview  *review = jr_case_find_review (jr_case_item_get_state (item), column->department);
  const char      *style = jr_review_shape_get_style (jr_review_shape_of (review));
  g_autofree char *words = NULL;

  if (!gtk_widget_has_css_class (label, style))
    gtk_widget_set_css_classes (label, (const char *[]){ "review", style, NULL });
  words = describe_review (column, item);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
show (const JrCaseColumn *column, GtkListItem *list_item)
{
  GtkWidget       *label = gtk_list_item_get_child (list_item);
  JrCaseItem      *item = gtk_list_item_get_item (list_item);
  g_autofree char *text = column->kind->get_text (column, item);

  gtk_label_set_label (GTK_LABEL (label), text);
  if (column->department != NULL)
    show_review (column, label, item);
  else if (column->kind == &first_kinds[0])
    describe_row (column->columns, label, item);
}

static JrCaseColumn *
get_column (GtkListItem *list_item)
{
  return g_object_get_data (G_OBJECT (list_item), "jr-case-column");
}

static void
on_item_changed (JrCaseItem *item, GtkListItem *list_item)
{
  show (get_column (list_item), list_item);
}

static gboolean
on_query_tooltip (GtkWidget   *label,
                  int          x,
                  int          y,
                  gboolean     is_keyboard,
                  GtkTooltip  *tooltip,
                  GtkListItem *list_item)
{
  JrCaseColumn    *column = get_column (list_item);
  JrCaseItem      *item = gtk_list_item_get_item (list_item);
  g_autofree char *words = NULL;

  if (item == NULL)
    return FALSE;
  if (column->department != NULL)
    words = describe_review (column, item);
  else if (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))))
    words = column->kind->get_text (column, item);
  gtk_tooltip_set_text (tooltip, words);
  return words != NULL;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *list_item, JrCaseColumn *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  g_object_set_data (G_OBJECT (list_item), "jr-case-column", column);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), column->department != NULL ? 0.5f : 0.0f);
  gtk_label_set_width_chars (GTK_LABEL (label), column->kind->width);
  if (column->kind->style != NULL)
    gtk_widget_add_css_class (label, column->kind->style);
  gtk_widget_set_has_tooltip (label, TRUE);
  g_signal_connect_object (label, "query-tooltip", G_CALLBACK (on_query_tooltip), list_item, 0);
  gtk_list_item_set_child (list_item, label);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *list_item, JrCaseColumn *column)
{
  g_signal_connect_object (gtk_list_item_get_item (list_item), "changed",
                           G_CALLBACK (on_item_changed), list_item, 0);
  if (column->kind == &first_kinds[0])
    g_hash_table_add (column->columns->clocks, list_item);
  show (column, list_item);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *list_item, JrCaseColumn *column)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), on_item_changed,
                                        list_item);
  g_hash_table_remove (column->columns->clocks, list_item);
}

static void
case_column_free (gpointer data, GClosure *closure)
{
  JrCaseColumn *self = data;

  g_free (self->department);
  g_free (self);
}

static int
compare_items (gconstpointer a, gconstpointer b, gpointer kind)
{
  return ((const JrColumnKind *) kind)
    ->compare (jr_case_item_get_state ((JrCaseItem *) a),
               jr_case_item_get_state ((JrCaseItem *) b));
}

static void
append_column (JrCaseColumns *self, const JrColumnKind *kind, const char *department)
{
  g_autoptr (GtkListItemFactory)  factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = NULL;
  JrCaseColumn                   *column = g_new0 (JrCaseColumn, 1);

  column->columns = self;
  column->kind = kind;
  column->department = g_strdup (department);
  g_signal_connect_data (factory, "setup", G_CALLBACK (on_setup), column, case_column_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), column);

  view_column = gtk_column_view_column_new (department != NULL ? department : _ (kind->title),
                                            g_steal_pointer (&factory));
  gtk_column_view_column_set_expand (view_column, kind->width == 0);
  gtk_column_view_column_set_resizable (view_column, department == NULL);
  if (kind->compare != NULL)
    {
      g_autoptr (GtkSorter) sorter =
        GTK_SORTER (gtk_custom_sorter_new (compare_items, (gpointer) kind, NULL));

      gtk_column_view_column_set_sorter (view_column, sorter);
    }
  gtk_column_view_append_column (self->view, view_column);
}

static void
remove_columns (JrCaseColumns *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
}

/* A column has a title but no tooltip, so the names go to the widgets of the header, which are in the columns' order. */
static void
name_departments (JrCaseColumns *self)
{
  const JrRoom *room = jr_desk_get_room (self->desk);
  GtkWidget    *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget    *title = header == NULL ? NULL : gtk_widget_get_first_child (header);

  for (guint i = 0; title != NULL; i++)
    {
      if (i >= G_N_ELEMENTS (first_kinds) &&
          i < G_N_ELEMENTS (first_kinds) + room->departments->len)
        {
          const JrDepartment *department =
            g_ptr_array_index (room->departments, i - G_N_ELEMENTS (first_kinds));

          gtk_widget_set_tooltip_text (title, department->name);
        }
      title = gtk_widget_get_next_sibling (title);
    }
}

JrCaseColumns *
jr_case_columns_new (GtkColumnView *view, JrDesk *desk)
{
  JrCaseColumns *self = g_new0 (JrCaseColumns, 1);

  self->view = view;
  self->desk = desk;
  self->clocks = g_hash_table_new (NULL, NULL);
  return self;
}

void
jr_case_columns_free (JrCaseColumns *self)
{
  remove_columns (self);
  g_hash_table_unref (self->clocks);
  g_free (self);
}

void
jr_case_columns_rebuild (JrCaseColumns *self)
{
  const JrRoom *room = jr_desk_get_room (self->desk);

  remove_columns (self);
  if (room == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (first_kinds); i++)
    append_column (self, &first_kinds[i], NULL);
  for (guint i = 0; i < room->departments->len; i++)
    {
      const JrDepartment *department = g_ptr_array_index (room->departments, i);

      append_column (self, &department_kind, department->code);
    }
  for (guint i = 0; i < G_N_ELEMENTS (last_kinds); i++)
    append_column (self, &last_kinds[i], NULL);
  name_departments (self);
}

void
jr_case_columns_tick (JrCaseColumns *self)
{
  GHashTableIter iter;
  gpointer       list_item;

  g_hash_table_iter_init (&iter, self->clocks);
  while (g_hash_table_iter_next (&iter, &list_item, NULL))
    show (get_column (list_item), list_item);
}
