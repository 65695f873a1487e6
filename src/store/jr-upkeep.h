/* jr-upkeep.h: what a database needs now and then
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-database.h"

G_BEGIN_DECLS

/* One state of the database as a file of its own, while others go on writing. @path is empty or not there yet. */
gboolean jr_database_copy_to (JrDatabase *self, const char *path, GError **error);

/* Moves what is in the write-ahead log into the database and cuts the log to nothing, also when readers always overlap.
 * Waits for them and holds a writer up for @patience_ms at most; *out_is_cut says whether that was enough. On a
 * connection of one's own. */
gboolean
jr_database_cut_wal (JrDatabase *self, guint patience_ms, gboolean *out_is_cut, GError **error);

/* Makes cases, reviews and search anew from the log, in one transaction; byte for byte what writing left. */
gboolean jr_case_table_rebuild (JrDatabase *database, gint64 *out_events, GError **error);

G_END_DECLS
