/* jr-answer-table.c: one effect for each command id
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A client that got no answer sends its command again and is told what was answered the first time. Answers are kept by
 * number, not by time: the last JR_ANSWERS_KEPT numbers of a client, in whatever order they came. A number below that
 * window may have been carried out or not; nobody can say any more, so it is refused.
 *
 * In the order of their clients each new answer would lie on a page of its own, and each commit would write them all. So
 * answers are first put down one behind the other, and filed by client when there are RECENT_MAXIMUM of them. Whose
 * number is above the client's highest is not looked for at all; only one that is not is looked for among the recent
 * ones, which have no index. */

#include "jr-answer-table.h"

#include "jr-database-private.h"
#include "jr-error.h"
#include "jr-stored-json-private.h"

#define RECENT_MAXIMUM 1024

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

/* *out_json stays NULL when the answer is not there. */
static gboolean
look_for (JrDatabase *database,
          const char *sql,
          const char *client,
          guint64     number,
          char      **out_json,
          GError    **error)
{
  g_auto (JrStatementUse) use = jr_database_use (database, sql, error);
  gboolean                has_row;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, client);
  jr_statement_bind_int (use, 2, (gint64) number);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  if (has_row)
    *out_json = g_strdup (jr_statement_get_text (use, 0));
  return TRUE;
}

static gboolean
load (JrDatabase *database,
      const char *client,
      guint64     number,
      JrAnswer  **out_answer,
      GError    **error)
{
  static const char recent[] = "SELECT json FROM recent_answers WHERE client = $1 AND number = $2";
  static const char filed[] = "SELECT json FROM answers WHERE client = $1 AND number = $2";
  g_autofree char  *json = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (!look_for (database, recent, client, number, &json, error) ||
      (json == NULL && !look_for (database, filed, client, number, &json, error)))
    return FALSE;
  if (json == NULL)
    return TRUE;
  node = jr_stored_json_parse (json, "answer", error);
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

  *out_answer = NULL;
  if (!is_number_valid (number, error) || !check_client (database, client, user, &highest, error))
    return FALSE;
  if ((gint64) number > highest)
    return TRUE;
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
    jr_database_use (database,
                     "INSERT INTO recent_answers (client, number, json) VALUES ($1, $2, $3)",
                     error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, client);
  jr_statement_bind_int (use, 2, (gint64) answer->number);
  jr_statement_bind_text (use, 3, json);
  return jr_statement_run (use, NULL, error);
}

/* Filing ------------------------------------------------------------------------------------------------------------- */

/* The clients of the recent answers, and the number from which on each keeps its answers. */
static gboolean
list_clients (JrDatabase *database, GPtrArray *names, GArray *lowest, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT client, highest FROM answer_clients WHERE client IN "
                     "(SELECT client FROM recent_answers)",
                     error);
  gboolean has_row = use != NULL;

  while (has_row)
    {
      gint64 number;

      if (!jr_statement_step (use, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      number = jr_statement_get_int (use, 1) - JR_ANSWERS_KEPT + 1;
      g_ptr_array_add (names, g_strdup (jr_statement_get_text (use, 0)));
      g_array_append_val (lowest, number);
    }
  return FALSE;
}

static gboolean
forget_below (JrDatabase *database, const char *client, gint64 lowest, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "DELETE FROM answers WHERE client = $1 AND number < $2", error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, client);
  jr_statement_bind_int (use, 2, lowest);
  return jr_statement_run (use, NULL, error);
}

static gboolean
file_recent (JrDatabase *database, GError **error)
{
  static const char     file[] = "INSERT INTO answers (client, number, json) "
                                 "SELECT client, number, json FROM recent_answers "
                                 "ORDER BY client, number";
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray)    lowest = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!list_clients (database, names, lowest, error) ||
      !jr_database_execute (database, file, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!forget_below (database, names->pdata[i], g_array_index (lowest, gint64, i), error))
      return FALSE;
  return jr_database_execute (database, "DELETE FROM recent_answers", error);
}

/* How many there are is counted once, and then from what is put down: it may come out too high after a transaction that
 * was undone, and then they are filed a little early. */
static gboolean
count_one (JrDatabase *database, GError **error)
{
  gint64 n_found;

  if (database->n_recent_answers == 0)
    {
      if (!jr_database_query_int (database, "SELECT COUNT(*) FROM recent_answers", &n_found, error))
        return FALSE;
      database->n_recent_answers = (guint) n_found;
    }
  else
    database->n_recent_answers++;
  if (database->n_recent_answers < RECENT_MAXIMUM)
    return TRUE;
  database->n_recent_answers = 0;
  return file_recent (database, error);
}

/* One that is not above the client's highest number may be there already. */
static gboolean
is_free (JrDatabase *database, const char *client, const JrAnswer *answer, GError **error)
{
  g_autoptr (JrAnswer) other = NULL;

  if (!load (database, client, answer->number, &other, error))
    return FALSE;
  if (other == NULL)
    return TRUE;
  g_set_error (error, JR_STORE_ERROR, JR_ERROR_CONFLICT,
               "Command %" G_GUINT64_FORMAT " has been answered before", answer->number);
  return FALSE;
}

gboolean
jr_answer_table_put (JrDatabase     *database,
                     const char     *client,
                     const char     *user,
                     const JrAnswer *answer,
                     GError        **error)
{
  gint64 highest;
  gint64 number;

  g_return_val_if_fail (database != NULL && client != NULL && user != NULL, FALSE);
  g_return_val_if_fail (answer != NULL, FALSE);

  number = (gint64) answer->number;
  if (!is_number_valid (answer->number, error) ||
      !check_client (database, client, user, &highest, error) ||
      (number <= highest && !is_free (database, client, answer, error)))
    return FALSE;
  return (number <= highest || note_client (database, client, user, number, error)) &&
         insert (database, client, answer, error) && count_one (database, error);
}
