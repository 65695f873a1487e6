/* jr-wire-case.c: the JSON form of cases
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The checks ask for what code relies on: a claimed review names who has it, a decided one holds its decision. */

#include "jr-form-private.h"
#include "jr-wire.h"

static const JrWords case_phase_words = JR_WORDS_OF (jr_case_phase, JR_N_CASE_PHASES);
static const JrWords outcome_words = JR_WORDS_OF (jr_outcome, JR_N_OUTCOMES);
static const JrWords push_words = JR_WORDS_OF (jr_push, JR_N_PUSHES);
static const JrWords review_phase_words = JR_WORDS_OF (jr_review_phase, JR_N_REVIEW_PHASES);

static const JrField review_fields[] = {
  JR_FIELD (JrReview, department, LABEL, JR_FIELD_ALWAYS, .maximum = JR_CODE_MAXIMUM),
  JR_FIELD (JrReview, stage, COUNT, JR_FIELD_ALWAYS, .maximum = JR_STAGES_MAXIMUM - 1),
  JR_FIELD (JrReview, phase, WORD, JR_FIELD_ALWAYS, .words = &review_phase_words),
  JR_FIELD (JrReview, version, COUNT, JR_FIELD_OPTIONAL, .maximum = JR_COUNT_MAXIMUM),
  JR_FIELD (JrReview, opened_at, TIME, JR_FIELD_OPTIONAL),
  JR_FIELD (JrReview, claimed_by, RECORD, JR_FIELD_OPTIONAL, .form = &jr_actor_form),
  JR_FIELD (JrReview, claimed_at, TIME, JR_FIELD_OPTIONAL),
  JR_FIELD (JrReview, claim_until, TIME, JR_FIELD_OPTIONAL),
  JR_FIELD (JrReview, decision, RECORD, JR_FIELD_OPTIONAL, .form = &jr_decision_form),
};

static gboolean
check_review (gconstpointer record, GError **error)
{
  const JrReview *review = record;
  gboolean        is_claimed = review->claimed_by != NULL && review->claim_until != 0;
  gboolean        is_decided = review->decision != NULL && review->decision->by != NULL;

  if ((review->phase == JR_REVIEW_CLAIMED) != is_claimed)
    return jr_form_fail ("“claimed_by” and “claim_until” must be there if and only if it is "
                         "claimed",
                         error);
  if ((review->phase == JR_REVIEW_DECIDED) != is_decided)
    return jr_form_fail ("“decision” must be there if and only if it is decided, with whose it is",
                         error);
  return TRUE;
}

static const JrForm review_form = {
  .what = "review",
  .size = sizeof (JrReview),
  .fields = review_fields,
  .n_fields = G_N_ELEMENTS (review_fields),
  .create = JR_FORM_CREATE (jr_review_new),
  .unref = (GDestroyNotify) jr_review_unref,
  .check = check_review,
};

