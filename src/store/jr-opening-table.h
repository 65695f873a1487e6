/* jr-opening-table.h: who opened which case and which document
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-database.h"
#include "jr-role.h"
#include "jr-time.h"

G_BEGIN_DECLS

/**
 * JrOpening:
 * @number: rises; set by the table
 * @case_id, @sha256: one of them: the page of the case, or a document
 */
typedef struct
{
  gint64 number;
  JrTime at;
  char  *user;
  JrRole role;
  char  *case_id;
  char  *sha256;
} JrOpening;

JrOpening *jr_opening_copy (const JrOpening *self);
void       jr_opening_free (JrOpening *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrOpening, jr_opening_free)

gboolean jr_opening_table_add (JrDatabase *database, const JrOpening *opening, GError **error);

/**
 * jr_opening_table_list:
 * @user: (nullable): of this one only
 * @case_id: (nullable): of this case only, with its documents
 *
 * Returns: (transfer full) (element-type JrOpening): those behind @after, in their order; JR_ERROR_NOT_FOUND when there
 * is no such case
 */
GPtrArray *jr_opening_table_list (JrDatabase *database,
                                  const char *user,
                                  const char *case_id,
                                  gint64      after,
                                  guint       limit,
                                  GError    **error);

G_END_DECLS
