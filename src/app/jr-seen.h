/* jr-seen.h: tells a screen reader which page is seen
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* From now on only the child that is shown is there for a screen reader. */
void jr_seen_follow_stack (GtkStack *stack);
void jr_seen_follow_leaflet (AdwLeaflet *leaflet);

G_END_DECLS
