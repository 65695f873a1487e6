/* jr-statement.c: prepared statements, kept by their text
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parameters are written $1 … $n, as PostgreSQL counts them; SQLite takes those for names and numbers them as they
 * appear, so a table translates. An error in a bind is kept and given by the next step, so that binds need no checks. */

#include "jr-database-private.h"

/* No statement of ours has as many. */
#define PARAMETERS_MAXIMUM 16

struct _JrStatement
{
  JrDatabase   *database;
  sqlite3_stmt *handle;
  gboolean      is_cached;
  gboolean      is_used;
  int           bind_fault;
  guint8 places[PARAMETERS_MAXIMUM + 1]; /* of $n in SQLite's counting; 0 when there is none */
};

static gboolean
find_places (JrStatement *self)
{
  int count = sqlite3_bind_parameter_count (self->handle);

  for (int place = 1; place <= count; place++)
    {
      const char *name = sqlite3_bind_parameter_name (self->handle, place);
      guint64     number;

      if (name == NULL || name[0] != '$' ||
          !g_ascii_string_to_unsigned (name + 1, 10, 1, PARAMETERS_MAXIMUM, &number, NULL))
        return FALSE;
      self->places[number] = (guint8) place;
    }
  return TRUE;
}

static JrStatement *
statement_new (JrDatabase *database, const char *sql, gboolean is_cached, GError **error)
{
  JrStatement  *self;
  sqlite3_stmt *handle = NULL;

  if (sqlite3_prepare_v3 (database->handle, sql, -1, is_cached ? SQLITE_PREPARE_PERSISTENT : 0,
                          &handle, NULL) != SQLITE_OK)
    return jr_database_fail (database, "prepare a statement", error), NULL;
  self = g_new0 (JrStatement, 1);
  self->database = database;
  self->handle = handle;
  self->is_cached = is_cached;
  if (!find_places (self))
    g_error ("Parameters must be $1 to $%d: %s", PARAMETERS_MAXIMUM, sql);
  return self;
}

void
jr_statement_free (JrStatement *self)
{
  sqlite3_finalize (self->handle);
  g_free (self);
}

JrStatementUse
jr_database_use (JrDatabase *self, const char *sql, GError **error)
{
  JrStatement *statement;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (sql != NULL, NULL);

  statement = g_hash_table_lookup (self->statements, sql);
  if (statement == NULL)
    {
      statement = statement_new (self, sql, TRUE, error);
      if (statement == NULL)
        return NULL;
      g_hash_table_insert (self->statements, (gpointer) sql, statement);
    }
  else if (statement->is_used)
    {
      /* Somebody further up still reads its rows: an own one for this use. */
      statement = statement_new (self, sql, FALSE, error);
      if (statement == NULL)
        return NULL;
    }
  statement->is_used = TRUE;
  return statement;
}

void
jr_statement_done (JrStatementUse use)
{
  g_return_if_fail (use != NULL);

  if (!use->is_cached)
    {
      jr_statement_free (use);
      return;
    }
  /* Reset repeats the error of the last step, which was told then. Bound text is let go with it. */
  sqlite3_reset (use->handle);
  sqlite3_clear_bindings (use->handle);
  use->bind_fault = SQLITE_OK;
  use->is_used = FALSE;
}

static void
note_fault (JrStatement *self, int result)
{
  if (self->bind_fault == SQLITE_OK)
    self->bind_fault = result;
}

static int
place_of (JrStatement *self, int parameter)
{
  g_assert (parameter >= 1 && parameter <= PARAMETERS_MAXIMUM && self->places[parameter] != 0);
  return self->places[parameter];
}

void
jr_statement_bind_int (JrStatement *self, int parameter, gint64 value)
{
  note_fault (self, sqlite3_bind_int64 (self->handle, place_of (self, parameter), value));
}

void
jr_statement_bind_text (JrStatement *self, int parameter, const char *text)
{
  note_fault (self, sqlite3_bind_text (self->handle, place_of (self, parameter), text, -1,
                                       SQLITE_TRANSIENT));
}

void
jr_statement_bind_blob (JrStatement *self, int parameter, const void *bytes, gsize length)
{
  note_fault (self, sqlite3_bind_blob64 (self->handle, place_of (self, parameter), bytes, length,
                                         SQLITE_TRANSIENT));
}

gboolean
jr_statement_step (JrStatement *self, gboolean *out_row, GError **error)
{
  int result;

  g_return_val_if_fail (self != NULL && self->is_used, FALSE);

  if (self->bind_fault != SQLITE_OK)
    {
      g_set_error (error, JR_STORE_ERROR,
                   self->bind_fault == SQLITE_TOOBIG ? JR_ERROR_TOO_LARGE : JR_ERROR_IO,
                   "Could not hand a value to %s: %s", self->database->path,
                   sqlite3_errstr (self->bind_fault));
      return FALSE;
    }
  result = sqlite3_step (self->handle);
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    return jr_database_fail (self->database, "run a statement", error);
  *out_row = result == SQLITE_ROW;
  return TRUE;
}

gboolean
jr_statement_run (JrStatement *self, gint64 *out_changed, GError **error)
{
  gboolean has_row = TRUE;

  while (has_row)
    if (!jr_statement_step (self, &has_row, error))
      return FALSE;
  if (out_changed != NULL)
    *out_changed = sqlite3_changes64 (self->database->handle);
  sqlite3_reset (self->handle);
  return TRUE;
}

gint64
jr_statement_get_int (JrStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

const char *
jr_statement_get_text (JrStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

const void *
jr_statement_get_blob (JrStatement *self, int column, gsize *out_length)
{
  const void *bytes = sqlite3_column_blob (self->handle, column);

  *out_length = (gsize) sqlite3_column_bytes (self->handle, column);
  return bytes;
}

gboolean
jr_statement_is_null (JrStatement *self, int column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}
