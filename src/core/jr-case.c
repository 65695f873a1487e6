/* jr-case.c: one application and where it stands
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-case.h"

static void
copy_line (JrNoticeLine *self)
{
  self->department = g_strdup (self->department);
  self->opinion = g_strdup (self->opinion);
  self->missing = jr_record_array (self->missing, g_free);
}

static void
clear_line (JrNoticeLine *self)
{
  g_free (self->department);
  g_free (self->opinion);
  g_ptr_array_unref (self->missing);
}

JR_DEFINE_RECORD (JrNoticeLine, jr_notice_line, copy_line, clear_line)

static void
copy_case (JrCase *self)
{
  self->id = g_strdup (self->id);
  self->number = g_strdup (self->number);
  self->item_code = g_strdup (self->item_code);
  self->item_name = g_strdup (self->item_name);
  self->window = g_strdup (self->window);
  self->applicant_hash = g_strdup (self->applicant_hash);
  self->phase_by = self->phase_by != NULL ? jr_actor_ref (self->phase_by) : NULL;
  self->documents = jr_record_array (self->documents, (GDestroyNotify) jr_document_unref);
  self->reviews = jr_record_array (self->reviews, (GDestroyNotify) jr_review_unref);
  self->notice = jr_record_array (self->notice, (GDestroyNotify) jr_notice_line_unref);
  self->results = jr_record_array (self->results, (GDestroyNotify) jr_result_document_unref);
  self->withdrawal_reason = g_strdup (self->withdrawal_reason);
}

static void
clear_case (JrCase *self)
{
  g_free (self->id);
  g_free (self->number);
  g_free (self->item_code);
  g_free (self->item_name);
  g_free (self->window);
  g_free (self->applicant_hash);
  g_clear_pointer (&self->phase_by, jr_actor_unref);
  g_ptr_array_unref (self->documents);
  g_ptr_array_unref (self->reviews);
  g_ptr_array_unref (self->notice);
  g_ptr_array_unref (self->results);
  g_free (self->withdrawal_reason);
}

JR_DEFINE_RECORD (JrCase, jr_case, copy_case, clear_case)

/** Returns: (transfer none) (nullable): NULL also for a @department of NULL */
const JrReview *
jr_case_find_review (const JrCase *self, const char *department)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->reviews->len; i++)
    {
      const JrReview *review = g_ptr_array_index (self->reviews, i);

      if (g_strcmp0 (review->department, department) == 0)
        return review;
    }
  return NULL;
}

/** Returns: (transfer none) (nullable): the first of that content; NULL also for a @sha256 of NULL */
const JrDocument *
jr_case_find_document (const JrCase *self, const char *sha256)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->documents->len; i++)
    {
      const JrDocument *document = g_ptr_array_index (self->documents, i);

      if (g_strcmp0 (document->sha256, sha256) == 0)
        return document;
    }
  return NULL;
}

gboolean
jr_case_may_be_pushed (const JrCase *self, JrTime now)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->push == JR_PUSH_DUE && (now >= self->push_at || now < self->phase_at);
}

gboolean
jr_case_is_pending (const JrCase *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  switch (self->phase)
    {
    case JR_CASE_SUBMITTED:
    case JR_CASE_IN_REVIEW:
    case JR_CASE_AWAITING_SUPPLEMENT:
      return TRUE;
    case JR_CASE_DECIDED:
    case JR_CASE_DELIVERED:
    case JR_CASE_WITHDRAWN:
      break;
    }
  return FALSE;
}
