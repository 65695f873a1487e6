/* jr-seen.c: tells a screen reader which page is seen
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-seen.h"

/* GTK 4.8 leaves the pages of a stack or leaflet that are not shown in the tree of the screen reader, where they read as
 * if they were on the screen. Only those that a person sees belong there. */

static void
tell (GtkWidget *parent, GtkWidget *seen)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN, child != seen,
                                 -1);
}

static void
on_stack_turned (GtkStack *stack)
{
  tell (GTK_WIDGET (stack), gtk_stack_get_visible_child (stack));
}

static void
on_leaflet_turned (AdwLeaflet *leaflet)
{
  tell (GTK_WIDGET (leaflet), adw_leaflet_get_visible_child (leaflet));
}

void
jr_seen_follow_stack (GtkStack *stack)
{
  g_signal_connect (stack, "notify::visible-child", G_CALLBACK (on_stack_turned), NULL);
  on_stack_turned (stack);
}

void
jr_seen_follow_leaflet (AdwLeaflet *leaflet)
{
  g_signal_connect (leaflet, "notify::visible-child", G_CALLBACK (on_leaflet_turned), NULL);
  on_leaflet_turned (leaflet);
}
