/* jr-decider-case.c: what counters, supervisors and the hub may do with a case
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether all required materials came is for the reviewers to say, in one notice; here only what would make the case
 * unusable is refused. */

#include "jr-decider-private.h"

#include <string.h>

#include "jr-id.h"
#include "jr-text.h"

static gboolean
is_label (const char *text, gsize max_length)
{
  return jr_text_is_one_line (text) && jr_text_is_said (text, max_length);
}

static gboolean
asks_for (const JrItem *item, const char *material)
{
  for (guint i = 0; i < item->materials->len; i++)
    if (g_strcmp0 (((const JrMaterial *) g_ptr_array_index (item->materials, i))->code, material) ==
        0)
      return TRUE;
  return FALSE;
}

static gboolean
check_document (JrDeciding *self, const JrDocument *document)
{
  if (!jr_sha256_is_valid (document->sha256))
    return jr_deciding_refuse (self, JR_REFUSAL_INVALID, "A document has no SHA-256");
  if (!is_label (document->name, JR_NAME_MAXIMUM) || strchr (document->name, '/') != NULL)
    return jr_deciding_refuse (self, JR_REFUSAL_INVALID,
                               "A document's name is empty, too long or not a mere name");
  if (document->size <= 0 || document->size > JR_DOCUMENT_SIZE_MAXIMUM)
    return jr_deciding_refuse (self, JR_REFUSAL_INVALID, "A document is empty or too large");
  /* A mistyped code would hide the document from the material it is for. */
  if (document->material != NULL && self->context->item != NULL &&
      !asks_for (self->context->item, document->material))
    return jr_deciding_refuse (self, JR_REFUSAL_INVALID,
                               "A document is for a material that the item does not ask for");
  return TRUE;
}

static gboolean
check_documents (JrDeciding *self)
{
  GPtrArray *documents = self->command->documents;
  guint      kept = self->state != NULL ? self->state->documents->len : 0;

  if (documents->len == 0)
    return jr_deciding_refuse (self, JR_REFUSAL_INCOMPLETE, "There is no document");
  if (documents->len + kept > JR_DOCUMENTS_MAXIMUM)
    return jr_deciding_refuse (self, JR_REFUSAL_INVALID, "There are too many documents");
  for (guint i = 0; i < documents->len; i++)
    if (!check_document (self, g_ptr_array_index (documents, i)))
      return FALSE;
  return TRUE;
}

/* The sender's idea of the round does not count. */
static GPtrArray *
dup_documents (GPtrArray *documents, guint round)
{
  GPtrArray *copies = g_ptr_array_new_full (documents->len, (GDestroyNotify) jr_document_unref);

  for (guint i = 0; i < documents->len; i++)
    {
      JrDocument document = *(const JrDocument *) g_ptr_array_index (documents, i);

      document.round = round;
      g_ptr_array_add (copies, jr_document_new (&document));
    }
  return copies;
}

static gboolean
check_application (JrDeciding *self)
{
  const JrApplicant *applicant = self->command->applicant;

  if (!jr_id_is_valid (self->command->case_id))
    return jr_deciding_refuse (self, JR_REFUSAL_INVALID, "“case_id” must be a UUID");
  if (self->context->item == NULL || !jr_item_validate (self->context->item, NULL))
    return jr_deciding_refuse (self, JR_REFUSAL_UNKNOWN_ITEM, "There is no such service item");
  if (applicant == NULL || !is_label (applicant->name, JR_NAME_MAXIMUM) ||
      self->context->applicant_hash == NULL)
    return jr_deciding_refuse (self, JR_REFUSAL_INCOMPLETE, "The applicant's name is missing");
  if (!is_label (self->context->number, JR_CASE_NUMBER_MAXIMUM))
    return jr_deciding_refuse (self, JR_REFUSAL_INVALID,
                               "A case number has 1 to 50 characters in one line");
  return TRUE;
}

