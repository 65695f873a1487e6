/* jr-case-number.c: numbers of cases, such as NW-20261124-00031
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A counter for each room and day, in the transaction of the case that takes the number: never two the same, and no gap
 * but by a refused command. Numbers that were given from above may look alike and are stepped over. */

#include "jr-case-table.h"

#include "jr-error.h"

/* All of China keeps UTC+8, and a day of the hall is a day on its wall clock, whatever the server's says. */
#define HALL_UTC_OFFSET (8 * JR_TIME_HOUR)

static char *
day_of (JrTime now)
{
  g_autofree char *text = jr_time_to_string (now + HALL_UTC_OFFSET);

  return g_strdup_printf ("%.4s%.2s%.2s", text, text + 5, text + 8);
}

static gboolean
count_up (JrDatabase *database, const char *room, const char *day, gint64 *out_last, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "INSERT INTO case_numbers (room, day, last) VALUES ($1, $2, 1) "
                     "ON CONFLICT (room, day) DO UPDATE SET last = case_numbers.last + 1 "
                     "RETURNING last",
                     error);
  gboolean has_row;

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, room);
  jr_statement_bind_text (use, 2, day);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  g_assert (has_row);
  *out_last = jr_statement_get_int (use, 0);
  return TRUE;
}

static gboolean
is_taken (JrDatabase *database, const char *number, gboolean *out_is_taken, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "SELECT 1 FROM cases WHERE number = $1", error);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, number);
  return jr_statement_step (use, out_is_taken, error);
}

char *
jr_case_table_next_number (JrDatabase *database, const char *room_code, JrTime now, GError **error)
{
  g_autofree char *day = day_of (now);
  g_autofree char *number = NULL;
  gboolean         taken = TRUE;

  g_return_val_if_fail (database != NULL && room_code != NULL, NULL);

  while (taken)
    {
      gint64 last;

      if (!count_up (database, room_code, day, &last, error))
        return NULL;
      g_free (number);
      number = g_strdup_printf ("%s-%s-%05" G_GINT64_FORMAT, room_code, day, last);
      if (!is_taken (database, number, &taken, error))
        return NULL;
    }
  return g_steal_pointer (&number);
}
