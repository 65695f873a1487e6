/* jr-case-table.c: the projection of the log: where each case stands now
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row is the canonical JSON of the state, and beside it the few columns that lists filter and sort by. Everything here
 * can be made again from the log; jr_log_verify() proves that it is the same. */

#include "jr-case-table-private.h"

#include "jr-database-private.h"
#include "jr-reducer.h"
#include "jr-stored-json-private.h"
#include "jr-wire.h"

static JrCase *
case_from_text (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = jr_stored_json_parse (text, "case", error);
  JrCase              *state = node == NULL ? NULL : jr_wire_read_case (node, error);

  if (state == NULL)
    jr_stored_json_blame ("case", error);
  return state;
}

/* A damaged row may lack what the schema demands. */
static JrCase *
case_of_row (JrDatabase *database, const char *id, const char *text, GError **error)
{
  gboolean is_whole = id != NULL && text != NULL;
  JrCase  *state = is_whole ? jr_case_cache_find (database->cases, id, text) : NULL;

  if (state != NULL)
    return state;
  state = case_from_text (text, error);
  if (state != NULL)
    jr_case_cache_put (database->cases, text, state);
  return state;
}

/* *out_state NULL when there is none. */
static gboolean
find_by (JrDatabase *database,
         const char *sql,
         const char *name,
         JrCase    **out_state,
         GError    **error)
{
  g_auto (JrStatementUse) use = jr_database_use (database, sql, error);
  gboolean                has_row;

  *out_state = NULL;
  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, name);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;
  *out_state =
    case_of_row (database, jr_statement_get_text (use, 0), jr_statement_get_text (use, 1), error);
  return *out_state != NULL;
}

static gboolean
fail_unknown (const char *name, GError **error)
{
  g_set_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND, "There is no case %s", name);
  return FALSE;
}

static const char select_by_id[] = "SELECT id, json FROM cases WHERE id = $1";

JrCase *
jr_case_table_load (JrDatabase *database, const char *id, GError **error)
{
  JrCase *state;

  g_return_val_if_fail (database != NULL && id != NULL, NULL);

  if (find_by (database, select_by_id, id, &state, error) && state == NULL)
    fail_unknown (id, error);
  return state;
}

JrCase *
jr_case_table_load_by_number (JrDatabase *database, const char *number, GError **error)
{
  JrCase *state;

  g_return_val_if_fail (database != NULL && number != NULL, NULL);

  if (find_by (database, "SELECT id, json FROM cases WHERE number = $1", number, &state, error) &&
      state == NULL)
    fail_unknown (number, error);
  return state;
}

JrCaseColumns
jr_case_columns_of (const JrCase *state)
{
  JrCaseColumns columns = { .push_due = state->push == JR_PUSH_DUE ? state->push_at : 0 };

  switch (state->phase)
    {
    case JR_CASE_SUBMITTED:
    case JR_CASE_IN_REVIEW:
    case JR_CASE_DECIDED:
      break;
    case JR_CASE_AWAITING_SUPPLEMENT:
      columns.is_awaiting = TRUE;
      break;
    case JR_CASE_DELIVERED:
    case JR_CASE_WITHDRAWN:
      columns.is_concluded = TRUE;
      break;
    }
  return columns;
}

gboolean
jr_case_lists_review (const JrCase *state, const JrReview *review)
{
  return !jr_case_columns_of (state).is_concluded &&
         (review->phase == JR_REVIEW_OPEN || review->phase == JR_REVIEW_CLAIMED);
}

static gboolean
write_row (JrDatabase *database, const JrCase *state, gint64 sequence, GError **error)
{
  JrCaseColumns           columns = jr_case_columns_of (state);
  g_autofree char        *json = jr_wire_case_to_text (state);
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "INSERT INTO cases (id, number, item_name, submitted_at, is_concluded, "
                     "is_awaiting, push_due, sequence, json) "
                     "VALUES ($1, $2, $3, $4, $5, $6, NULLIF ($7, 0), $8, $9) "
                     "ON CONFLICT (id) DO UPDATE SET number = $2, item_name = $3, "
                     "submitted_at = $4, is_concluded = $5, is_awaiting = $6, "
                     "push_due = NULLIF ($7, 0), sequence = $8, json = $9",
                     error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, state->id);
  jr_statement_bind_text (use, 2, state->number);
  jr_statement_bind_text (use, 3, state->item_name);
  jr_statement_bind_int (use, 4, state->submitted_at);
  jr_statement_bind_int (use, 5, columns.is_concluded);
  jr_statement_bind_int (use, 6, columns.is_awaiting);
  jr_statement_bind_int (use, 7, columns.push_due);
  jr_statement_bind_int (use, 8, sequence);
  jr_statement_bind_text (use, 9, json);
  if (!jr_statement_run (use, NULL, error))
    return FALSE;
  jr_case_cache_put (database->cases, json, state);
  return TRUE;
}

