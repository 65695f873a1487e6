/* jr-application.c: the desk as a program
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-application.h"

#include <glib/gi18n.h>

#include "jr-app-resources.h"
#include "jr-demo.h"
#include "jr-menu-names.h"
#include "jr-notifier.h"
#include "jr-search-provider.h"
#include "jr-settings.h"
#include "jr-window.h"

/* One process for each person: it owns the desk (model) and its window, reads the command line and holds the actions
 * that belong to no window. With --demo it stands apart from the person's own: its sample room, its folder, its process. */

struct _JrApplication
{
  AdwApplication parent_instance;

  JrSettings       *settings;
  JrDesk           *desk;
  JrNotifier       *notifier;
  JrDemo           *demo;   /* NULL unless --demo */
  JrSearchProvider *search; /* NULL without a message bus */
  gboolean          is_demo;
  char             *hub; /* of the command line; NULL: the last one */
};

G_DEFINE_FINAL_TYPE (JrApplication, jr_application, ADW_TYPE_APPLICATION)

static const struct
{
  const char *action;
  const char *keys[3];
} accelerators[] = {
  { "app.quit", { "<Control>q", NULL } },
  { "window.close", { "<Control>w", NULL } },
  { "win.show-help", { "<Control>question", "<Control>slash", NULL } },
};

static JrWindow *
get_window (JrApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *link = windows; link != NULL; link = link->next)
    if (JR_IS_WINDOW (link->data))
      return link->data;
  return NULL;
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  JrWindow *window = get_window (JR_APPLICATION (data));

  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  JrApplication *self = JR_APPLICATION (data);

  adw_show_about_window (GTK_WINDOW (get_window (self)), "application-name", _ ("Joint Review"),
                         "application-icon", JR_APP_ID, "version", JR_VERSION, "developer-name",
                         _ ("The Joint Review developers"), "license-type", GTK_LICENSE_GPL_3_0,
                         "comments",
                         _ ("Several departments decide every case in one room, and the result "
                            "goes straight back to the window."),
                         /* Translators: your names, one a line. */
                         "translator-credits", _ ("translator-credits"), NULL);
}

/* (nullable): the window, to be looked at. */
static JrWindow *
show_window (gpointer app)
{
  g_application_activate (G_APPLICATION (app));
  return get_window (JR_APPLICATION (app));
}

/* What a notification leads to; "": just the window. */
static void
on_open_case_chosen (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *id = g_variant_get_string (parameter, NULL);
  JrWindow   *window = show_window (data);

  if (window != NULL && id[0] != '\0')
    jr_window_open_case (window, id);
}

static void
on_search_chosen (const char *case_id, const char *text, guint32 time, gpointer data)
{
  JrWindow *window = show_window (data);

  if (window == NULL)
    return;
  gtk_window_present_with_time (GTK_WINDOW (window), time);
  if (case_id != NULL)
    jr_window_open_case (window, case_id);
  else
    jr_window_search (window, text);
}

static const GActionEntry actions[] = {
  { .name = "open-case", .activate = on_open_case_chosen, .parameter_type = "s" },
  { .name = "quit", .activate = on_quit },
  { .name = "about", .activate = on_about },
};

static void
on_demo_ready (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (JrApplication) self = JR_APPLICATION (data);
  g_autoptr (GError)        error = NULL;
  g_autoptr (JrDemoAccount) account = jr_demo_start_finish (result, &error);
  JrWindow                 *window = get_window (self);

  if (window == NULL)
    return;
  jr_window_set_busy (window, NULL);
  if (account != NULL)
    {
      jr_window_log_in (window, account->url, account->user, account->password);
      return;
    }
  g_debug ("no sample room: %s", error->message);
  jr_window_ask (window, "", "");
  jr_window_say (window, _ ("The sample room could not be started. Is the hub installed too?"));
}

static void
start_demo (JrApplication *self, JrWindow *window)
{
  g_autofree char *folder =
    g_build_filename (g_get_user_cache_dir (), "joint-review", "demo", "room", NULL);

  jr_window_set_busy (window, _ ("Preparing a sample room. The first time this takes a moment…"));
  self->demo = jr_demo_new (folder);
  jr_demo_start_async (self->demo, on_demo_ready, g_object_ref (self));
}

static void
open_window (JrApplication *self)
{
  JrWindow        *window = jr_window_new (GTK_APPLICATION (self), self->desk, self->settings);
  g_autofree char *hub = jr_settings_dup_hub (self->settings);
  g_autofree char *user = jr_settings_dup_user (self->settings);

  gtk_window_present (GTK_WINDOW (window));
  if (self->is_demo)
    start_demo (self, window);
  else if (self->hub != NULL && !g_str_equal (self->hub, hub))
    jr_window_ask (window, self->hub, "");
  else
    jr_window_resume (window, hub, user);
}

