/* jr-case-stats.c: how much there is to do, in numbers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asked of the projection. Each statement goes along an index of
 * what is pending or of one day, so that a room of many years answers as fast as a new one. */

#include "jr-case-stats.h"

#include "jr-stored-json-private.h"
#include "jr-wire.h"

static void
queue_free (gpointer data)
{
  JrQueue *self = data;

  g_free (self->name);
  g_free (self);
}

void
jr_case_stats_clear (JrCaseStats *self)
{
  g_clear_pointer (&self->departments, g_ptr_array_unref);
  g_clear_pointer (&self->claims, g_ptr_array_unref);
}

/* One number; 0 for NULL. */
static gboolean
ask (JrDatabase *database, const char *sql, JrTime since, gint64 *out_number, GError **error)
{
  g_auto (JrStatementUse) use = jr_database_use (database, sql, error);
  gboolean                has_row;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, since);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  *out_number = has_row ? jr_statement_get_int (use, 0) : 0;
  return TRUE;
}

static gboolean
count (JrDatabase *database, JrTime since, JrCaseStats *self, GError **error)
{
  const struct
  {
    const char *sql;
    gint64     *number;
  } questions[] = {
    { "SELECT COUNT(*) FROM cases WHERE is_concluded = 0 AND submitted_at > $1", &self->pending },
    { "SELECT COUNT(*) FROM cases WHERE is_awaiting = 1 AND submitted_at > $1", &self->awaiting },
    { "SELECT COUNT(*) FROM cases WHERE push_due IS NOT NULL AND is_awaiting = 0 "
      "AND is_concluded = 0 AND submitted_at > $1",
      &self->decided },
    { "SELECT MIN(submitted_at) FROM cases WHERE is_concluded = 0 AND submitted_at > $1",
      &self->oldest },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    if (!ask (database, questions[i].sql, 0, questions[i].number, error))
      return FALSE;
  return ask (database, "SELECT COUNT(*) FROM cases WHERE submitted_at >= $1", since,
              &self->submitted, error) &&
         ask (database, "SELECT COUNT(*) FROM cases WHERE is_concluded = 1 AND submitted_at >= $1",
              since, &self->concluded, error);
}

/* Of each name: how many, how many of them claimed, and since when the first waits. */
static GPtrArray *
load_queues (JrDatabase *database, const char *sql, GError **error)
{
  g_autoptr (GPtrArray)   queues = g_ptr_array_new_with_free_func (queue_free);
  g_auto (JrStatementUse) use = jr_database_use (database, sql, error);
  gboolean                has_row;

  if (use == NULL)
    return NULL;
  while (TRUE)
    {
      JrQueue *queue;

      if (!jr_statement_step (use, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&queues);
      queue = g_new (JrQueue, 1);
      *queue = (JrQueue){ .name = g_strdup (jr_statement_get_text (use, 0)),
                          .reviews = jr_statement_get_int (use, 1),
                          .claimed = jr_statement_get_int (use, 2),
                          .oldest = jr_statement_get_int (use, 3) };
      g_ptr_array_add (queues, queue);
    }
}

/* The time of one case; a withdrawn one has none. */
static gboolean
add_time (const char *json, GArray *times, GError **error)
{
  g_autoptr (JsonNode) node = jr_stored_json_parse (json, "case", error);
  g_autoptr (JrCase)   state = node == NULL ? NULL : jr_wire_read_case (node, error);
  JrTime               time;

  if (state == NULL)
    return jr_stored_json_blame ("case", error), FALSE;
  /* A clock that was set back makes none shorter than nothing. */
  time = MAX (0, state->phase_at - state->submitted_at);
  if (state->phase == JR_CASE_DELIVERED)
    g_array_append_val (times, time);
  return TRUE;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const JrTime *first = a;
  const JrTime *second = b;

  return *first < *second ? -1 : *first > *second;
}

static void
sum_up (JrCaseStats *self, GArray *times)
{
  const JrTime *all = (const JrTime *) (gpointer) times->data;
  JrTime        sum = 0;

  self->n_timed = times->len;
  if (times->len == 0)
    return;
  g_array_sort (times, compare_times);
  for (guint i = 0; i < times->len; i++)
    sum += all[i];
  self->mean = sum / times->len;
  self->median = (all[(times->len - 1) / 2] + all[times->len / 2]) / 2;
}

static gboolean
measure (JrDatabase *database, JrTime since, JrCaseStats *self, GError **error)
{
  g_autoptr (GArray)      times = g_array_new (FALSE, FALSE, sizeof (JrTime));
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT json FROM cases WHERE is_concluded = 1 AND submitted_at >= $1 "
                     "ORDER BY submitted_at DESC, id DESC LIMIT $2",
                     error);
  gboolean has_row;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, since);
  jr_statement_bind_int (use, 2, JR_CASE_STATS_TIMED_MAXIMUM);
  while (TRUE)
    {
      if (!jr_statement_step (use, &has_row, error) ||
          (has_row && !add_time (jr_statement_get_text (use, 0), times, error)))
        return FALSE;
      if (!has_row)
        break;
    }
  sum_up (self, times);
  return TRUE;
}

gboolean
jr_case_stats_load (JrDatabase *database, JrTime since, JrCaseStats *out_stats, GError **error)
{
  g_return_val_if_fail (database != NULL && out_stats != NULL, FALSE);

  if (!count (database, since, out_stats, error))
    return FALSE;
  out_stats->departments =
    load_queues (database,
                 "SELECT department, COUNT(*), COUNT(claimed_by), MIN(submitted_at) "
                 "FROM reviews GROUP BY department ORDER BY department",
                 error);
  if (out_stats->departments == NULL)
    return FALSE;
  out_stats->claims =
    load_queues (database,
                 "SELECT claimed_by, COUNT(*), COUNT(*), MIN(submitted_at) FROM reviews "
                 "WHERE claimed_by IS NOT NULL GROUP BY claimed_by ORDER BY claimed_by",
                 error);
  return out_stats->claims != NULL && measure (database, since, out_stats, error);
}
