/* jr-webhook-table.c: where results are sent to, beside the feed
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Set up by the administrator's commands, which run beside a serving hub; the hub itself writes only how a target does. */

#include "jr-webhook-table.h"

#include "jr-error.h"

#define COLUMNS                                                                                    \
  "number, url, window_code, secret, old_secret, old_until, networks, ca, state, state_at, "       \
  "failures, rests_until"

static const char *const state_words[JR_N_WEBHOOK_STATES] = {
  [JR_WEBHOOK_ON] = "on",
  [JR_WEBHOOK_OFF] = "off",
  [JR_WEBHOOK_GONE] = "gone",
};

const char *
jr_webhook_state_to_string (JrWebhookState state)
{
  g_return_val_if_fail ((guint) state < JR_N_WEBHOOK_STATES, NULL);

  return state_words[state];
}

void
jr_webhook_free (JrWebhook *self)
{
  g_free (self->url);
  g_free (self->window);
  g_free (self->secret);
  g_free (self->old_secret);
  g_free (self->networks);
  g_free (self->ca);
  g_free (self);
}

gboolean
jr_webhook_table_add (JrDatabase      *database,
                      const JrWebhook *webhook,
                      gint64          *out_number,
                      GError         **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "INSERT INTO webhooks (" COLUMNS ") SELECT COALESCE (MAX (number), 0) + 1, "
                     "$1, $2, $3, NULL, 0, $4, $5, $6, $7, 0, 0 FROM webhooks RETURNING number",
                     error);
  gboolean has_row;

  g_return_val_if_fail (webhook != NULL && out_number != NULL, FALSE);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, webhook->url);
  jr_statement_bind_text (use, 2, webhook->window);
  jr_statement_bind_text (use, 3, webhook->secret);
  jr_statement_bind_text (use, 4, webhook->networks);
  jr_statement_bind_text (use, 5, webhook->ca);
  jr_statement_bind_text (use, 6, jr_webhook_state_to_string (webhook->state));
  jr_statement_bind_int (use, 7, webhook->state_at);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  g_assert (has_row);
  *out_number = jr_statement_get_int (use, 0);
  return jr_statement_step (use, &has_row, error);
}

static gboolean
read_state (JrStatement *row, JrWebhookState *out_state, GError **error)
{
  const char *word = jr_statement_get_text (row, 8);

  for (guint i = 0; i < JR_N_WEBHOOK_STATES; i++)
    if (g_strcmp0 (word, state_words[i]) == 0)
      {
        *out_state = i;
        return TRUE;
      }
  g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT, "A webhook has the unknown state %s", word);
  return FALSE;
}

static JrWebhook *
from_row (JrStatement *row, GError **error)
{
  JrWebhookState state;
  JrWebhook     *self;

  if (!read_state (row, &state, error))
    return NULL;
  self = g_new (JrWebhook, 1);
  *self = (JrWebhook){ .number = jr_statement_get_int (row, 0),
                       .url = g_strdup (jr_statement_get_text (row, 1)),
                       .window = g_strdup (jr_statement_get_text (row, 2)),
                       .secret = g_strdup (jr_statement_get_text (row, 3)),
                       .old_secret = g_strdup (jr_statement_get_text (row, 4)),
                       .old_until = jr_statement_get_int (row, 5),
                       .networks = g_strdup (jr_statement_get_text (row, 6)),
                       .ca = g_strdup (jr_statement_get_text (row, 7)),
                       .state = state,
                       .state_at = jr_statement_get_int (row, 9),
                       .failures = (guint) jr_statement_get_int (row, 10),
                       .rests_until = jr_statement_get_int (row, 11) };
  return self;
}

static gboolean
fail_unknown (gint64 number, GError **error)
{
  g_set_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND, "There is no webhook %" G_GINT64_FORMAT,
               number);
  return FALSE;
}

JrWebhook *
jr_webhook_table_load (JrDatabase *database, gint64 number, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "SELECT " COLUMNS " FROM webhooks WHERE number = $1", error);
  gboolean has_row;

  if (use == NULL)
    return NULL;
  jr_statement_bind_int (use, 1, number);
  if (!jr_statement_step (use, &has_row, error))
    return NULL;
  if (!has_row)
    return fail_unknown (number, error), NULL;
  return from_row (use, error);
}

GPtrArray *
jr_webhook_table_load_all (JrDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) webhooks =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_webhook_free);
  g_auto (JrStatementUse) use =
    jr_database_use (database, "SELECT " COLUMNS " FROM webhooks ORDER BY number", error);
  gboolean has_row;

  if (use == NULL)
    return NULL;
  while (TRUE)
    {
      JrWebhook *webhook;

      if (!jr_statement_step (use, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&webhooks);
      webhook = from_row (use, error);
      if (webhook == NULL)
        return NULL;
      g_ptr_array_add (webhooks, webhook);
    }
}

static gboolean
run_on_one (JrStatement *use, gint64 number, GError **error)
{
  gint64 changed;

  if (!jr_statement_run (use, &changed, error))
    return FALSE;
  return changed == 1 || fail_unknown (number, error);
}

gboolean
jr_webhook_table_remove (JrDatabase *database, gint64 number, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "DELETE FROM webhooks WHERE number = $1", error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, number);
  return run_on_one (use, number, error);
}

gboolean
jr_webhook_table_set_state (JrDatabase    *database,
                            gint64         number,
                            JrWebhookState state,
                            JrTime         now,
                            GError       **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "UPDATE webhooks SET state = $2, state_at = $3, failures = 0, rests_until = 0 "
                     "WHERE number = $1",
                     error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, number);
  jr_statement_bind_text (use, 2, jr_webhook_state_to_string (state));
  jr_statement_bind_int (use, 3, now);
  return run_on_one (use, number, error);
}

gboolean
jr_webhook_table_rotate (JrDatabase *database,
                         gint64      number,
                         const char *secret,
                         JrTime      old_until,
                         GError    **error)
{
  g_auto (JrStatementUse) use = jr_database_use (
    database,
    "UPDATE webhooks SET old_secret = secret, old_until = $3, secret = $2 WHERE number = $1",
    error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, number);
  jr_statement_bind_text (use, 2, secret);
  jr_statement_bind_int (use, 3, old_until);
  return run_on_one (use, number, error);
}

gboolean
jr_webhook_table_set_rest (JrDatabase *database,
                           gint64      number,
                           guint       failures,
                           JrTime      rests_until,
                           GError    **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "UPDATE webhooks SET failures = $2, rests_until = $3 WHERE number = $1",
                     error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, number);
  jr_statement_bind_int (use, 2, failures);
  jr_statement_bind_int (use, 3, rests_until);
  return jr_statement_run (use, NULL, error);
}
