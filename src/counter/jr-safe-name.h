/* jr-safe-name.h: names of files that came from somebody else
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What may stand in a folder of ours as the name of a PDF: no path, nothing hidden, no control characters, not too long,
 * ending in .pdf, and not among @taken (a set of names in lower case), to which it is added. (transfer full) */
char *jr_safe_name (const char *name, GHashTable *taken);

G_END_DECLS
