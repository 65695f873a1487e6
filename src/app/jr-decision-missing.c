/* jr-decision-missing.c: the list of what an applicant has to bring
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-decision-missing.h"

#include <glib/gi18n.h>

#include "jr-decision-rules.h"
#include "jr-limits.h"

/* The law wants everything that is missing in one notice, so it must be easy to add one more: typing into the last line
 * makes another, and what the item asks for is one click away. */

struct _JrDecisionMissing
{
  AdwBin parent_instance;

  GtkBox *lines;
  GtkBox *suggestions;

  gboolean is_loading;
};

G_DEFINE_FINAL_TYPE (JrDecisionMissing, jr_decision_missing, ADW_TYPE_BIN)

static guint changed_signal;

static void
jr_decision_missing_class_init (JrDecisionMissingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/jointreview/JointReview/jr-decision-missing.ui");
  gtk_widget_class_bind_template_child (widget_class, JrDecisionMissing, lines);
  gtk_widget_class_bind_template_child (widget_class, JrDecisionMissing, suggestions);
  changed_signal = g_signal_new ("changed", JR_TYPE_DECISION_MISSING, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
jr_decision_missing_init (JrDecisionMissing *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  jr_decision_missing_set_lines (self, NULL);
}

static GtkWidget *
get_last (JrDecisionMissing *self)
{
  return gtk_widget_get_last_child (GTK_WIDGET (self->lines));
}

static gboolean
is_empty (GtkWidget *line)
{
  return *gtk_editable_get_text (GTK_EDITABLE (line)) == '\0';
}

static void add_line (JrDecisionMissing *self, const char *text);

static void
on_line_changed (GtkEditable *line, JrDecisionMissing *self)
{
  GtkWidget *last = get_last (self);

  if (self->is_loading)
    return;
  if (GTK_WIDGET (line) == last && !is_empty (last))
    add_line (self, "");
  g_signal_emit (self, changed_signal, 0);
}

static void
on_line_activated (GtkEntry *line, JrDecisionMissing *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
on_line_cleared (GtkEntry *line, GtkEntryIconPosition position, JrDecisionMissing *self)
{
  if (GTK_WIDGET (line) == get_last (self))
    return;
  gtk_box_remove (self->lines, GTK_WIDGET (line));
  g_signal_emit (self, changed_signal, 0);
}

static void
add_line (JrDecisionMissing *self, const char *text)
{
  GtkWidget *line = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (line), text);
  gtk_entry_set_max_length (GTK_ENTRY (line), JR_TEXT_MAXIMUM);
  gtk_entry_set_placeholder_text (GTK_ENTRY (line), _ ("What is missing or wrong"));
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (line), GTK_ENTRY_ICON_SECONDARY,
                                     "edit-clear-symbolic");
  gtk_entry_set_icon_tooltip_text (GTK_ENTRY (line), GTK_ENTRY_ICON_SECONDARY,
                                   _ ("Remove this line"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (line), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What is missing or wrong"), -1);
  g_signal_connect (line, "changed", G_CALLBACK (on_line_changed), self);
  g_signal_connect (line, "activate", G_CALLBACK (on_line_activated), self);
  g_signal_connect (line, "icon-release", G_CALLBACK (on_line_cleared), self);
  gtk_box_append (self->lines, line);
}

GPtrArray *
jr_decision_missing_get_lines (JrDecisionMissing *self)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->lines));

  for (; line != NULL; line = gtk_widget_get_next_sibling (line))
    {
      char *text = jr_decision_rules_strip (gtk_editable_get_text (GTK_EDITABLE (line)));

      if (text != NULL)
        g_ptr_array_add (lines, text);
    }
  return lines;
}

void
jr_decision_missing_set_lines (JrDecisionMissing *self, GPtrArray *lines)
{
  GtkWidget *line;

  self->is_loading = TRUE;
  while ((line = get_last (self)) != NULL)
    gtk_box_remove (self->lines, line);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    add_line (self, lines->pdata[i]);
  add_line (self, "");
  self->is_loading = FALSE;
}

void
jr_decision_missing_add (JrDecisionMissing *self, const char *line)
{
  gtk_editable_set_text (GTK_EDITABLE (get_last (self)), line);
}

static GtkWidget *
make_suggestion (const char *name)
{
  GtkWidget       *button = gtk_button_new ();
  GtkWidget       *words = gtk_label_new (NULL);
  g_autofree char *text = g_strdup_printf ("+ %s", name);
  g_autofree char *label = g_strdup_printf (_ ("Add “%s”"), name);

  gtk_label_set_label (GTK_LABEL (words), text);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), words);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "suggestion");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "case.add-missing");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_tooltip_text (button, name);
  return button;
}

void
jr_decision_missing_set_suggestions (JrDecisionMissing *self, GPtrArray *names)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->suggestions))) != NULL)
    gtk_box_remove (self->suggestions, child);
  for (guint i = 0; i < names->len; i++)
    gtk_box_append (self->suggestions, make_suggestion (names->pdata[i]));
}

void
jr_decision_missing_grab_focus (JrDecisionMissing *self)
{
  gtk_widget_grab_focus (get_last (self));
}
