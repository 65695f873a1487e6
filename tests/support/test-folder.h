/* test-folder.h: folders that tests make
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* With all that is in it; it must be there. */
void remove_folder (const char *path);

G_END_DECLS
