/* jr-head-table.h: what the hub has signed of its log
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-database.h"
#include "jr-head.h"

G_BEGIN_DECLS

/* Where the log ends now, without time, key and signature. */
gboolean jr_head_load_present (JrDatabase *database, JrHead *out_head, GError **error);
gboolean jr_head_table_put (JrDatabase *database, const JrHead *head, GError **error);
/* Of the present epoch; *out_found FALSE while none was signed in it. */
gboolean jr_head_table_load_newest (JrDatabase *database,
                                    JrHead     *out_head,
                                    gboolean   *out_found,
                                    GError    **error);
typedef gboolean (*JrHeadFunc) (const JrHead *head, gpointer data, GError **error);
/* Stops at the first FALSE of @func. */
gboolean jr_head_table_read (JrDatabase *database, JrHeadFunc func, gpointer data, GError **error);

/* JR_ERROR_CORRUPT, with what a witness should know, when the log does not contain @head. Takes no signature into
 * account. */
gboolean jr_head_check_log (JrDatabase *database, const JrHead *head, GError **error);

G_END_DECLS
