/* jr-settings.h: what the app remembers of how it was used
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** JrSettings: GSettings where the schema is installed; where it is not, defaults that are forgotten at the end. */
typedef struct _JrSettings JrSettings;

JrSettings *jr_settings_new (void);
void        jr_settings_free (JrSettings *self);

/* Where and as whom one logged in last; "" at first. (transfer full) */
char *jr_settings_dup_hub (JrSettings *self);
char *jr_settings_dup_user (JrSettings *self);
void  jr_settings_set_last (JrSettings *self, const char *hub, const char *user);

/* Gives the window the size it had, and remembers the one it gets. */
void jr_settings_bind_window (JrSettings *self, GtkWindow *window);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrSettings, jr_settings_free)

G_END_DECLS
