/* jr-case-table-private.h: what the parts of the projection share
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-case-table.h"

G_BEGIN_DECLS

/* The texts of a case that can be searched; borrowed. */
typedef struct
{
  const char *number;
  const char *item_name;
  const char *applicant; /* or NULL */
} JrCaseTexts;

gboolean
jr_case_search_add (JrDatabase *database, gint64 key, const JrCaseTexts *texts, GError **error);
gboolean
jr_case_search_remove (JrDatabase *database, gint64 key, const JrCaseTexts *texts, GError **error);
/* JR_ERROR_CORRUPT when the index lacks something of these texts. */
gboolean
jr_case_search_check (JrDatabase *database, gint64 key, const JrCaseTexts *texts, GError **error);

/* The columns beside the state, as they have to be. */
typedef struct
{
  gboolean is_concluded;
  gboolean is_awaiting;
  JrTime   push_due; /* 0 when nothing is due */
} JrCaseColumns;

JrCaseColumns jr_case_columns_of (const JrCase *state);
/* Whether the review has a row of its own. */
gboolean jr_case_lists_review (const JrCase *state, const JrReview *review);

/* JR_ERROR_CORRUPT when what is stored of the case is not what @replayed, its log reduced anew, says. */
gboolean
jr_case_table_check (JrDatabase *database, const JrCase *replayed, gint64 sequence, GError **error);
/* The same for its personal values, unless they were erased. */
gboolean jr_person_check (JrDatabase *database, const JrCase *state, GError **error);

G_END_DECLS
