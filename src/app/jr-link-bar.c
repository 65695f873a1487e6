/* jr-link-bar.c: the bar that says for how long there is no line
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-link-bar.h"

#include "jr-link-words.h"

/* Asks the words again when the state of the line changes, and every few seconds while there is none, so that the
 * minutes are right. A clock runs only then. */

#define JR_LINK_BAR_SECONDS 5

struct _JrLinkBar
{
  GtkWidget parent_instance;

  GtkWidget *bar;
  GtkLabel  *words;
  GtkWidget *trust; /* only while the hub is refused */

  JrDesk *desk;
  JrTime  since; /* 0: all is well */
  guint   clock;
};

G_DEFINE_FINAL_TYPE (JrLinkBar, jr_link_bar, GTK_TYPE_WIDGET)

static void
show (JrLinkBar *self)
{
  const char      *refusal = jr_link_words_for_distrust (jr_desk_get_distrust (self->desk));
  g_autofree char *words = refusal != NULL ? g_strdup (refusal)
                                           : jr_link_words_for_bar (jr_desk_get_link (self->desk),
                                                                    self->since, jr_time_now ());

  gtk_widget_set_visible (self->trust, refusal != NULL);
  if (words != NULL)
    gtk_label_set_label (self->words, words);
  gtk_widget_set_visible (self->bar, words != NULL);
}

static gboolean
on_clock (gpointer data)
{
  show (JR_LINK_BAR (data));
  return G_SOURCE_CONTINUE;
}

static void
on_link_changed (JrDesk *desk, GParamSpec *pspec, JrLinkBar *self)
{
  gboolean is_broken = jr_desk_get_link (desk) == JR_LINK_CONNECTING;

  if (is_broken && self->clock == 0)
    {
      gint64 last_live;

      g_object_get (desk, "last-live", &last_live, NULL);
      self->since = last_live != 0 ? last_live : jr_time_now ();
      self->clock = g_timeout_add_seconds (JR_LINK_BAR_SECONDS, on_clock, self);
    }
  else if (!is_broken)
    {
      self->since = 0;
      g_clear_handle_id (&self->clock, g_source_remove);
    }
  show (self);
}

static void
jr_link_bar_dispose (GObject *object)
{
  JrLinkBar *self = JR_LINK_BAR (object);

  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->bar, gtk_widget_unparent);
  G_OBJECT_CLASS (jr_link_bar_parent_class)->dispose (object);
}

static void
jr_link_bar_class_init (JrLinkBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jr_link_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/jointreview/JointReview/jr-link-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, JrLinkBar, bar);
  gtk_widget_class_bind_template_child (widget_class, JrLinkBar, words);
  gtk_widget_class_bind_template_child (widget_class, JrLinkBar, trust);
}

static void
jr_link_bar_init (JrLinkBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
jr_link_bar_set_desk (JrLinkBar *self, JrDesk *desk)
{
  g_return_if_fail (JR_IS_LINK_BAR (self) && self->desk == NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "notify::link", G_CALLBACK (on_link_changed), self, 0);
  on_link_changed (desk, NULL, self);
}
