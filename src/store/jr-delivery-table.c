/* jr-delivery-table.c: which results have gone out to which target
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row is written together with the event of its result, so that no crash comes between the two; after an attempt the
 * hub writes what became of it. Whoever dies between sending and writing sends again: at least once, never not at all. */

#include "jr-delivery-table.h"

#include "jr-error.h"

#define COLUMNS                                                                                    \
  "d.webhook, d.sequence, d.case_id, c.number, d.state, d.attempts, d.due_at, d.tried_at, d.fault"
#define FROM " FROM deliveries d JOIN cases c ON c.id = d.case_id "

static const char *const state_words[JR_N_DELIVERY_STATES] = {
  [JR_DELIVERY_WAITING] = "waiting",
  [JR_DELIVERY_DONE] = "done",
  [JR_DELIVERY_FAILED] = "failed",
};

const char *
jr_delivery_state_to_string (JrDeliveryState state)
{
  g_return_val_if_fail ((guint) state < JR_N_DELIVERY_STATES, NULL);

  return state_words[state];
}

void
jr_delivery_entry_free (JrDeliveryEntry *self)
{
  g_free (self->case_id);
  g_free (self->case_number);
  g_free (self->fault);
  g_free (self);
}

gboolean
jr_delivery_table_add (JrDatabase *database,
                       gint64      sequence,
                       const char *case_id,
                       const char *window,
                       JrTime      now,
                       GError    **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "INSERT INTO deliveries (webhook, sequence, case_id, state, attempts, due_at, "
                     "tried_at) SELECT w.number, $1, $2, 'waiting', 0, $4, 0 FROM webhooks w "
                     "WHERE w.window_code IS NULL OR w.window_code = $3",
                     error);

  g_return_val_if_fail (case_id != NULL, FALSE);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, sequence);
  jr_statement_bind_text (use, 2, case_id);
  jr_statement_bind_text (use, 3, window);
  jr_statement_bind_int (use, 4, now);
  return jr_statement_run (use, NULL, error);
}

static gboolean
read_state (JrStatement *row, JrDeliveryState *out_state, GError **error)
{
  const char *word = jr_statement_get_text (row, 4);

  for (guint i = 0; i < JR_N_DELIVERY_STATES; i++)
    if (g_strcmp0 (word, state_words[i]) == 0)
      {
        *out_state = i;
        return TRUE;
      }
  g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT, "A delivery has the unknown state %s",
               word);
  return FALSE;
}

static JrDeliveryEntry *
from_row (JrStatement *row, GError **error)
{
  JrDeliveryState  state;
  JrDeliveryEntry *self;

  if (!read_state (row, &state, error))
    return NULL;
  self = g_new (JrDeliveryEntry, 1);
  *self = (JrDeliveryEntry){ .webhook = jr_statement_get_int (row, 0),
                             .sequence = jr_statement_get_int (row, 1),
                             .case_id = g_strdup (jr_statement_get_text (row, 2)),
                             .case_number = g_strdup (jr_statement_get_text (row, 3)),
                             .state = state,
                             .attempts = (guint) jr_statement_get_int (row, 5),
                             .due_at = jr_statement_get_int (row, 6),
                             .tried_at = jr_statement_get_int (row, 7),
                             .fault = g_strdup (jr_statement_get_text (row, 8)) };
  return self;
}

static GPtrArray *
read_all (JrStatement *use, GError **error)
{
  g_autoptr (GPtrArray) entries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_delivery_entry_free);
  gboolean has_row;

  while (TRUE)
    {
      JrDeliveryEntry *entry;

      if (!jr_statement_step (use, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&entries);
      entry = from_row (use, error);
      if (entry == NULL)
        return NULL;
      g_ptr_array_add (entries, entry);
    }
}

GPtrArray *
jr_delivery_table_list_due (JrDatabase *database,
                            gint64      webhook,
                            JrTime      now,
                            guint       limit,
                            GError    **error)
{
  g_auto (JrStatementUse) use = jr_database_use (
    database,
    "SELECT " COLUMNS FROM "WHERE d.webhook = $1 AND d.state = 'waiting' AND d.due_at <= $2 "
    "AND NOT EXISTS (SELECT 1 FROM deliveries e WHERE e.webhook = d.webhook "
    "AND e.case_id = d.case_id AND e.state = 'waiting' AND e.sequence < d.sequence) "
    "ORDER BY d.due_at, d.sequence LIMIT $3",
    error);

  if (use == NULL)
    return NULL;
  jr_statement_bind_int (use, 1, webhook);
  jr_statement_bind_int (use, 2, now);
  jr_statement_bind_int (use, 3, limit);
  return read_all (use, error);
}

gboolean
jr_delivery_table_get_next_due (JrDatabase *database,
                                gint64      webhook,
                                JrTime      now,
                                JrTime     *out_at,
                                GError    **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT due_at FROM deliveries WHERE webhook = $1 AND state = 'waiting' "
                     "AND due_at > $2 ORDER BY due_at LIMIT 1",
                     error);
  gboolean has_row;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, webhook);
  jr_statement_bind_int (use, 2, now);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  *out_at = has_row ? jr_statement_get_int (use, 0) : 0;
  return TRUE;
}

