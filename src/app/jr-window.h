/* jr-window.h: the window of the desk
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "jr-desk.h"
#include "jr-settings.h"

G_BEGIN_DECLS

#define JR_TYPE_WINDOW (jr_window_get_type ())

G_DECLARE_FINAL_TYPE (JrWindow, jr_window, JR, WINDOW, AdwApplicationWindow)

/* Borrows @settings for its life. */
JrWindow *jr_window_new (GtkApplication *app, JrDesk *desk, JrSettings *settings);

/* Asks for hub, user and password; @hub and @user fill the fields. */
void jr_window_ask (JrWindow *self, const char *hub, const char *user);
/* Goes on with the session whose token the keyring has, or asks. */
void jr_window_resume (JrWindow *self, const char *hub, const char *user);
/* Logs in with an account of the sample room; nothing of it is remembered. */
void jr_window_log_in (JrWindow *self, const char *hub, const char *user, const char *password);
/* Shows that something is under way before one can log in. */
void jr_window_set_busy (JrWindow *self, const char *words);
/* Opens a case, or searches the list; nothing happens while nobody is logged in. */
void jr_window_open_case (JrWindow *self, const char *id);
void jr_window_search (JrWindow *self, const char *text);
void jr_window_say (JrWindow *self, const char *words);

G_END_DECLS
