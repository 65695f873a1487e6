/* jr-answer.c: what the hub answers to one command
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-answer.h"

#include "jr-form-private.h"

static void
copy (JrAnswer *self)
{
  self->case_id = g_strdup (self->case_id);
  self->case_number = g_strdup (self->case_number);
  self->problem = self->problem != NULL ? jr_problem_ref (self->problem) : NULL;
}

static void
clear (JrAnswer *self)
{
  g_free (self->case_id);
  g_free (self->case_number);
  g_clear_pointer (&self->problem, jr_problem_unref);
}

JR_DEFINE_RECORD (JrAnswer, jr_answer, copy, clear)

/* A refused command may not even have had a number that could be read. */
static const JrField answer_fields[] = {
  JR_FIELD (JrAnswer, number, INTEGER, JR_FIELD_ALWAYS, .maximum = G_MAXINT64),
  JR_FIELD (JrAnswer, case_id, ID, JR_FIELD_OPTIONAL),
  JR_FIELD (JrAnswer, case_number, LABEL, JR_FIELD_OPTIONAL, .maximum = JR_CASE_NUMBER_MAXIMUM),
  JR_FIELD (JrAnswer, case_version, COUNT, JR_FIELD_OPTIONAL, .maximum = JR_COUNT_MAXIMUM),
  JR_FIELD (JrAnswer, sequence, INTEGER, JR_FIELD_OPTIONAL, .maximum = G_MAXINT64),
  JR_FIELD (JrAnswer, problem, RECORD, JR_FIELD_OPTIONAL, .form = &jr_problem_form),
};

const JrForm jr_answer_form = {
  .what = "answer",
  .size = sizeof (JrAnswer),
  .fields = answer_fields,
  .n_fields = G_N_ELEMENTS (answer_fields),
  .create = JR_FORM_CREATE (jr_answer_new),
  .unref = (GDestroyNotify) jr_answer_unref,
};

JsonNode *
jr_answer_write (const JrAnswer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return jr_form_write (&jr_answer_form, self);
}

char *
jr_answer_to_text (const JrAnswer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return jr_form_to_text (&jr_answer_form, self);
}

JrAnswer *
jr_answer_read (JsonNode *node, GError **error)
{
  g_return_val_if_fail (node != NULL, NULL);

  return jr_form_read (&jr_answer_form, node, error);
}
