/* jr-application.c: the desk as a program
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-application.h"

#include <glib/gi18n.h>

#include "jr-app-resources.h"
#include "jr-window.h"

/* One process for each person: it owns the desk (model) and its windows, reads the command line and holds the actions
 * that belong to no window. */

struct _JrApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (JrApplication, jr_application, ADW_TYPE_APPLICATION)

static void
jr_application_activate (GApplication *app)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (app));

  if (window == NULL)
    window = GTK_WINDOW (jr_window_new (JR_APPLICATION (app)));
  gtk_window_present (window);
}

static void
jr_application_class_init (JrApplicationClass *klass)
{
  G_APPLICATION_CLASS (klass)->activate = jr_application_activate;
}

static void
jr_application_init (JrApplication *self)
{
  jr_app_register_resource ();
}

JrApplication *
jr_application_new (void)
{
  return g_object_new (JR_TYPE_APPLICATION, "application-id", JR_APP_ID, "resource-base-path",
                       "/org/jointreview/JointReview", NULL);
}
