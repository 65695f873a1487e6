/* jr-wire-parts.c: the JSON form of what commands, events and cases have in common
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-form-private.h"
#include "jr-wire.h"

static const JrWords role_words = JR_WORDS_OF (jr_role, JR_N_ROLES);
static const JrWords decision_kind_words = JR_WORDS_OF (jr_decision_kind, JR_N_DECISION_KINDS);

static const JrField actor_fields[] = {
  JR_FIELD (JrActor, user, LABEL, JR_FIELD_ALWAYS, .maximum = JR_NAME_MAXIMUM),
  JR_FIELD (JrActor, name, LABEL, JR_FIELD_ALWAYS, .maximum = JR_NAME_MAXIMUM),
  JR_FIELD (JrActor, role, WORD, JR_FIELD_ALWAYS, .words = &role_words),
  JR_FIELD (JrActor, department, LABEL, JR_FIELD_OPTIONAL, .maximum = JR_CODE_MAXIMUM),
  JR_FIELD (JrActor, window, LABEL, JR_FIELD_OPTIONAL, .maximum = JR_CODE_MAXIMUM),
};

const JrForm jr_actor_form = {
  .what = "actor",
  .size = sizeof (JrActor),
  .fields = actor_fields,
  .n_fields = G_N_ELEMENTS (actor_fields),
  .create = JR_FORM_CREATE (jr_actor_new),
  .unref = (GDestroyNotify) jr_actor_unref,
};

static const JrField document_fields[] = {
  JR_FIELD (JrDocument, sha256, SHA256, JR_FIELD_ALWAYS),
  JR_FIELD (JrDocument, name, FILE_NAME, JR_FIELD_ALWAYS, .maximum = JR_NAME_MAXIMUM),
  JR_FIELD (JrDocument, material, LABEL, JR_FIELD_OPTIONAL, .maximum = JR_CODE_MAXIMUM),
  JR_FIELD (JrDocument,
            size,
            INTEGER,
            JR_FIELD_ALWAYS,
            .minimum = 1,
            .maximum = JR_DOCUMENT_SIZE_MAXIMUM),
  JR_FIELD (JrDocument, round, COUNT, JR_FIELD_OPTIONAL, .maximum = JR_COUNT_MAXIMUM),
};

const JrForm jr_document_form = {
  .what = "document",
  .size = sizeof (JrDocument),
  .fields = document_fields,
  .n_fields = G_N_ELEMENTS (document_fields),
  .create = JR_FORM_CREATE (jr_document_new),
  .unref = (GDestroyNotify) jr_document_unref,
};

#define LENGTH_FIELD(name)                                                                         \
  JR_FIELD (JrStamp, name, INTEGER, JR_FIELD_ALWAYS, .maximum = JR_PAGE_SIDE_MAXIMUM_UM)

static const JrField stamp_fields[] = {
  JR_FIELD (JrStamp, sha256, SHA256, JR_FIELD_ALWAYS),
  JR_FIELD (JrStamp, page, COUNT, JR_FIELD_ALWAYS, .maximum = JR_DOCUMENT_PAGES_MAXIMUM - 1),
  LENGTH_FIELD (x_um),
  LENGTH_FIELD (y_um),
  LENGTH_FIELD (width_um),
  LENGTH_FIELD (height_um),
};

static const JrForm stamp_form = {
  .what = "stamp",
  .size = sizeof (JrStamp),
  .fields = stamp_fields,
  .n_fields = G_N_ELEMENTS (stamp_fields),
  .create = JR_FORM_CREATE (jr_stamp_new),
  .unref = (GDestroyNotify) jr_stamp_unref,
};

static const JrField decision_fields[] = {
  JR_FIELD (JrDecision, kind, WORD, JR_FIELD_ALWAYS, .words = &decision_kind_words),
  JR_FIELD (JrDecision, opinion, TEXT, JR_FIELD_OPTIONAL, .maximum = JR_TEXT_MAXIMUM),
  JR_FIELD (JrDecision, missing, TEXTS, JR_FIELD_OPTIONAL, .maximum = JR_MISSING_MAXIMUM),
  JR_FIELD (JrDecision,
            stamps,
            RECORDS,
            JR_FIELD_OPTIONAL,
            .maximum = JR_STAMPS_MAXIMUM,
            .form = &stamp_form),
  JR_FIELD (JrDecision, by, RECORD, JR_FIELD_OPTIONAL, .form = &jr_actor_form),
  JR_FIELD (JrDecision, at, TIME, JR_FIELD_OPTIONAL),
};

const JrForm jr_decision_form = {
  .what = "decision",
  .size = sizeof (JrDecision),
  .fields = decision_fields,
  .n_fields = G_N_ELEMENTS (decision_fields),
  .create = JR_FORM_CREATE (jr_decision_new),
  .unref = (GDestroyNotify) jr_decision_unref,
};

static const JrField notice_line_fields[] = {
  JR_FIELD (JrNoticeLine, department, LABEL, JR_FIELD_ALWAYS, .maximum = JR_CODE_MAXIMUM),
  JR_FIELD (JrNoticeLine, opinion, TEXT, JR_FIELD_OPTIONAL, .maximum = JR_TEXT_MAXIMUM),
  JR_FIELD (JrNoticeLine, missing, TEXTS, JR_FIELD_ALWAYS, .maximum = JR_MISSING_MAXIMUM),
};

const JrForm jr_notice_line_form = {
  .what = "notice",
  .size = sizeof (JrNoticeLine),
  .fields = notice_line_fields,
  .n_fields = G_N_ELEMENTS (notice_line_fields),
  .create = JR_FORM_CREATE (jr_notice_line_new),
  .unref = (GDestroyNotify) jr_notice_line_unref,
};

static const JrField result_document_fields[] = {
  JR_FIELD (JrResultDocument, original, SHA256, JR_FIELD_ALWAYS),
  JR_FIELD (JrResultDocument, stamped, SHA256, JR_FIELD_OPTIONAL),
  JR_FIELD (JrResultDocument, name, FILE_NAME, JR_FIELD_ALWAYS, .maximum = JR_NAME_MAXIMUM),
  /* Marks make a file larger than a scan may be. */
  JR_FIELD (JrResultDocument, size, INTEGER, JR_FIELD_OPTIONAL, .maximum = G_MAXINT64),
  JR_FIELD (JrResultDocument, fault, TEXT, JR_FIELD_OPTIONAL, .maximum = JR_TEXT_MAXIMUM),
};