static const JrField case_fields[] = {
  JR_FIELD (JrCase, id, ID, JR_FIELD_ALWAYS),
  JR_FIELD (JrCase, number, LABEL, JR_FIELD_ALWAYS, .maximum = JR_CASE_NUMBER_MAXIMUM),
  JR_FIELD (JrCase, item_code, LABEL, JR_FIELD_ALWAYS, .maximum = JR_CODE_MAXIMUM),
  JR_FIELD (JrCase, item_name, LABEL, JR_FIELD_ALWAYS, .maximum = JR_NAME_MAXIMUM),
  JR_FIELD (JrCase, item_version, COUNT, JR_FIELD_ALWAYS, .maximum = JR_COUNT_MAXIMUM),
  JR_FIELD (JrCase, window, LABEL, JR_FIELD_OPTIONAL, .maximum = JR_CODE_MAXIMUM),
  JR_FIELD (JrCase, applicant_hash, LABEL, JR_FIELD_ALWAYS, .maximum = JR_NAME_MAXIMUM),
  JR_FIELD (JrCase, submitted_at, TIME, JR_FIELD_ALWAYS),
  JR_FIELD (JrCase, phase, WORD, JR_FIELD_ALWAYS, .words = &case_phase_words),
  JR_FIELD (JrCase, outcome, WORD, JR_FIELD_ALWAYS, .words = &outcome_words),
  JR_FIELD (JrCase, push, WORD, JR_FIELD_ALWAYS, .words = &push_words),
  JR_FIELD (JrCase, push_at, TIME, JR_FIELD_OPTIONAL),
  JR_FIELD (JrCase, stage, COUNT, JR_FIELD_ALWAYS, .maximum = JR_STAGES_MAXIMUM - 1),
  JR_FIELD (JrCase, n_stages, COUNT, JR_FIELD_ALWAYS, .minimum = 1, .maximum = JR_STAGES_MAXIMUM),
  JR_FIELD (JrCase, round, COUNT, JR_FIELD_ALWAYS, .maximum = JR_COUNT_MAXIMUM),
  JR_FIELD (JrCase, version, COUNT, JR_FIELD_ALWAYS, .minimum = 1, .maximum = JR_COUNT_MAXIMUM),
  JR_FIELD (JrCase,
            documents_version,
            COUNT,
            JR_FIELD_ALWAYS,
            .minimum = 1,
            .maximum = JR_COUNT_MAXIMUM),
  JR_FIELD (JrCase,
            phase_version,
            COUNT,
            JR_FIELD_ALWAYS,
            .minimum = 1,
            .maximum = JR_COUNT_MAXIMUM),
  JR_FIELD (JrCase, phase_by, RECORD, JR_FIELD_ALWAYS, .form = &jr_actor_form),
  JR_FIELD (JrCase, phase_at, TIME, JR_FIELD_ALWAYS),
  JR_FIELD (JrCase,
            documents,
            RECORDS,
            JR_FIELD_ALWAYS,
            .maximum = JR_DOCUMENTS_MAXIMUM,
            .form = &jr_document_form),
  JR_FIELD (JrCase,
            reviews,
            RECORDS,
            JR_FIELD_ALWAYS,
            .maximum = JR_DEPARTMENTS_MAXIMUM,
            .form = &review_form),
  JR_FIELD (JrCase,
            notice,
            RECORDS,
            JR_FIELD_OPTIONAL,
            .maximum = JR_DEPARTMENTS_MAXIMUM,
            .form = &jr_notice_line_form),
  JR_FIELD (JrCase,
            results,
            RECORDS,
            JR_FIELD_OPTIONAL,
            .maximum = JR_DOCUMENTS_MAXIMUM,
            .form = &jr_result_document_form),
  JR_FIELD (JrCase, withdrawal_reason, TEXT, JR_FIELD_OPTIONAL, .maximum = JR_TEXT_MAXIMUM),
};

static gboolean
check_case (gconstpointer record, GError **error)
{
  const JrCase *state = record;

  if (state->stage >= state->n_stages)
    return jr_form_fail ("“stage” must be less than “n_stages”", error);
  for (guint i = 0; i < state->reviews->len; i++)
    if (((const JrReview *) g_ptr_array_index (state->reviews, i))->stage >= state->n_stages)
      return jr_form_fail ("each review's “stage” must be less than “n_stages”", error);
  if ((state->push == JR_PUSH_DUE) != (state->push_at != 0))
    return jr_form_fail ("“push_at” must be there if and only if “push” is “due”", error);
  return TRUE;
}

const JrForm jr_case_form = {
  .what = "case",
  .size = sizeof (JrCase),
  .fields = case_fields,
  .n_fields = G_N_ELEMENTS (case_fields),
  .create = JR_FORM_CREATE (jr_case_new),
  .unref = (GDestroyNotify) jr_case_unref,
  .check = check_case,
};

JsonNode *
jr_wire_write_case (const JrCase *state)
{
  g_return_val_if_fail (state != NULL, NULL);

  return jr_form_write (&jr_case_form, state);
}

char *
jr_wire_case_to_text (const JrCase *state)
{
  g_return_val_if_fail (state != NULL, NULL);

  return jr_form_to_text (&jr_case_form, state);
}

JrCase *
jr_wire_read_case (JsonNode *node, GError **error)
{
  g_return_val_if_fail (node != NULL, NULL);

  return jr_form_read (&jr_case_form, node, error);
}
