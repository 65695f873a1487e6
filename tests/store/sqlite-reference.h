/* sqlite-reference.h: what the store's and the hub's commands are compared with, measured in the same run
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SQLite alone on the disk of @folder, one small row a commit, WAL and synchronous=FULL. Rows a second. */
double measure_sqlite_rows (const char *folder);

G_END_DECLS
