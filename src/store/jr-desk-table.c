/* jr-desk-table.c: settings and drafts of a local copy
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything here is small and belongs to this installation alone. Drafts are saved as they are typed, so that neither
 * a crash nor a refused decision loses a word. */

#include "jr-desk-table.h"

#include "jr-error.h"
#include "jr-id.h"

static gboolean
make_client (JrDatabase *database, GError **error)
{
  g_autofree char        *client = jr_id_new ();
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "INSERT INTO installation (id, client, last_number) VALUES (1, $1, 0) "
                     "ON CONFLICT (id) DO NOTHING",
                     error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, client);
  return jr_statement_run (use, NULL, error);
}

static gboolean
find_client (JrDatabase *database, char **out_client, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "SELECT client FROM installation WHERE id = 1", error);
  gboolean has_row;

  if (use == NULL || !jr_statement_step (use, &has_row, error))
    return FALSE;
  *out_client = has_row ? g_strdup (jr_statement_get_text (use, 0)) : NULL;
  return TRUE;
}

char *
jr_desk_table_get_client (JrDatabase *database, GError **error)
{
  char *client = NULL;

  g_return_val_if_fail (database != NULL, NULL);

  if (!find_client (database, &client, error) || client != NULL)
    return client;
  /* Another connection may be first: then its id is the one. */
  if (make_client (database, error))
    find_client (database, &client, error);
  return client;
}

static gboolean
remove_setting (JrDatabase *database, const char *name, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "DELETE FROM settings WHERE name = $1", error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, name);
  return jr_statement_run (use, NULL, error);
}

static gboolean
write_setting (JrDatabase *database, const char *name, const char *value, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "INSERT INTO settings (name, value) VALUES ($1, $2) "
                     "ON CONFLICT (name) DO UPDATE SET value = $2",
                     error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, name);
  jr_statement_bind_text (use, 2, value);
  return jr_statement_run (use, NULL, error);
}

gboolean
jr_desk_table_set (JrDatabase *database, const char *name, const char *value, GError **error)
{
  g_return_val_if_fail (database != NULL && name != NULL, FALSE);

  if (value == NULL)
    return remove_setting (database, name, error);
  return write_setting (database, name, value, error);
}

/** A setting that cannot be read is as good as none: the desk asks again. */
char *
jr_desk_table_get (JrDatabase *database, const char *name)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "SELECT value FROM settings WHERE name = $1", NULL);
  gboolean has_row;

  g_return_val_if_fail (name != NULL, NULL);

  if (use == NULL)
    return NULL;
  jr_statement_bind_text (use, 1, name);
  if (!jr_statement_step (use, &has_row, NULL) || !has_row)
    return NULL;
  return g_strdup (jr_statement_get_text (use, 0));
}

static gboolean
remove_draft (JrDatabase *database, const char *case_id, const char *field, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "DELETE FROM drafts WHERE case_id = $1 AND field = $2", error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, case_id);
  jr_statement_bind_text (use, 2, field);
  return jr_statement_run (use, NULL, error);
}

static gboolean
write_draft (JrDatabase *database,
             const char *case_id,
             const char *field,
             const char *text,
             GError    **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "INSERT INTO drafts (case_id, field, body) VALUES ($1, $2, $3) "
                     "ON CONFLICT (case_id, field) DO UPDATE SET body = $3",
                     error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, case_id);
  jr_statement_bind_text (use, 2, field);
  jr_statement_bind_text (use, 3, text);
  return jr_statement_run (use, NULL, error);
}

gboolean
jr_draft_put (JrDatabase *database,
              const char *case_id,
              const char *field,
              const char *text,
              GError    **error)
{
  g_return_val_if_fail (database != NULL && case_id != NULL && field != NULL, FALSE);

  if (text == NULL || text[0] == '\0')
    return remove_draft (database, case_id, field, error);
  return write_draft (database, case_id, field, text, error);
}

char *
jr_draft_get (JrDatabase *database, const char *case_id, const char *field)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "SELECT body FROM drafts WHERE case_id = $1 AND field = $2", NULL);
  gboolean has_row;

  g_return_val_if_fail (case_id != NULL && field != NULL, NULL);

  if (use == NULL)
    return NULL;
  jr_statement_bind_text (use, 1, case_id);
  jr_statement_bind_text (use, 2, field);
  if (!jr_statement_step (use, &has_row, NULL) || !has_row)
    return NULL;
  return g_strdup (jr_statement_get_text (use, 0));
}

gboolean
jr_draft_read_all (JrDatabase *database, JrDraftFunc func, gpointer data, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "SELECT case_id, field, body FROM drafts", error);
  gboolean has_row = TRUE;

  g_return_val_if_fail (func != NULL, FALSE);

  if (use == NULL)
    return FALSE;
  while (jr_statement_step (use, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      func (jr_statement_get_text (use, 0), jr_statement_get_text (use, 1),
            jr_statement_get_text (use, 2), data);
    }
  return FALSE;
}
