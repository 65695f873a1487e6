/* jr-window.h: the window of the desk
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "jr-application.h"

G_BEGIN_DECLS

#define JR_TYPE_WINDOW (jr_window_get_type ())

G_DECLARE_FINAL_TYPE (JrWindow, jr_window, JR, WINDOW, AdwApplicationWindow)

JrWindow *jr_window_new (JrApplication *app);

G_END_DECLS