static gboolean
remove_reviews (JrDatabase *database, const char *case_id, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "DELETE FROM reviews WHERE case_id = $1", error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, case_id);
  return jr_statement_run (use, NULL, error);
}

static gboolean
write_reviews (JrDatabase *database, const JrCase *state, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "INSERT INTO reviews (case_id, department, claimed_by, submitted_at) "
                     "VALUES ($1, $2, $3, $4)",
                     error);

  if (use == NULL || !remove_reviews (database, state->id, error))
    return FALSE;
  for (guint i = 0; i < state->reviews->len; i++)
    {
      const JrReview *review = g_ptr_array_index (state->reviews, i);

      if (!jr_case_lists_review (state, review))
        continue;
      jr_statement_bind_text (use, 1, state->id);
      jr_statement_bind_text (use, 2, review->department);
      jr_statement_bind_text (use, 3, review->claimed_by == NULL ? NULL : review->claimed_by->user);
      jr_statement_bind_int (use, 4, state->submitted_at);
      if (!jr_statement_run (use, NULL, error))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  gint64 key;
  char  *number;
  char  *item_name;
  char  *applicant;
} SearchRow;

static void
search_row_clear (SearchRow *self)
{
  g_free (self->number);
  g_free (self->item_name);
  g_free (self->applicant);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SearchRow, search_row_clear)

static JrCaseTexts
texts_of (const SearchRow *row)
{
  return (
    JrCaseTexts){ .number = row->number, .item_name = row->item_name, .applicant = row->applicant };
}

/* key 0 when there is no such case. */
static gboolean
load_search_row (JrDatabase *database, const char *id, SearchRow *out_row, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "SELECT key, number, item_name, applicant FROM cases WHERE id = $1",
                     error);
  gboolean has_row;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, id);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;
  *out_row = (SearchRow){ .key = jr_statement_get_int (use, 0),
                          .number = g_strdup (jr_statement_get_text (use, 1)),
                          .item_name = g_strdup (jr_statement_get_text (use, 2)),
                          .applicant = g_strdup (jr_statement_get_text (use, 3)) };
  return TRUE;
}

/* @before: what the case was indexed with, key 0 for a new one. */
static gboolean
index_texts (JrDatabase *database, const SearchRow *before, const char *id, GError **error)
{
  g_auto (SearchRow) after = { .key = 0 };
  JrCaseTexts        old_texts = texts_of (before);
  JrCaseTexts        new_texts;

  if (!load_search_row (database, id, &after, error))
    return FALSE;
  new_texts = texts_of (&after);
  if (before->key != 0 && g_strcmp0 (old_texts.number, new_texts.number) == 0 &&
      g_strcmp0 (old_texts.item_name, new_texts.item_name) == 0 &&
      g_strcmp0 (old_texts.applicant, new_texts.applicant) == 0)
    return TRUE;
  /* A name that comes after the case only adds; anything else begins anew. */
  if (before->key != 0 && old_texts.applicant == NULL &&
      g_strcmp0 (old_texts.number, new_texts.number) == 0 &&
      g_strcmp0 (old_texts.item_name, new_texts.item_name) == 0)
    return jr_case_search_add (database, after.key, &(JrCaseTexts){ .applicant = after.applicant },
                               error);
  return (before->key == 0 || jr_case_search_remove (database, before->key, &old_texts, error)) &&
         jr_case_search_add (database, after.key, &new_texts, error);
}

static gboolean
write_applicant (JrDatabase *database, const char *case_id, const char *masked_name, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "UPDATE cases SET applicant = $2 WHERE id = $1", error);
  gint64 changed;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, case_id);
  jr_statement_bind_text (use, 2, masked_name);
  if (!jr_statement_run (use, &changed, error))
    return FALSE;
  return changed == 1 || fail_unknown (case_id, error);
}

