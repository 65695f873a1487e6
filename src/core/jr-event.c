/* jr-event.c: what happened to a case
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-event.h"

static void
copy (JrEvent *self)
{
  self->case_id = g_strdup (self->case_id);
  self->by = self->by != NULL ? jr_actor_ref (self->by) : NULL;
  self->number = g_strdup (self->number);
  self->item_code = g_strdup (self->item_code);
  self->item_name = g_strdup (self->item_name);
  self->window = g_strdup (self->window);
  self->applicant_hash = g_strdup (self->applicant_hash);
  self->stages = jr_record_array (self->stages, (GDestroyNotify) g_strfreev);
  self->documents = jr_record_array (self->documents, (GDestroyNotify) jr_document_unref);
  self->department = g_strdup (self->department);
  self->decision = self->decision != NULL ? jr_decision_ref (self->decision) : NULL;
  self->text = g_strdup (self->text);
  self->notice = jr_record_array (self->notice, (GDestroyNotify) jr_notice_line_unref);
  self->results = jr_record_array (self->results, (GDestroyNotify) jr_result_document_unref);
}

static void
clear (JrEvent *self)
{
  g_free (self->case_id);
  g_clear_pointer (&self->by, jr_actor_unref);
  g_free (self->number);
  g_free (self->item_code);
  g_free (self->item_name);
  g_free (self->window);
  g_free (self->applicant_hash);
  g_ptr_array_unref (self->stages);
  g_ptr_array_unref (self->documents);
  g_free (self->department);
  g_clear_pointer (&self->decision, jr_decision_unref);
  g_free (self->text);
  g_ptr_array_unref (self->notice);
  g_ptr_array_unref (self->results);
}

JR_DEFINE_RECORD (JrEvent, jr_event, copy, clear)
