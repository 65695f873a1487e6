/* jr-notifier.h: tells the desktop of work that came while nobody looked
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "jr-desk.h"

G_BEGIN_DECLS

/**
 * JrNotifier:
 *
 * One notification for all the cases that wait for the person's department since no window of the app was looked at.
 * Choosing it opens the case, or the window when there are several (action "app.open-case" with the case's id, or "").
 */
typedef struct _JrNotifier JrNotifier;

/* Borrows both. */
JrNotifier *jr_notifier_new (GtkApplication *app, JrDesk *desk);
void        jr_notifier_free (JrNotifier *self);

G_END_DECLS