/* Whether what the table of reviews and the index of texts repeat can differ from before. An unchanged array is shared
 * by the reducer, so that comparing addresses is enough. */
static gboolean
write_change (JrDatabase   *database,
              const JrCase *current,
              const JrCase *next,
              gint64        sequence,
              GError      **error)
{
  g_auto (SearchRow) none = { .key = 0 };

  if (!write_row (database, next, sequence, error))
    return FALSE;
  if (current != NULL && current->reviews == next->reviews &&
      jr_case_columns_of (current).is_concluded == jr_case_columns_of (next).is_concluded)
    return TRUE;
  if (!write_reviews (database, next, error))
    return FALSE;
  return current != NULL || index_texts (database, &none, next->id, error);
}

/* Takes @next (nullable: the reducer refused). */
static gboolean
keep (JrDatabase   *database,
      const JrCase *current,
      JrCase       *next,
      gint64        sequence,
      JrCase      **out_next,
      GError      **error)
{
  g_autoptr (JrCase) kept = next;

  if (kept == NULL || !write_change (database, current, kept, sequence, error))
    return FALSE;
  if (out_next != NULL)
    *out_next = g_steal_pointer (&kept);
  return TRUE;
}

gboolean
jr_case_table_apply (JrDatabase    *database,
                     const JrEvent *event,
                     gint64         sequence,
                     JrCase       **out_next,
                     GError       **error)
{
  g_autoptr (JrCase) current = NULL;

  g_return_val_if_fail (database != NULL && event != NULL, FALSE);

  return find_by (database, select_by_id, event->case_id, &current, error) &&
         keep (database, current, jr_reducer_apply (current, event, error), sequence, out_next,
               error);
}

static JrCase *
reduce_all (const JrCase *current, GPtrArray *events, GError **error)
{
  JrCase *next = jr_reducer_apply (current, events->pdata[0], error);

  for (guint i = 1; next != NULL && i < events->len; i++)
    {
      g_autoptr (JrCase) before = next;

      next = jr_reducer_apply (before, events->pdata[i], error);
    }
  return next;
}

gboolean
jr_case_table_apply_all (JrDatabase   *database,
                         const JrCase *current,
                         GPtrArray    *events,
                         gint64        sequence,
                         JrCase      **out_next,
                         GError      **error)
{
  g_return_val_if_fail (database != NULL && events != NULL && events->len > 0, FALSE);

  return keep (database, current, reduce_all (current, events, error), sequence, out_next, error);
}

gboolean
jr_case_table_put (JrDatabase *database, const JrCase *state, const char *applicant, GError **error)
{
  g_auto (SearchRow) before = { .key = 0 };

  g_return_val_if_fail (database != NULL && state != NULL, FALSE);

  return load_search_row (database, state->id, &before, error) &&
         write_row (database, state, 0, error) && write_reviews (database, state, error) &&
         write_applicant (database, state->id, applicant, error) &&
         index_texts (database, &before, state->id, error);
}

gboolean
jr_case_table_set_applicant (JrDatabase *database,
                             const char *case_id,
                             const char *masked_name,
                             GError    **error)
{
  g_auto (SearchRow) before = { .key = 0 };

  g_return_val_if_fail (database != NULL && case_id != NULL, FALSE);

  return load_search_row (database, case_id, &before, error) &&
         write_applicant (database, case_id, masked_name, error) &&
         index_texts (database, &before, case_id, error);
}

char *
jr_case_table_get_applicant (JrDatabase *database, const char *case_id)
{
  g_auto (SearchRow) row = { .key = 0 };

  g_return_val_if_fail (database != NULL && case_id != NULL, NULL);

  /* Whoever asks shows an empty field when it cannot be read; the case itself gives the error. */
  load_search_row (database, case_id, &row, NULL);
  return g_steal_pointer (&row.applicant);
}

static gboolean
run (JrDatabase *database, const char *sql, GError **error)
{
  g_auto (JrStatementUse) use = jr_database_use (database, sql, error);

  return use != NULL && jr_statement_run (use, NULL, error);
}

gboolean
jr_case_table_clear (JrDatabase *database, GError **error)
{
  g_return_val_if_fail (database != NULL, FALSE);

  return run (database, "DELETE FROM case_bigrams", error) &&
         run (database, "DELETE FROM reviews", error) && run (database, "DELETE FROM cases", error);
}
