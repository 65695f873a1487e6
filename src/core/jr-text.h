/* jr-text.h: what counts as text from a person
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* UTF-8 without control characters other than newline and tab (NULL is none). */
gboolean jr_text_is_clean (const char *text);
/* UTF-8 without any control character: names, codes and numbers. */
gboolean jr_text_is_one_line (const char *text);
/* Clean, at most @max_length characters, and something other than white space in it. */
gboolean jr_text_is_said (const char *text, gsize max_length);

G_END_DECLS
