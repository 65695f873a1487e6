/* jr-case-search.c: the index of pairs of characters of all cases
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row for each (pair, case). Rows of one pair lie together and new cases have the largest keys, so that adding a case
 * touches the ends of a few hundred runs that are in the cache anyway. */

#include "jr-case-table-private.h"

#include "jr-bigram-private.h"
#include "jr-error.h"

static const char insert_bigram[] = "INSERT INTO case_bigrams (bigram, case_key) VALUES ($1, $2) "
                                    "ON CONFLICT (bigram, case_key) DO NOTHING";
static const char delete_bigram[] = "DELETE FROM case_bigrams WHERE bigram = $1 AND case_key = $2";

static gboolean
run_for_text (JrDatabase *database, const char *sql, gint64 key, const char *text, GError **error)
{
  g_autofree char        *folded = jr_bigram_fold (text);
  g_autoptr (GPtrArray)   bigrams = jr_bigram_list (folded, TRUE);
  g_auto (JrStatementUse) use = jr_database_use (database, sql, error);

  if (use == NULL)
    return FALSE;
  for (guint i = 0; i < bigrams->len; i++)
    {
      jr_statement_bind_text (use, 1, g_ptr_array_index (bigrams, i));
      jr_statement_bind_int (use, 2, key);
      if (!jr_statement_run (use, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
run_for_all (JrDatabase        *database,
             const char        *sql,
             gint64             key,
             const JrCaseTexts *texts,
             GError           **error)
{
  return run_for_text (database, sql, key, texts->number, error) &&
         run_for_text (database, sql, key, texts->item_name, error) &&
         run_for_text (database, sql, key, texts->applicant, error);
}

gboolean
jr_case_search_add (JrDatabase *database, gint64 key, const JrCaseTexts *texts, GError **error)
{
  return run_for_all (database, insert_bigram, key, texts, error);
}

gboolean
jr_case_search_remove (JrDatabase *database, gint64 key, const JrCaseTexts *texts, GError **error)
{
  return run_for_all (database, delete_bigram, key, texts, error);
}

static gboolean
has_bigram (JrStatement *use, const char *bigram, gint64 key, gboolean *out_has, GError **error)
{
  gboolean has_row;

  jr_statement_bind_text (use, 1, bigram);
  jr_statement_bind_int (use, 2, key);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  *out_has = jr_statement_get_int (use, 0) == 1;
  return jr_statement_run (use, NULL, error);
}

static gboolean
check_text (JrDatabase *database, gint64 key, const char *text, GError **error)
{
  g_autofree char        *folded = jr_bigram_fold (text);
  g_autoptr (GPtrArray)   bigrams = jr_bigram_list (folded, TRUE);
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT COUNT(*) FROM case_bigrams WHERE bigram = $1 AND case_key = $2",
                     error);

  if (use == NULL)
    return FALSE;
  for (guint i = 0; i < bigrams->len; i++)
    {
      gboolean has = FALSE;

      if (!has_bigram (use, g_ptr_array_index (bigrams, i), key, &has, error))
        return FALSE;
      if (!has)
        {
          g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT,
                       "The search index lacks “%s” of the text “%s”",
                       (const char *) g_ptr_array_index (bigrams, i), text);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
jr_case_search_check (JrDatabase *database, gint64 key, const JrCaseTexts *texts, GError **error)
{
  return check_text (database, key, texts->number, error) &&
         check_text (database, key, texts->item_name, error) &&
         check_text (database, key, texts->applicant, error);
}
