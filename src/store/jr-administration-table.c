/* jr-administration-table.c: what was done to a room from the server's own command line
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Accounts, departments and items are no part of the event log, which is about cases. Who changed them is kept here, for
 * the auditor. Whoever administers the machine can change the file; this says what was done in the ordinary way. */

#include "jr-administration-table.h"

void
jr_administrative_act_free (JrAdministrativeAct *self)
{
  g_free (self->done_by);
  g_free (self->act);
  g_free (self->subject);
  g_free (self->detail);
  g_free (self);
}

gboolean
jr_administration_table_add (JrDatabase *database, const JrAdministrativeAct *act, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "INSERT INTO administration (at, done_by, act, subject, detail) "
                     "VALUES ($1, $2, $3, $4, $5)",
                     error);

  g_return_val_if_fail (act != NULL, FALSE);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_int (use, 1, act->at);
  jr_statement_bind_text (use, 2, act->done_by);
  jr_statement_bind_text (use, 3, act->act);
  jr_statement_bind_text (use, 4, act->subject);
  jr_statement_bind_text (use, 5, act->detail);
  return jr_statement_run (use, NULL, error);
}

static JrAdministrativeAct *
read_row (JrStatement *row)
{
  JrAdministrativeAct *self = g_new0 (JrAdministrativeAct, 1);

  self->number = jr_statement_get_int (row, 0);
  self->at = jr_statement_get_int (row, 1);
  self->done_by = g_strdup (jr_statement_get_text (row, 2));
  self->act = g_strdup (jr_statement_get_text (row, 3));
  self->subject = g_strdup (jr_statement_get_text (row, 4));
  self->detail = g_strdup (jr_statement_get_text (row, 5));
  return self;
}

GPtrArray *
jr_administration_table_list (JrDatabase *database, gint64 after, guint limit, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT number, at, done_by, act, subject, detail FROM administration "
                     "WHERE number > $1 ORDER BY number LIMIT $2",
                     error);
  g_autoptr (GPtrArray) acts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_administrative_act_free);
  gboolean has_row = TRUE;

  if (use == NULL)
    return NULL;
  jr_statement_bind_int (use, 1, after);
  jr_statement_bind_int (use, 2, limit);
  while (has_row)
    {
      if (!jr_statement_step (use, &has_row, error))
        return NULL;
      if (has_row)
        g_ptr_array_add (acts, read_row (use));
    }
  return g_steal_pointer (&acts);
}