gboolean
jr_delivery_table_settle (JrDatabase     *database,
                          gint64          webhook,
                          gint64          sequence,
                          JrDeliveryState state,
                          JrTime          due_at,
                          JrTime          now,
                          const char     *fault,
                          GError        **error)
{
  g_auto (JrStatementUse) use = jr_database_use (
    database,
    "UPDATE deliveries SET state = $3, attempts = attempts + 1, due_at = $4, tried_at = $5, "
    "fault = $6 WHERE webhook = $1 AND sequence = $2 AND state = 'waiting'",
    error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, webhook);
  jr_statement_bind_int (use, 2, sequence);
  jr_statement_bind_text (use, 3, jr_delivery_state_to_string (state));
  jr_statement_bind_int (use, 4, due_at);
  jr_statement_bind_int (use, 5, now);
  jr_statement_bind_text (use, 6, fault);
  return jr_statement_run (use, NULL, error);
}

gboolean
jr_delivery_table_redeliver (JrDatabase *database,
                             gint64      webhook,
                             gint64      sequence,
                             JrTime      now,
                             GError    **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "UPDATE deliveries SET state = 'waiting', attempts = 0, due_at = $3 "
                     "WHERE webhook = $1 AND sequence = $2",
                     error);
  gint64 changed;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, webhook);
  jr_statement_bind_int (use, 2, sequence);
  jr_statement_bind_int (use, 3, now);
  if (!jr_statement_run (use, &changed, error))
    return FALSE;
  if (changed == 0)
    g_set_error_literal (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND, "There is no such delivery");
  return changed == 1;
}

gboolean
jr_delivery_table_redeliver_failed (JrDatabase *database,
                                    JrTime      now,
                                    gint64     *out_count,
                                    GError    **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "UPDATE deliveries SET state = 'waiting', attempts = 0, due_at = $1 "
                     "WHERE state = 'failed'",
                     error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, now);
  return jr_statement_run (use, out_count, error);
}

GPtrArray *
jr_delivery_table_list (JrDatabase *database, gboolean only_failed, guint limit, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT " COLUMNS FROM "WHERE $1 = 0 OR d.state = 'failed' "
                     "ORDER BY d.sequence DESC, d.webhook LIMIT $2",
                     error);

  if (use == NULL)
    return NULL;
  jr_statement_bind_int (use, 1, only_failed != FALSE);
  jr_statement_bind_int (use, 2, limit);
  return read_all (use, error);
}

gboolean
jr_delivery_table_count (JrDatabase     *database,
                         gint64          webhook,
                         JrDeliveryState state,
                         gint64         *out_count,
                         GError        **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "SELECT COUNT(*) FROM deliveries WHERE webhook = $1 AND state = $2",
                     error);
  gboolean has_row;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, webhook);
  jr_statement_bind_text (use, 2, jr_delivery_state_to_string (state));
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  *out_count = jr_statement_get_int (use, 0);
  return TRUE;
}

gboolean
jr_delivery_table_count_all (JrDatabase     *database,
                             JrDeliveryState state,
                             gint64         *out_count,
                             GError        **error)
{
  /* Each state is named, so that its own index is used. */
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     state == JR_DELIVERY_FAILED
                       ? "SELECT COUNT(*) FROM deliveries WHERE state = 'failed'"
                       : "SELECT COUNT(*) FROM deliveries WHERE state = 'waiting'",
                     error);
  gboolean has_row;

  g_return_val_if_fail (state != JR_DELIVERY_DONE, FALSE);

  if (use == NULL || !jr_statement_step (use, &has_row, error))
    return FALSE;
  *out_count = jr_statement_get_int (use, 0);
  return TRUE;
}

/* Old ones ----------------------------------------------------------------------------------------------------------- */

GArray *
jr_delivery_table_find_old (JrDatabase *database, JrTime before, guint limit, GError **error)
{
  g_autoptr (GArray)      keys = g_array_new (FALSE, FALSE, sizeof (JrDeliveryKey));
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT webhook, sequence FROM deliveries WHERE state = 'done' "
                     "AND tried_at < $1 ORDER BY webhook, sequence LIMIT $2",
                     error);
  gboolean has_row;

  if (use == NULL)
    return NULL;
  jr_statement_bind_int (use, 1, before);
  jr_statement_bind_int (use, 2, limit);
  while (TRUE)
    {
      JrDeliveryKey key;

      if (!jr_statement_step (use, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&keys);
      key = (JrDeliveryKey){ jr_statement_get_int (use, 0), jr_statement_get_int (use, 1) };
      g_array_append_val (keys, key);
    }
}

static gboolean
remove_old (JrDatabase          *database,
            const JrDeliveryKey *key,
            JrTime               before,
            guint               *count,
            GError             **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "DELETE FROM deliveries WHERE webhook = $1 AND sequence = $2 "
                     "AND state = 'done' AND tried_at < $3",
                     error);
  gint64 changed;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, key->webhook);
  jr_statement_bind_int (use, 2, key->sequence);
  jr_statement_bind_int (use, 3, before);
  if (!jr_statement_run (use, &changed, error))
    return FALSE;
  *count += (guint) changed;
  return TRUE;
}

gboolean
jr_delivery_table_remove_old (JrDatabase *database,
                              GArray     *keys,
                              JrTime      before,
                              guint      *out_count,
                              GError    **error)
{
  guint count = 0;

  g_return_val_if_fail (keys != NULL, FALSE);

  for (guint i = 0; i < keys->len; i++)
    if (!remove_old (database, &g_array_index (keys, JrDeliveryKey, i), before, &count, error))
      return FALSE;
  if (out_count != NULL)
    *out_count = count;
  return TRUE;
}
