/* lint-ui.c: every .ui file of the app instantiates
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One test for each .ui file among the resources of the app. A template is tried by making its widget, found by the same
 * rule as GtkBuilder's (JrWindow → jr_window_get_type), so that its callbacks and bindings are resolved too; any other
 * file by building it. GTK reports what is wrong as a warning, and warnings are fatal here. The first test
 * shows that a file with an unknown property or class is reported. */

#include <adwaita.h>
#include <gmodule.h>

#include "jr-app-resources.h"

#define ROOT "/org/jointreview/JointReview/"

typedef GType (*TypeFunc) (void);

static GType
find_type (const char *name)
{
  g_autoptr (GString) symbol = g_string_new (NULL);
  GModule            *program = g_module_open (NULL, 0);
  TypeFunc            get_type = NULL;

  for (const char *c = name; *c != '\0'; c++)
    {
      if (g_ascii_isupper (*c) && symbol->len > 0)
        g_string_append_c (symbol, '_');
      g_string_append_c (symbol, g_ascii_tolower (*c));
    }
  g_string_append (symbol, "_get_type");
  if (!g_module_symbol (program, symbol->str, (gpointer *) &get_type))
    return G_TYPE_INVALID;
  return get_type ();
}

static char *
find_template (const char *xml)
{
  g_autoptr (GRegex)     pattern = g_regex_new ("<template\\s+class=\"(\\w+)\"", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (pattern, xml, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

static gboolean
build (const char *xml, GError **error)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();

  return gtk_builder_add_from_string (builder, xml, -1, error);
}

static void
instantiate (const char *class_name)
{
  GType      type = find_type (class_name);
  GtkWidget *widget;

  g_assert_cmpuint (type, !=, G_TYPE_INVALID);
  if (G_TYPE_IS_ABSTRACT (type))
    return;
  widget = g_object_ref_sink (g_object_new (type, NULL));
  if (GTK_IS_WINDOW (widget))
    gtk_window_destroy (GTK_WINDOW (widget));
  g_object_unref (widget);
}

static void
test_file (gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (data, 0, NULL);
  g_autofree char   *xml = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char   *class_name = find_template (xml);
  g_autoptr (GError) error = NULL;

  if (class_name != NULL)
    instantiate (class_name);
  else
    build (xml, &error);
  g_assert_no_error (error);
}

static guint
add_tests (const char *folder)
{
  g_auto (GStrv) names = g_resources_enumerate_children (folder, 0, NULL);
  guint          n_files = 0;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (folder, names[i], NULL);

      if (g_str_has_suffix (path, "/"))
        n_files += add_tests (path);
      if (!g_str_has_suffix (path, ".ui"))
        continue;
      n_files++;
      g_test_add_data_func_full (path, g_strdup (path), test_file, g_free);
    }
  return n_files;
}

static void
test_can_fail (void)
{
  const char *const bad[] = {
    "<interface><object class=\"JrNoSuchThing\"/></interface>",
    "<interface><object class=\"GtkLabel\"><property name=\"lable\">x</property></object></interface>",
    "<interface><object class=\"AdwStatusPage\"><child></interface>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (build (bad[i], &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  jr_app_register_resource ();
  g_test_add_func ("/can-fail", test_can_fail);
  g_assert_cmpuint (add_tests (ROOT), >, 0);
  return g_test_run ();
}
