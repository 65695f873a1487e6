/* jr-page-keys.h: which key does what on the case page
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Where the focus is decides which keys are ours. */
typedef enum
{
  JR_PAGE_FOCUS_ELSEWHERE,
  JR_PAGE_FOCUS_BUTTON, /* Space and Enter press it */
  JR_PAGE_FOCUS_LIST,   /* arrows, Space and Enter are the list's */
  JR_PAGE_FOCUS_TEXT,   /* only keys with Ctrl, and Escape */
  JR_PAGE_FOCUS_MENU,   /* everything is the popover's */
} JrPageFocus;

/**
 * jr_page_keys_find_action:
 * @is_marking: a review mark is being put or moved: arrows, plus, minus, Enter, Delete and Escape are the mark's
 *
 * Returns: (nullable): the detailed name of the action for this key, or NULL when the key is not the page's
 */
const char *jr_page_keys_find_action (guint           keyval,
                                      GdkModifierType state,
                                      JrPageFocus     focus,
                                      gboolean        is_marking);

G_END_DECLS
