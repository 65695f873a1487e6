/* jr-menu-names.c: names for what is in a menu
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-menu-names.h"

/* GTK makes the items of a menu out of its model. In 4.8 they have names; in 4.18 they refer to a label that has none for
 * them, so that a screen reader says "menu item" for each. Their widget is private and made whenever the menu changes, but what it says is a property of
 * it: it is read when the item comes onto the screen. */

#define ITEM_TYPE "GtkModelButton"

static void
name_item (GtkWidget *item)
{
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  g_auto (GStrv)   parts = NULL;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (item), "text") != NULL)
    g_object_get (item, "text", &text, NULL);
  if (text == NULL)
    return;
  /* Without the signs before the letters that choose an item. */
  parts = g_strsplit (text, "_", -1);
  name = g_strjoinv ("", parts);
  /* A label that is referred to comes before a name of one's own. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static gboolean
on_mapped (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), ITEM_TYPE))
    name_item (widget);
  return TRUE; /* and the next */
}

void
jr_menu_names_begin (void)
{
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET));
  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, on_mapped, NULL, NULL);
}
