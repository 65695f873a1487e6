/* jr-opinion-history.c: what happened to a case, in words
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-opinion-history.h"

#include <glib/gi18n.h>

#include "jr-opinion-words.h"

/* A line for each event: when, what, who. Filled again at each change of the case; a case has tens of events. */

struct _JrOpinionHistory
{
  AdwBin parent_instance;

  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (JrOpinionHistory, jr_opinion_history, ADW_TYPE_BIN)

static void
jr_opinion_history_class_init (JrOpinionHistoryClass *klass)
{
}

static void
jr_opinion_history_init (JrOpinionHistory *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 10));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static const char *
get_department_name (const char *code, gpointer data)
{
  return jr_desk_get_department_name (data, code);
}

static GtkWidget *
make_line (JrDesk *desk, const JrEvent *event, JrTime now)
{
  GtkWidget       *line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *what = jr_opinion_describe_event (event, get_department_name, desk);
  g_autofree char *at = jr_opinion_format_time (event->at, now);
  g_autofree char *who = NULL;
  gboolean         is_person = event->by != NULL && event->by->role != JR_ROLE_HUB;
  GtkWidget       *foot;

  who = g_strdup_printf ("%s%s%s", at, is_person ? " · " : "", is_person ? event->by->name : "");
  gtk_box_append (GTK_BOX (line), make_label (what, NULL));
  foot = make_label (who, "caption");
  gtk_widget_add_css_class (foot, "dim-label");
  gtk_box_append (GTK_BOX (line), foot);
  return line;
}

void
jr_opinion_history_show (JrOpinionHistory *self, JrDesk *desk, GPtrArray *events)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  if (events->len == 0)
    gtk_box_append (self->box,
                    make_label (_ ("The history comes with the line to the hub."), "dim-label"));
  for (guint i = events->len; i > 0; i--)
    gtk_box_append (self->box, make_line (desk, events->pdata[i - 1], jr_time_now ()));
}
