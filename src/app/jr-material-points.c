/* jr-material-points.c: the points to check of a service item
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-material-points.h"

/* A check button for each point (审查要点) of the item under which the case was accepted. */

struct _JrMaterialPoints
{
  AdwBin parent_instance;

  GtkBox *box;

  JrDesk    *desk;
  char      *case_id;
  GPtrArray *points; /* as shown; NULL before the first */
};

G_DEFINE_FINAL_TYPE (JrMaterialPoints, jr_material_points, ADW_TYPE_BIN)

char *
jr_material_points_write (const gboolean *ticks, guint n_points)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_points; i++)
    if (ticks[i])
      g_string_append_printf (text, "%s%u", text->len > 0 ? " " : "", i);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
jr_material_points_is_ticked (const char *text, guint point)
{
  g_auto (GStrv)   parts = g_strsplit (text != NULL ? text : "", " ", -1);
  g_autofree char *wanted = g_strdup_printf ("%u", point);

  return g_strv_contains ((const char *const *) parts, wanted);
}

static void
on_ticked (GtkCheckButton *button, JrMaterialPoints *self)
{
  g_autofree gboolean *ticks = g_new0 (gboolean, self->points->len);
  g_autofree char     *text = NULL;
  GtkWidget           *child = gtk_widget_get_first_child (GTK_WIDGET (self->box));

  for (guint i = 0; i < self->points->len && child != NULL; i++)
    {
      ticks[i] = gtk_check_button_get_active (GTK_CHECK_BUTTON (child));
      child = gtk_widget_get_next_sibling (child);
    }
  text = jr_material_points_write (ticks, self->points->len);
  jr_desk_set_draft (self->desk, self->case_id, "points", text);
}

static void
jr_material_points_dispose (GObject *object)
{
  JrMaterialPoints *self = JR_MATERIAL_POINTS (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->case_id, g_free);
  g_clear_pointer (&self->points, g_ptr_array_unref);
  G_OBJECT_CLASS (jr_material_points_parent_class)->dispose (object);
}

static void
jr_material_points_class_init (JrMaterialPointsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = jr_material_points_dispose;
}

static void
jr_material_points_init (JrMaterialPoints *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

static GtkWidget *
make_point (JrMaterialPoints *self, const char *point, gboolean is_ticked)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *words = gtk_label_new (point);

  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
  /* It wraps only where the sidebar ends: a check button gives its child no more than the natural width. */
  gtk_label_set_natural_wrap_mode (GTK_LABEL (words), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), is_ticked);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, point,
                                  -1);
  g_signal_connect (button, "toggled", G_CALLBACK (on_ticked), self);
  return button;
}

void
jr_material_points_show (JrMaterialPoints *self,
                         JrDesk           *desk,
                         const char       *case_id,
                         GPtrArray        *points)
{
  g_autofree char *ticked = NULL;

  /* The points of a case never change; they may only be unknown while offline. */
  if (self->points != NULL || points == NULL)
    return;
  self->desk = g_object_ref (desk);
  self->case_id = g_strdup (case_id);
  self->points = g_ptr_array_ref (points);
  ticked = jr_desk_get_draft (desk, case_id, "points");
  for (guint i = 0; i < points->len; i++)
    gtk_box_append (self->box,
                    make_point (self, points->pdata[i], jr_material_points_is_ticked (ticked, i)));
}