static void
jr_application_activate (GApplication *app)
{
  JrApplication *self = JR_APPLICATION (app);
  JrWindow      *window = get_window (self);

  if (window != NULL)
    gtk_window_present (GTK_WINDOW (window));
  else
    open_window (self);
}

/* The demo's copy of the room belongs to the demo. */
static char *
get_desk_folder (JrApplication *self)
{
  if (self->is_demo)
    return g_build_filename (g_get_user_cache_dir (), "joint-review", "demo", "desk", NULL);
  return g_build_filename (g_get_user_data_dir (), "joint-review", NULL);
}

static void
jr_application_startup (GApplication *app)
{
  JrApplication   *self = JR_APPLICATION (app);
  g_autofree char *folder = get_desk_folder (self);

  G_APPLICATION_CLASS (jr_application_parent_class)->startup (app);
  gtk_window_set_default_icon_name (JR_APP_ID);
  jr_menu_names_begin ();
  self->settings = jr_settings_new ();
  self->desk = jr_desk_new (folder);
  self->notifier = jr_notifier_new (GTK_APPLICATION (app), self->desk);
  if (self->search != NULL)
    jr_search_provider_set_desk (self->search, self->desk);
  g_action_map_add_action_entries (G_ACTION_MAP (app), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (app), accelerators[i].action,
                                           accelerators[i].keys);
}

static void
jr_application_shutdown (GApplication *app)
{
  JrApplication *self = JR_APPLICATION (app);

  G_APPLICATION_CLASS (jr_application_parent_class)->shutdown (app);
  if (self->search != NULL)
    jr_search_provider_set_desk (self->search, NULL);
  g_clear_pointer (&self->notifier, jr_notifier_free);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->demo, jr_demo_free);
  g_clear_pointer (&self->settings, jr_settings_free);
}

/* A sample room is not the person's own: it does not answer the desktop's search. */
static gboolean
jr_application_dbus_register (GApplication    *app,
                              GDBusConnection *connection,
                              const char      *path,
                              GError         **error)
{
  JrApplication   *self = JR_APPLICATION (app);
  g_autofree char *search_path = g_strconcat (path, "/SearchProvider", NULL);

  if (!G_APPLICATION_CLASS (jr_application_parent_class)
         ->dbus_register (app, connection, path, error))
    return FALSE;
  if (self->is_demo)
    return TRUE;
  self->search = jr_search_provider_new (connection, search_path, on_search_chosen, self, error);
  return self->search != NULL;
}

static void
jr_application_dbus_unregister (GApplication *app, GDBusConnection *connection, const char *path)
{
  g_clear_pointer (&JR_APPLICATION (app)->search, jr_search_provider_free);
  G_APPLICATION_CLASS (jr_application_parent_class)->dbus_unregister (app, connection, path);
}

static int
jr_application_handle_local_options (GApplication *app, GVariantDict *options)
{
  JrApplication *self = JR_APPLICATION (app);

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("joint-review %s\n", JR_VERSION);
      return 0;
    }
  self->is_demo = g_variant_dict_contains (options, "demo");
  g_variant_dict_lookup (options, "hub", "s", &self->hub);
  /* A window that another process already shows cannot be told of these. */
  if (self->is_demo || self->hub != NULL)
    g_application_set_flags (app, g_application_get_flags (app) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
jr_application_finalize (GObject *object)
{
  g_free (JR_APPLICATION (object)->hub);
  G_OBJECT_CLASS (jr_application_parent_class)->finalize (object);
}

static void
jr_application_class_init (JrApplicationClass *klass)
{
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = jr_application_finalize;
  app_class->startup = jr_application_startup;
  app_class->activate = jr_application_activate;
  app_class->shutdown = jr_application_shutdown;
  app_class->dbus_register = jr_application_dbus_register;
  app_class->dbus_unregister = jr_application_dbus_unregister;
  app_class->handle_local_options = jr_application_handle_local_options;
}

static const GOptionEntry options[] = {
  { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Start with a sample room of its own"), NULL },
  { "hub", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Log in to the hub at this address"), "URL" },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Say which version this is"), NULL },
  G_OPTION_ENTRY_NULL,
};

static void
jr_application_init (JrApplication *self)
{
  jr_app_register_resource ();
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (
    G_APPLICATION (self), _ ("– decide cases of several departments in one room"));
}

JrApplication *
jr_application_new (void)
{
  return g_object_new (JR_TYPE_APPLICATION, "application-id", JR_APP_ID, "resource-base-path",
                       "/org/jointreview/JointReview", NULL);
}
