/* jr-menu-names.h: names for what is in a menu
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From now on the items of every menu tell a screen reader what they are. Once in a program. */
void jr_menu_names_begin (void);

G_END_DECLS
