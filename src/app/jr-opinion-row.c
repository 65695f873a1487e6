/* jr-opinion-row.c: what one department says of a case
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-opinion-row.h"

#include <glib/gi18n.h>

#include "jr-opinion-words.h"

/* A shape, the department, the state in words; below it who decided and what was said. Shown again at each change. */

struct _JrOpinionRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *symbol;
  GtkLabel *department;
  GtkLabel *state;
  GtkLabel *words;
};

G_DEFINE_FINAL_TYPE (JrOpinionRow, jr_opinion_row, GTK_TYPE_LIST_BOX_ROW)

static void
jr_opinion_row_class_init (JrOpinionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/jointreview/JointReview/jr-opinion-row.ui");
  gtk_widget_class_bind_template_child (widget_class, JrOpinionRow, symbol);
  gtk_widget_class_bind_template_child (widget_class, JrOpinionRow, department);
  gtk_widget_class_bind_template_child (widget_class, JrOpinionRow, state);
  gtk_widget_class_bind_template_child (widget_class, JrOpinionRow, words);
}

static void
jr_opinion_row_init (JrOpinionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
jr_opinion_row_new (void)
{
  return g_object_new (JR_TYPE_OPINION_ROW, NULL);
}

/* What she said and what she found missing, a line each. */
static char *
describe_decision (const JrDecision *decision)
{
  g_autoptr (GString) words = g_string_new (decision->opinion);

  for (guint i = 0; i < decision->missing->len; i++)
    g_string_append_printf (words, "%s• %s", words->len > 0 ? "\n" : "",
                            (const char *) decision->missing->pdata[i]);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* How the review stands, and whose decision it is. */
static char *
describe_state (const JrReview *review, JrTime now)
{
  g_autofree char *state = jr_opinion_describe_review (review, now);

  if (review->phase != JR_REVIEW_DECIDED || review->decision->by == NULL)
    return g_steal_pointer (&state);
  return g_strdup_printf ("%s · %s", state, review->decision->by->name);
}

void
jr_opinion_row_show (JrOpinionRow   *self,
                     const JrReview *review,
                     const char     *department,
                     gboolean        is_mine,
                     JrTime          now)
{
  const char      *classes[] = { jr_opinion_get_style (review), NULL };
  g_autofree char *state = describe_state (review, now);
  g_autofree char *words = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *label = NULL;

  if (review->phase == JR_REVIEW_DECIDED && review->decision != NULL)
    words = describe_decision (review->decision);
  /* Translators: behind the name of the reader's own department */
  mine = is_mine ? g_strdup_printf (_ ("%s (mine)"), department) : g_strdup (department);
  label = g_strdup_printf ("%s, %s%s%s", mine, state, words != NULL && *words != '\0' ? ", " : "",
                           words != NULL ? words : "");
  gtk_label_set_label (self->symbol, jr_opinion_get_symbol (review));
  gtk_widget_set_css_classes (GTK_WIDGET (self->symbol), classes);
  gtk_label_set_label (self->department, mine);
  gtk_label_set_label (self->state, state);
  gtk_label_set_label (self->words, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->words), words != NULL && *words != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
