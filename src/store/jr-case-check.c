/* jr-case-check.c: whether the tables say of a case what its log says
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every column that a list is filtered by is compared, not only the state: a case that is hidden from its department's
 * list is as good as deleted. */

#include "jr-case-table-private.h"

#include "jr-error.h"

static gboolean
fail (const JrCase *replayed, const char *fault, GError **error)
{
  g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT,
               "The tables do not say of case %s what its log says: %s", replayed->number, fault);
  return FALSE;
}

/* Columns: key, number, item_name, applicant, submitted_at, is_concluded, is_awaiting, push_due, sequence. */
static gboolean
is_row_right (JrStatement *row, const JrCase *replayed, gint64 sequence)
{
  JrCaseColumns columns = jr_case_columns_of (replayed);

  return g_strcmp0 (jr_statement_get_text (row, 1), replayed->number) == 0 &&
         g_strcmp0 (jr_statement_get_text (row, 2), replayed->item_name) == 0 &&
         jr_statement_get_int (row, 4) == replayed->submitted_at &&
         jr_statement_get_int (row, 5) == columns.is_concluded &&
         jr_statement_get_int (row, 6) == columns.is_awaiting &&
         jr_statement_is_null (row, 7) == (columns.push_due == 0) &&
         jr_statement_get_int (row, 7) == columns.push_due &&
         jr_statement_get_int (row, 8) == sequence;
}

static gboolean
check_columns (JrDatabase *database, const JrCase *replayed, gint64 sequence, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT key, number, item_name, applicant, submitted_at, is_concluded, "
                     "is_awaiting, push_due, sequence FROM cases WHERE id = $1",
                     error);
  gboolean has_row;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, replayed->id);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  if (!has_row || !is_row_right (use, replayed, sequence))
    return fail (replayed, "the list", error);
  return jr_case_search_check (database, jr_statement_get_int (use, 0),
                               &(JrCaseTexts){ .number = jr_statement_get_text (use, 1),
                                               .item_name = jr_statement_get_text (use, 2),
                                               .applicant = jr_statement_get_text (use, 3) },
                               error);
}

/* Columns: department, claimed_by, submitted_at. */
static gboolean
is_review_right (JrStatement *row, const JrCase *replayed)
{
  const JrReview *review = jr_case_find_review (replayed, jr_statement_get_text (row, 0));
  const char     *claimed_by;

  if (review == NULL || !jr_case_lists_review (replayed, review))
    return FALSE;
  claimed_by = review->claimed_by == NULL ? NULL : review->claimed_by->user;
  return g_strcmp0 (jr_statement_get_text (row, 1), claimed_by) == 0 &&
         jr_statement_get_int (row, 2) == replayed->submitted_at;
}

static guint
count_listed (const JrCase *state)
{
  guint count = 0;

  for (guint i = 0; i < state->reviews->len; i++)
    if (jr_case_lists_review (state, g_ptr_array_index (state->reviews, i)))
      count++;
  return count;
}

static gboolean
check_reviews (JrDatabase *database, const JrCase *replayed, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT department, claimed_by, submitted_at FROM reviews WHERE case_id = $1",
                     error);
  gboolean has_row = TRUE;
  guint    rows = 0;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, replayed->id);
  while (has_row)
    {
      if (!jr_statement_step (use, &has_row, error))
        return FALSE;
      if (has_row && !is_review_right (use, replayed))
        return fail (replayed, "the reviews", error);
      rows += has_row ? 1 : 0;
    }
  return rows == count_listed (replayed) || fail (replayed, "the reviews", error);
}

gboolean
jr_case_table_check (JrDatabase *database, const JrCase *replayed, gint64 sequence, GError **error)
{
  g_autoptr (JrCase) stored = jr_case_table_load (database, replayed->id, error);

  if (stored == NULL)
    return FALSE;
  if (!jr_case_equal (stored, replayed))
    return fail (replayed, "the state", error);
  return check_columns (database, replayed, sequence, error) &&
         check_reviews (database, replayed, error);
}
