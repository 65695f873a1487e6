/* jr-opening-table.c: who opened which case and which document
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A document is opened by its hash and may belong to several cases, so that its row names no case. Who asks for a case
 * gets the rows of its documents as well, each found by its own index and put in order here. */

#include "jr-opening-table.h"

#include "jr-case-table.h"
#include "jr-error.h"

#define COLUMNS "SELECT number, at, user_name, role, case_id, sha256 FROM openings "
#define PAGE "number > $1 AND ($3 IS NULL OR user_name = $3) ORDER BY number LIMIT $2"

static const char all_sql[] = COLUMNS "WHERE number > $1 ORDER BY number LIMIT $2";
static const char user_sql[] =
  COLUMNS "WHERE user_name = $3 AND number > $1 ORDER BY number LIMIT $2";
static const char case_sql[] = COLUMNS "WHERE case_id = $4 AND " PAGE;
static const char document_sql[] = COLUMNS "WHERE sha256 = $4 AND " PAGE;

JrOpening *
jr_opening_copy (const JrOpening *self)
{
  JrOpening *copy = g_new (JrOpening, 1);

  *copy = *self;
  copy->user = g_strdup (self->user);
  copy->case_id = g_strdup (self->case_id);
  copy->sha256 = g_strdup (self->sha256);
  return copy;
}

void
jr_opening_free (JrOpening *self)
{
  g_free (self->user);
  g_free (self->case_id);
  g_free (self->sha256);
  g_free (self);
}

gboolean
jr_opening_table_add (JrDatabase *database, const JrOpening *opening, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "INSERT INTO openings (at, user_name, role, case_id, sha256) "
                     "VALUES ($1, $2, $3, $4, $5)",
                     error);

  g_return_val_if_fail (opening != NULL, FALSE);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, opening->at);
  jr_statement_bind_text (use, 2, opening->user);
  jr_statement_bind_text (use, 3, jr_role_to_string (opening->role));
  jr_statement_bind_text (use, 4, opening->case_id);
  jr_statement_bind_text (use, 5, opening->sha256);
  return jr_statement_run (use, NULL, error);
}

static JrOpening *
read_row (JrStatement *row, GError **error)
{
  g_autoptr (JrOpening) self = g_new0 (JrOpening, 1);

  self->number = jr_statement_get_int (row, 0);
  self->at = jr_statement_get_int (row, 1);
  self->user = g_strdup (jr_statement_get_text (row, 2));
  self->case_id = g_strdup (jr_statement_get_text (row, 4));
  self->sha256 = g_strdup (jr_statement_get_text (row, 5));
  if (jr_role_from_string (jr_statement_get_text (row, 3), &self->role))
    return g_steal_pointer (&self);
  g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT, "An opening has the unknown role %s",
               jr_statement_get_text (row, 3));
  return NULL;
}

/** Page: of rows that are asked for. */
typedef struct
{
  const char *user;
  gint64      after;
  guint       limit;
  GPtrArray  *rows;
} Page;

/* @key: what $4 is, where the statement has one. */
static gboolean
add_rows (Page *self, JrDatabase *database, const char *sql, const char *key, GError **error)
{
  g_auto (JrStatementUse) use = jr_database_use (database, sql, error);
  gboolean                has_row = TRUE;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, self->after);
  jr_statement_bind_int (use, 2, self->limit);
  if (sql != all_sql)
    jr_statement_bind_text (use, 3, self->user);
  if (key != NULL)
    jr_statement_bind_text (use, 4, key);
  while (has_row)
    {
      JrOpening *opening;

      if (!jr_statement_step (use, &has_row, error))
        return FALSE;
      if (!has_row)
        continue;
      opening = read_row (use, error);
      if (opening == NULL)
        return FALSE;
      g_ptr_array_add (self->rows, opening);
    }
  return TRUE;
}

static gint
compare (gconstpointer a, gconstpointer b)
{
  const JrOpening *first = *(JrOpening *const *) a;
  const JrOpening *second = *(JrOpening *const *) b;

  return first->number < second->number ? -1 : first->number > second->number;
}

static gboolean
add_case (Page *self, JrDatabase *database, const char *case_id, GError **error)
{
  g_autoptr (JrCase) state = jr_case_table_load (database, case_id, error);

  if (state == NULL || !add_rows (self, database, case_sql, case_id, error))
    return FALSE;
  for (guint i = 0; i < state->documents->len; i++)
    {
      const JrDocument *document = state->documents->pdata[i];

      if (!add_rows (self, database, document_sql, document->sha256, error))
        return FALSE;
    }
  for (guint i = 0; i < state->results->len; i++)
    {
      const JrResultDocument *result = state->results->pdata[i];

      if (result->stamped != NULL &&
          !add_rows (self, database, document_sql, result->stamped, error))
        return FALSE;
    }
  g_ptr_array_sort (self->rows, compare);
  /* A case may have the same bytes twice. */
  for (guint i = self->rows->len; i-- > 1;)
    if (compare (&self->rows->pdata[i - 1], &self->rows->pdata[i]) == 0)
      g_ptr_array_remove_index (self->rows, i);
  if (self->rows->len > self->limit)
    g_ptr_array_set_size (self->rows, (gint) self->limit);
  return TRUE;
}

GPtrArray *
jr_opening_table_list (JrDatabase *database,
                       const char *user,
                       const char *case_id,
                       gint64      after,
                       guint       limit,
                       GError    **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_opening_free);
  Page                  page = { user, after, limit, rows };
  gboolean              is_read;

  if (case_id != NULL)
    is_read = add_case (&page, database, case_id, error);
  else
    is_read = add_rows (&page, database, user != NULL ? user_sql : all_sql, NULL, error);
  return is_read ? g_steal_pointer (&rows) : NULL;
}
