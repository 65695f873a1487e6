/* jr-case-list.c: lists of cases: filtered, searched, a page at a time
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A page begins behind the (time, id) of the last row of the one before, so that the millionth row costs what the first
 * does and no row is missed or seen twice when others come or go. A search asks the index for up to four pairs of
 * characters and then compares the texts, since having all pairs is less than containing the words. */

#include "jr-case-table.h"

#include <string.h>

#include "jr-bigram-private.h"
#include "jr-error.h"

/* More pairs of a question make it no more selective than four do, on what is left for comparing. */
#define ASKED_BIGRAMS 4

/* $1, $2: where the page begins; $3: its length; $4: whose, or when; $5 to $8: pairs. */
#define LIST(from, at, id)                                                                         \
  "SELECT c.id, c.number, c.item_name, c.applicant FROM " from " AND (" at ", " id                 \
  ") > ($1, $2) ORDER BY " at ", " id " LIMIT $3"
#define COUNT(from) "SELECT COUNT(*) FROM " from
#define HAS(bigram)                                                                                \
  " AND EXISTS (SELECT 1 FROM case_bigrams b WHERE b.bigram = " bigram " AND b.case_key = c.key)"
#define SEARCHED HAS ("$5") HAS ("$6") HAS ("$7") HAS ("$8")

typedef struct
{
  const char *list;
  const char *search;
  const char *count;
} Statements;

#define STATEMENTS(from, at, id)                                                                   \
  {                                                                                                \
    LIST (from, at, id), LIST (from SEARCHED, at, id), COUNT (from)                                \
  }

static const Statements statements[] = {
  [JR_CASE_FILTER_ALL] = STATEMENTS ("cases c WHERE 1 = 1", "c.submitted_at", "c.id"),
  [JR_CASE_FILTER_PENDING] =
    STATEMENTS ("cases c WHERE c.is_concluded = 0", "c.submitted_at", "c.id"),
  [JR_CASE_FILTER_DEPARTMENT] =
    STATEMENTS ("reviews r JOIN cases c ON c.id = r.case_id WHERE r.department = $4",
                "r.submitted_at",
                "r.case_id"),
  [JR_CASE_FILTER_MINE] =
    STATEMENTS ("cases c WHERE c.id IN (SELECT r.case_id FROM reviews r WHERE r.claimed_by = $4)",
                "c.submitted_at",
                "c.id"),
  [JR_CASE_FILTER_SUPPLEMENT] =
    STATEMENTS ("cases c WHERE c.is_awaiting = 1", "c.submitted_at", "c.id"),
  [JR_CASE_FILTER_CONCLUDED] =
    STATEMENTS ("cases c WHERE c.is_concluded = 1", "c.submitted_at", "c.id"),
  /* The sign keeps SQLite from walking through all cases in this order, when only few are due. */
  [JR_CASE_FILTER_PUSH_DUE] =
    STATEMENTS ("cases c WHERE c.push_due <= $4", "+c.submitted_at", "c.id"),
  [JR_CASE_FILTER_PUSH_FAR] =
    STATEMENTS ("cases c WHERE c.push_due > $4", "+c.submitted_at", "c.id"),
};

static void
bind_filter (JrStatement *use, const JrCaseFilter *filter)
{
  switch (filter->kind)
    {
    case JR_CASE_FILTER_DEPARTMENT:
      jr_statement_bind_text (use, 4, filter->department);
      break;
    case JR_CASE_FILTER_MINE:
      jr_statement_bind_text (use, 4, filter->user);
      break;
    case JR_CASE_FILTER_PUSH_DUE:
    case JR_CASE_FILTER_PUSH_FAR:
      jr_statement_bind_int (use, 4, filter->now);
      break;
    case JR_CASE_FILTER_ALL:
    case JR_CASE_FILTER_PENDING:
    case JR_CASE_FILTER_SUPPLEMENT:
    case JR_CASE_FILTER_CONCLUDED:
      break;
    }
}

/* The first pairs are as good as any; a question of fewer repeats its last. */
static void
bind_bigrams (JrStatement *use, GPtrArray *bigrams)
{
  for (guint i = 0; i < ASKED_BIGRAMS; i++)
    jr_statement_bind_text (use, 5 + (int) i,
                            g_ptr_array_index (bigrams, MIN (i, bigrams->len - 1)));
}

static gboolean
contains (const char *text, const char *folded)
{
  g_autofree char *folded_text = jr_bigram_fold (text);

  return strstr (folded_text, folded) != NULL;
}

