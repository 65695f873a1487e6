/* jr-answer-table.h: one effect for each command id
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-answer.h"
#include "jr-database.h"

G_BEGIN_DECLS

/* The answers to so many numbers of a client, down from its highest, are kept; a lower one is refused as forgotten. */
#define JR_ANSWERS_KEPT 1000

/**
 * jr_answer_table_find:
 *
 * *out_answer is the stored answer (transfer full), or NULL when the number is new; numbers may come in any order.
 * JR_ERROR_REFUSED when the answer is no longer kept; JR_ERROR_DENIED when the client id is another user's.
 */
gboolean jr_answer_table_find (JrDatabase *database,
                               const char *client,
                               guint64     number,
                               const char *user,
                               JrAnswer  **out_answer,
                               GError    **error);
/* In the transaction of the command's events. */
gboolean jr_answer_table_put (JrDatabase     *database,
                              const char     *client,
                              const char     *user,
                              const JrAnswer *answer,
                              GError        **error);

G_END_DECLS