const JrForm jr_result_document_form = {
  .what = "result",
  .size = sizeof (JrResultDocument),
  .fields = result_document_fields,
  .n_fields = G_N_ELEMENTS (result_document_fields),
  .create = JR_FORM_CREATE (jr_result_document_new),
  .unref = (GDestroyNotify) jr_result_document_unref,
};

static const JrField applicant_fields[] = {
  JR_FIELD (JrApplicant, name, LABEL, JR_FIELD_ALWAYS, .maximum = JR_NAME_MAXIMUM),
  JR_FIELD (JrApplicant, id_number, LABEL, JR_FIELD_OPTIONAL, .maximum = JR_ID_NUMBER_MAXIMUM),
  JR_FIELD (JrApplicant, phone, LABEL, JR_FIELD_OPTIONAL, .maximum = JR_PHONE_MAXIMUM),
};

const JrForm jr_applicant_form = {
  .what = "applicant",
  .size = sizeof (JrApplicant),
  .fields = applicant_fields,
  .n_fields = G_N_ELEMENTS (applicant_fields),
  .create = JR_FORM_CREATE (jr_applicant_new),
  .unref = (GDestroyNotify) jr_applicant_unref,
};

JsonNode *
jr_wire_write_actor (const JrActor *actor)
{
  g_return_val_if_fail (actor != NULL, NULL);

  return jr_form_write (&jr_actor_form, actor);
}

JrActor *
jr_wire_read_actor (JsonNode *node, GError **error)
{
  g_return_val_if_fail (node != NULL, NULL);

  return jr_form_read (&jr_actor_form, node, error);
}

JsonNode *
jr_wire_write_applicant (const JrApplicant *applicant)
{
  g_return_val_if_fail (applicant != NULL, NULL);

  return jr_form_write (&jr_applicant_form, applicant);
}

JrApplicant *
jr_wire_read_applicant (JsonNode *node, GError **error)
{
  g_return_val_if_fail (node != NULL, NULL);

  return jr_form_read (&jr_applicant_form, node, error);
}
