/* jr-content-names.h: what a content stream draws by name
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The operands of "Do" ("/Im0"), each once, in order; at most @max_names. */
GPtrArray *jr_content_names_find (const guint8 *content, gsize size, guint max_names);

G_END_DECLS