gboolean
jr_decider_submit (JrDeciding *self)
{
  const JrItem         *item = self->context->item;
  g_autoptr (GPtrArray) documents = NULL;

  if (!check_application (self) || !check_documents (self))
    return FALSE;
  documents = dup_documents (self->command->documents, 0);
  return jr_deciding_emit (self,
                           &(JrEvent){ .kind = JR_EVENT_CASE_SUBMITTED,
                                       .number = (char *) self->context->number,
                                       .item_code = item->code,
                                       .item_name = item->name,
                                       .item_version = item->version,
                                       .window = self->context->actor->window,
                                       .applicant_hash = (char *) self->context->applicant_hash,
                                       .stages = item->stages,
                                       .documents = documents }) &&
         jr_deciding_emit (self, &(JrEvent){ .kind = JR_EVENT_STAGE_OPENED, .stage = 0 });
}

static gboolean
check_text (JrDeciding *self, const char *fault)
{
  if (self->command->text == NULL)
    return jr_deciding_refuse (self, JR_REFUSAL_INCOMPLETE, fault);
  return jr_text_is_said (self->command->text, JR_TEXT_MAXIMUM) ||
         jr_deciding_refuse (self, JR_REFUSAL_INVALID, fault);
}

gboolean
jr_decider_comment (JrDeciding *self)
{
  return check_text (self, "A comment needs words, at most 2000 characters") &&
         jr_deciding_emit (self, &(JrEvent){ .kind = JR_EVENT_CASE_COMMENTED,
                                             .text = self->command->text });
}

gboolean
jr_decider_supplement (JrDeciding *self)
{
  g_autoptr (GPtrArray) documents = NULL;

  if (!check_documents (self))
    return FALSE;
  documents = dup_documents (self->command->documents, self->state->round + 1);
  return jr_deciding_emit (self, &(JrEvent){ .kind = JR_EVENT_CASE_SUPPLEMENTED,
                                             .documents = documents });
}

gboolean
jr_decider_withdraw (JrDeciding *self)
{
  if (self->state->phase == JR_CASE_DELIVERED)
    return jr_deciding_refuse_for (self, JR_REFUSAL_TOO_LATE, self->state->phase_by,
                                   self->state->phase_at, "The outcome has been told already");
  return check_text (self, "A withdrawal needs a reason, at most 2000 characters") &&
         jr_deciding_emit (self, &(JrEvent){ .kind = JR_EVENT_CASE_WITHDRAWN,
                                             .text = self->command->text });
}

static gboolean
check_results (JrDeciding *self)
{
  GPtrArray *results = self->command->results;

  if (results->len > 0 && self->state->phase != JR_CASE_DECIDED)
    return jr_deciding_refuse (self, JR_REFUSAL_INVALID, "Only a decided case has results");
  for (guint i = 0; i < results->len; i++)
    {
      const JrResultDocument *result = g_ptr_array_index (results, i);

      if (result->original == NULL || jr_case_find_document (self->state, result->original) == NULL)
        return jr_deciding_refuse (self, JR_REFUSAL_INVALID,
                                   "A result is of a document that the case does not have");
    }
  return TRUE;
}

gboolean
jr_decider_push (JrDeciding *self)
{
  if (self->state->push != JR_PUSH_DUE)
    return jr_deciding_refuse (self, JR_REFUSAL_WRONG_PHASE, "There is nothing to tell");
  if (!jr_case_may_be_pushed (self->state, self->context->now))
    return jr_deciding_refuse_for (self, JR_REFUSAL_WRONG_PHASE, self->state->phase_by,
                                   self->state->phase_at, "The recall window is still open");
  return check_results (self) &&
         jr_deciding_emit (self, &(JrEvent){ .kind = JR_EVENT_RESULT_PUSHED,
                                             .results = self->command->results });
}

gboolean
jr_decider_receive (JrDeciding *self)
{
  switch (self->state->push)
    {
    case JR_PUSH_SENT:
      return jr_deciding_emit (self, &(JrEvent){ .kind = JR_EVENT_RESULT_RECEIVED,
                                                 .window = self->context->actor->window });
    case JR_PUSH_NONE:
    case JR_PUSH_DUE:
      return jr_deciding_refuse (self, JR_REFUSAL_WRONG_PHASE, "Nothing has been sent yet");
    case JR_PUSH_RECEIVED:
      break;
    }
  return jr_deciding_refuse (self, JR_REFUSAL_WRONG_PHASE, "The receipt is on record already");
}
