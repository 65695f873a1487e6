/* jr-answer-table.c: one effect for each command id
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A client that got no answer sends its command again and is told what was answered the first time. Answers are kept by
 * number, not by time: the last JR_ANSWERS_KEPT numbers of a client, in whatever order they came. A number below that
 * window may have been carried out or not; nobody can say any more, so it is refused. */

#include "jr-answer-table.h"

#include "jr-error.h"
#include "jr-stored-json-private.h"

/* *out_highest 0 when the client is new. */
static gboolean
check_client (JrDatabase *database,
              const char *client,
              const char *user,
              gint64     *out_highest,
              GError    **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "SELECT user_name, highest FROM answer_clients WHERE client = $1",
                     error);
  gboolean has_row;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, client);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  if (has_row && g_strcmp0 (jr_statement_get_text (use, 0), user) != 0)
    {
      g_set_error (error, JR_STORE_ERROR, JR_ERROR_DENIED,
                   "The client id %s belongs to somebody else", client);
      return FALSE;
    }
  *out_highest = has_row ? jr_statement_get_int (use, 1) : 0;
  return TRUE;
}

static gboolean
is_number_valid (guint64 number, GError **error)
{
  if (number >= 1 && number <= G_MAXINT64)
    return TRUE;
  g_set_error_literal (error, JR_STORE_ERROR, JR_ERROR_INVALID,
                       "Commands are numbered from 1, within 63 bits");
  return FALSE;
}

static gboolean
load (JrDatabase *database,
      const char *client,
      guint64     number,
      JrAnswer  **out_answer,
      GError    **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "SELECT json FROM answers WHERE client = $1 AND number = $2", error);
  g_autoptr (JsonNode) node = NULL;
  gboolean             has_row;

  *out_answer = NULL;
  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, client);
  jr_statement_bind_int (use, 2, (gint64) number);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;
  node = jr_stored_json_parse (jr_statement_get_text (use, 0), "answer", error);
  if (node == NULL)
    return FALSE;
  *out_answer = jr_answer_read (node, error);
  if (*out_answer == NULL)
    jr_stored_json_blame ("answer", error);
  return *out_answer != NULL;
}

gboolean
jr_answer_table_find (JrDatabase *database,
                      const char *client,
                      guint64     number,
                      const char *user,
                      JrAnswer  **out_answer,
                      GError    **error)
{
  gint64 highest;

  g_return_val_if_fail (database != NULL && client != NULL && user != NULL, FALSE);

  if (!is_number_valid (number, error) || !check_client (database, client, user, &highest, error))
    return FALSE;
  if ((gint64) number <= highest - JR_ANSWERS_KEPT)
    {
      g_set_error (error, JR_STORE_ERROR, JR_ERROR_REFUSED,
                   "The answer to command %" G_GUINT64_FORMAT " is no longer kept", number);
      return FALSE;
    }
  return load (database, client, number, out_answer, error);
}

static gboolean
note_client (JrDatabase *database,
             const char *client,
             const char *user,
             gint64      highest,
             GError    **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "INSERT INTO answer_clients (client, user_name, highest) VALUES ($1, $2, $3) "
                     "ON CONFLICT (client) DO UPDATE SET highest = $3",
                     error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, client);
  jr_statement_bind_text (use, 2, user);
  jr_statement_bind_int (use, 3, highest);
  return jr_statement_run (use, NULL, error);
}

static gboolean
insert (JrDatabase *database, const char *client, const JrAnswer *answer, GError **error)
{
  g_autofree char        *json = jr_answer_to_text (answer);
  g_auto (JrStatementUse) use =
    jr_database_use (database, "INSERT INTO answers (client, number, json) VALUES ($1, $2, $3)",
                     error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, client);
  jr_statement_bind_int (use, 2, (gint64) answer->number);
  jr_statement_bind_text (use, 3, json);
  return jr_statement_run (use, NULL, error);
}

static gboolean
forget_old (JrDatabase *database, const char *client, gint64 highest, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "DELETE FROM answers WHERE client = $1 AND number <= $2", error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, client);
  jr_statement_bind_int (use, 2, highest - JR_ANSWERS_KEPT);
  return jr_statement_run (use, NULL, error);
}

gboolean
jr_answer_table_put (JrDatabase     *database,
                     const char     *client,
                     const char     *user,
                     const JrAnswer *answer,
                     GError        **error)
{
  gint64 highest;

  g_return_val_if_fail (database != NULL && client != NULL && user != NULL, FALSE);
  g_return_val_if_fail (answer != NULL, FALSE);

  if (!is_number_valid (answer->number, error) ||
      !check_client (database, client, user, &highest, error))
    return FALSE;
  highest = MAX (highest, (gint64) answer->number);
  return note_client (database, client, user, highest, error) &&
         insert (database, client, answer, error) && forget_old (database, client, highest, error);
}
