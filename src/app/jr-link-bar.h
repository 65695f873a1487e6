/* jr-link-bar.h: the bar that says for how long there is no line
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "jr-desk.h"

G_BEGIN_DECLS

#define JR_TYPE_LINK_BAR (jr_link_bar_get_type ())

/** JrLinkBar: closed while all is well; belongs under the header of a page. */
G_DECLARE_FINAL_TYPE (JrLinkBar, jr_link_bar, JR, LINK_BAR, GtkWidget)

void jr_link_bar_set_desk (JrLinkBar *self, JrDesk *desk);

G_END_DECLS
