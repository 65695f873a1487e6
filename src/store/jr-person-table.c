/* jr-person-table.c: personal values, outside the log
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The log holds only a salted hash, and never the salt: once a row here is gone, nobody can find out who it was, not
 * even by trying all identity numbers, and the chain is as whole as before. */

#include "jr-case-table.h"

#include "jr-case-table-private.h"
#include "jr-error.h"
#include "jr-id.h"

char *
jr_person_hash (const JrApplicant *applicant, const char *salt)
{
  g_autoptr (GChecksum) checksum = NULL;

  g_return_val_if_fail (applicant != NULL && salt != NULL, NULL);

  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, (const guchar *) salt, -1);
  if (applicant->name != NULL)
    g_checksum_update (checksum, (const guchar *) applicant->name, -1);
  g_checksum_update (checksum, (const guchar *) "", 1);
  if (applicant->id_number != NULL)
    g_checksum_update (checksum, (const guchar *) applicant->id_number, -1);
  g_checksum_update (checksum, (const guchar *) "", 1);
  if (applicant->phone != NULL)
    g_checksum_update (checksum, (const guchar *) applicant->phone, -1);
  return g_strdup (g_checksum_get_string (checksum));
}

gboolean
jr_person_put (JrDatabase        *database,
               const char        *case_id,
               const JrApplicant *applicant,
               const char        *salt,
               GError           **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "INSERT INTO persons (case_id, salt, name, id_number, phone) "
                     "VALUES ($1, $2, $3, $4, $5)",
                     error);

  g_return_val_if_fail (case_id != NULL && applicant != NULL && salt != NULL, FALSE);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, case_id);
  jr_statement_bind_text (use, 2, salt);
  jr_statement_bind_text (use, 3, applicant->name);
  jr_statement_bind_text (use, 4, applicant->id_number);
  jr_statement_bind_text (use, 5, applicant->phone);
  return jr_statement_run (use, NULL, error);
}

/* *out_applicant and *out_salt NULL when there is none, or no longer. */
static gboolean
find (JrDatabase   *database,
      const char   *case_id,
      JrApplicant **out_applicant,
      char        **out_salt,
      GError      **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database,
                     "SELECT name, id_number, phone, salt FROM persons WHERE case_id = $1", error);
  gboolean has_row;

  *out_applicant = NULL;
  *out_salt = NULL;
  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, case_id);
  if (!jr_statement_step (use, &has_row, error))
    return FALSE;
  if (has_row)
    {
      *out_applicant =
        jr_applicant_new (&(JrApplicant){ .name = (char *) jr_statement_get_text (use, 0),
                                          .id_number = (char *) jr_statement_get_text (use, 1),
                                          .phone = (char *) jr_statement_get_text (use, 2) });
      *out_salt = g_strdup (jr_statement_get_text (use, 3));
    }
  return TRUE;
}

JrApplicant *
jr_person_load (JrDatabase *database, const char *case_id, GError **error)
{
  g_autofree char *salt = NULL;
  JrApplicant     *applicant;

  g_return_val_if_fail (case_id != NULL, NULL);

  if (!find (database, case_id, &applicant, &salt, error))
    return NULL;
  if (applicant == NULL)
    g_set_error_literal (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND,
                         "The personal values of this case are not there or were erased");
  return applicant;
}

gboolean
jr_person_erase (JrDatabase *database, const char *case_id, GError **error)
{
  g_auto (JrStatementUse) use =
    jr_database_use (database, "DELETE FROM persons WHERE case_id = $1", error);

  g_return_val_if_fail (case_id != NULL, FALSE);

  if (use == NULL)
    return FALSE;
  jr_statement_bind_text (use, 1, case_id);
  return jr_statement_run (use, NULL, error) &&
         jr_case_table_set_applicant (database, case_id, NULL, error);
}

gboolean
jr_person_check (JrDatabase *database, const JrCase *state, GError **error)
{
  g_autoptr (JrApplicant) applicant = NULL;
  g_autofree char        *salt = NULL;
  g_autofree char        *hash = NULL;

  if (!find (database, state->id, &applicant, &salt, error))
    return FALSE;
  if (applicant == NULL)
    return TRUE;
  hash = jr_person_hash (applicant, salt);
  if (g_strcmp0 (hash, state->applicant_hash) == 0)
    return TRUE;
  g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT,
               "The personal values of case %s are not those that its log was written with",
               state->number);
  return FALSE;
}
