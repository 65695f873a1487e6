/* jr-item-table.h: service items, every version kept
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-database.h"
#include "jr-item.h"

G_BEGIN_DECLS

/* The version is given by the table: 1 for a new code, the next when something changed, none when nothing did. */
gboolean
jr_item_table_put (JrDatabase *database, const JrItem *item, gboolean *out_changed, GError **error);
JrItem *jr_item_table_load (JrDatabase *database,
                            const char *code,
                            guint       version, /* 0: the newest */
                            GError    **error);
/* (element-type JrItem) newest versions, by code. */
GPtrArray *jr_item_table_load_all (JrDatabase *database, GError **error);

G_END_DECLS