static gboolean
is_match (JrStatement *row, const char *folded)
{
  return folded == NULL || contains (jr_statement_get_text (row, 1), folded) ||
         contains (jr_statement_get_text (row, 2), folded) ||
         contains (jr_statement_get_text (row, 3), folded);
}

/* *out_at is when the case was submitted. */
static gboolean
find_place (JrDatabase *database, const char *id, JrTime *out_at, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "SELECT submitted_at FROM cases WHERE id = $1", error);
  gboolean has_row;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, id);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  if (!has_row)
    {
      g_set_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND, "There is no case %s to go on from",
                   id);
      return FALSE;
    }
  *out_at = jr_statement_get_int (use, 0);
  return TRUE;
}

typedef struct
{
  const char *after_id;
  JrTime      after_at;
  guint       limit;
  GPtrArray  *ids; /* NULL: only counted */
  gint64      count;
} Page;

static gboolean
collect (JrStatement *use, const char *folded, Page *page, GError **error)
{
  gboolean has_row = TRUE;

  while (page->count < page->limit)
    {
      if (!jr_statement_step (use, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!is_match (use, folded))
        continue;
      if (page->ids != NULL)
        g_ptr_array_add (page->ids, g_strdup (jr_statement_get_text (use, 0)));
      page->count++;
    }
  return TRUE;
}

static char *
fold_question (const JrCaseFilter *filter)
{
  g_autofree char *folded = jr_bigram_fold (filter->search);

  return folded[0] == '\0' ? NULL : g_steal_pointer (&folded);
}

static gboolean
run_page (JrDatabase *database, const JrCaseFilter *filter, Page *page, GError **error)
{
  g_autofree char      *folded = fold_question (filter);
  g_autoptr (GPtrArray) bigrams = folded == NULL ? NULL : jr_bigram_list (folded, FALSE);
  /* A single ASCII character has no pair: then all rows are compared. */
  gboolean                is_indexed = bigrams != NULL && bigrams->len > 0;
  const Statements       *kind = &statements[filter->kind];
  g_auto (JrStatementUse) use =
    jr_database_use (database, is_indexed ? kind->search : kind->list, error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, page->after_at);
  jr_statement_bind_text (use, 2, page->after_id == NULL ? "" : page->after_id);
  /* Rows that only look alike are left out afterwards, so a search cannot be cut off before. */
  jr_statement_bind_int (use, 3, folded == NULL ? page->limit : G_MAXINT64);
  bind_filter (use, filter);
  if (is_indexed)
    bind_bigrams (use, bigrams);
  return collect (use, folded, page, error);
}

GPtrArray *
jr_case_table_list (JrDatabase         *database,
                    const JrCaseFilter *filter,
                    const char         *after_id,
                    guint               limit,
                    GError            **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  /* Every case was submitted after 0, so that the first page begins with the first. */
  Page page = { .after_id = after_id, .limit = limit, .ids = ids };

  g_return_val_if_fail (database != NULL && filter != NULL, NULL);
  g_return_val_if_fail (filter->kind < G_N_ELEMENTS (statements), NULL);

  if (after_id != NULL && !find_place (database, after_id, &page.after_at, error))
    return NULL;
  return run_page (database, filter, &page, error) ? g_steal_pointer (&ids) : NULL;
}

static gboolean
count_all (JrDatabase *database, const JrCaseFilter *filter, gint64 *out_count, GError **error)
{
  g_auto (JrStatementUse) use = jr_database_use (database, statements[filter->kind].count, error);
  gboolean                has_row;

  if (use == NULL)
    return FALSE;
  bind_filter (use, filter);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  *out_count = jr_statement_get_int (use, 0);
  return TRUE;
}

/** -1 on error. */
gint64
jr_case_table_count (JrDatabase *database, const JrCaseFilter *filter, GError **error)
{
  Page   page = { .limit = G_MAXUINT };
  gint64 count;

  g_return_val_if_fail (database != NULL && filter != NULL, -1);
  g_return_val_if_fail (filter->kind < G_N_ELEMENTS (statements), -1);

  if (filter->search == NULL || filter->search[0] == '\0')
    return count_all (database, filter, &count, error) ? count : -1;
  return run_page (database, filter, &page, error) ? page.count : -1;
}

gboolean
jr_case_table_get_next_push (JrDatabase *database, JrTime now, JrTime *out_at, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "SELECT MIN(push_due) FROM cases WHERE push_due > $1", error);
  gboolean has_row;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, now);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  *out_at = has_row && !jr_statement_is_null (use, 0) ? jr_statement_get_int (use, 0) : 0;
  return TRUE;
}
