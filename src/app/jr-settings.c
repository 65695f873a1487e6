/* jr-settings.c: what the app remembers of how it was used
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-settings.h"

/* g_settings_new() ends the program when a schema is missing; an app that runs from its build folder must not. So the
 * schema is looked up first, and everything here works without it. */

struct _JrSettings
{
  GSettings *settings; /* NULL: no schema */
};

JrSettings *
jr_settings_new (void)
{
  JrSettings                 *self = g_new0 (JrSettings, 1);
  GSettingsSchemaSource      *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, JR_APP_ID, TRUE);
  if (schema != NULL)
    self->settings = g_settings_new_full (schema, NULL, NULL);
  else
    g_debug ("the settings' schema is not installed, nothing will be remembered");
  return self;
}

void
jr_settings_free (JrSettings *self)
{
  g_clear_object (&self->settings);
  g_free (self);
}

static char *
dup_string (JrSettings *self, const char *key)
{
  return self->settings == NULL ? g_strdup ("") : g_settings_get_string (self->settings, key);
}

char *
jr_settings_dup_hub (JrSettings *self)
{
  return dup_string (self, "last-hub");
}

char *
jr_settings_dup_user (JrSettings *self)
{
  return dup_string (self, "last-user");
}

void
jr_settings_set_last (JrSettings *self, const char *hub, const char *user)
{
  if (self->settings == NULL)
    return;
  g_settings_set_string (self->settings, "last-hub", hub);
  g_settings_set_string (self->settings, "last-user", user);
}

void
jr_settings_bind_window (JrSettings *self, GtkWindow *window)
{
  if (self->settings == NULL)
    return;
  g_settings_bind (self->settings, "window-width", window, "default-width",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", window, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", window, "maximized",
                   G_SETTINGS_BIND_DEFAULT);
}
