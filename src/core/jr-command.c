/* jr-command.c: a change somebody asks for
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-command.h"

static void
copy (JrCommand *self)
{
  self->client = g_strdup (self->client);
  self->case_id = g_strdup (self->case_id);
  self->case_number = g_strdup (self->case_number);
  self->department = g_strdup (self->department);
  self->item_code = g_strdup (self->item_code);
  self->applicant = self->applicant != NULL ? jr_applicant_ref (self->applicant) : NULL;
  self->documents = jr_record_array (self->documents, (GDestroyNotify) jr_document_unref);
  self->decision = self->decision != NULL ? jr_decision_ref (self->decision) : NULL;
  self->text = g_strdup (self->text);
  self->results = jr_record_array (self->results, (GDestroyNotify) jr_result_document_unref);
}

static void
clear (JrCommand *self)
{
  g_free (self->client);
  g_free (self->case_id);
  g_free (self->case_number);
  g_free (self->department);
  g_free (self->item_code);
  g_clear_pointer (&self->applicant, jr_applicant_unref);
  g_ptr_array_unref (self->documents);
  g_clear_pointer (&self->decision, jr_decision_unref);
  g_free (self->text);
  g_ptr_array_unref (self->results);
}

JR_DEFINE_RECORD (JrCommand, jr_command, copy, clear)
