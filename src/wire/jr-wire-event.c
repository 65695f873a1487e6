/* jr-wire-event.c: the JSON form of events
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * This text is what the log's hash chain covers. A field that a kind has today is read for ever; a later version of a
 * kind raises its schema. */

#include "jr-form-private.h"
#include "jr-wire.h"

#define K(kind) (1u << JR_EVENT_##kind)
#define OF_REVIEW                                                                                  \
  (K (REVIEW_CLAIMED) | K (REVIEW_RELEASED) | K (REVIEW_DECIDED) | K (REVIEW_RECALLED))
#define WITH_UNTIL                                                                                 \
  (K (REVIEW_CLAIMED) | K (REVIEW_RECALLED) | K (SUPPLEMENT_REQUESTED) | K (CASE_DECIDED))
#define SUBMITTED K (CASE_SUBMITTED)

/* A case with 50 reviews of 100 marks each has about a million bytes. */
const JrJsonLimits jr_wire_stored_limits = { .max_bytes = 16 * 1024 * 1024,
                                             .max_depth = 12,
                                             .max_values = 500000,
                                             .max_string = 4 * JR_TEXT_MAXIMUM };

static const JrWords event_kind_words = JR_WORDS_OF (jr_event_kind, JR_N_EVENT_KINDS);
static const JrWords outcome_words = JR_WORDS_OF (jr_outcome, JR_N_OUTCOMES);

static const JrField event_fields[] = {
  JR_FIELD (JrEvent, kind, WORD, JR_FIELD_ALWAYS, .words = &event_kind_words),
  JR_FIELD (JrEvent, schema, COUNT, JR_FIELD_ALWAYS, .minimum = 1, .maximum = JR_COUNT_MAXIMUM),
  JR_FIELD (JrEvent, case_id, ID, JR_FIELD_ALWAYS),
  JR_FIELD (JrEvent,
            case_version,
            COUNT,
            JR_FIELD_ALWAYS,
            .minimum = 1,
            .maximum = JR_COUNT_MAXIMUM),
  JR_FIELD (JrEvent, at, TIME, JR_FIELD_ALWAYS),
  JR_FIELD (JrEvent, by, RECORD, JR_FIELD_ALWAYS, .form = &jr_actor_form),

  JR_FIELD (JrEvent, number, LABEL, JR_FIELD_IN (SUBMITTED), .maximum = JR_CASE_NUMBER_MAXIMUM),
  JR_FIELD (JrEvent, item_code, LABEL, JR_FIELD_IN (SUBMITTED), .maximum = JR_CODE_MAXIMUM),
  JR_FIELD (JrEvent, item_name, LABEL, JR_FIELD_IN (SUBMITTED), .maximum = JR_NAME_MAXIMUM),
  JR_FIELD (JrEvent, item_version, COUNT, JR_FIELD_IN (SUBMITTED), .maximum = JR_COUNT_MAXIMUM),
  JR_FIELD (JrEvent,
            window,
            LABEL,
            .kinds = SUBMITTED | K (RESULT_RECEIVED),
            .maximum = JR_CODE_MAXIMUM),
  JR_FIELD (JrEvent, applicant_hash, LABEL, JR_FIELD_IN (SUBMITTED), .maximum = JR_NAME_MAXIMUM),
  JR_FIELD (JrEvent, stages, STAGES, JR_FIELD_IN (SUBMITTED), .maximum = JR_STAGES_MAXIMUM),
  JR_FIELD (JrEvent,
            documents,
            RECORDS,
            JR_FIELD_IN (SUBMITTED | K (CASE_SUPPLEMENTED)),
            .maximum = JR_DOCUMENTS_MAXIMUM,
            .form = &jr_document_form),
  JR_FIELD (JrEvent,
            stage,
            COUNT,
            JR_FIELD_IN (K (STAGE_OPENED)),
            .maximum = JR_STAGES_MAXIMUM - 1),
  JR_FIELD (JrEvent, department, LABEL, JR_FIELD_IN (OF_REVIEW), .maximum = JR_CODE_MAXIMUM),
  JR_FIELD (JrEvent, until, TIME, JR_FIELD_IN (WITH_UNTIL)),
  JR_FIELD (JrEvent, decision, RECORD, JR_FIELD_IN (K (REVIEW_DECIDED)), .form = &jr_decision_form),
  JR_FIELD (JrEvent,
            text,
            TEXT,
            .kinds = K (REVIEW_RECALLED) | K (CASE_COMMENTED) | K (CASE_WITHDRAWN),
            .required = K (CASE_COMMENTED) | K (CASE_WITHDRAWN),
            .maximum = JR_TEXT_MAXIMUM),
  JR_FIELD (JrEvent,
            notice,
            RECORDS,
            JR_FIELD_IN (K (SUPPLEMENT_REQUESTED)),
            .maximum = JR_DEPARTMENTS_MAXIMUM,
            .form = &jr_notice_line_form),
  JR_FIELD (JrEvent, outcome, WORD, JR_FIELD_IN (K (CASE_DECIDED)), .words = &outcome_words),
  JR_FIELD (JrEvent,
            results,
            RECORDS,
            .kinds = K (RESULT_PUSHED),
            .maximum = JR_DOCUMENTS_MAXIMUM,
            .form = &jr_result_document_form),
};

static gboolean
check (gconstpointer record, GError **error)
{
  const JrEvent *event = record;

  if (event->kind == JR_EVENT_REVIEW_DECIDED &&
      (event->decision->by == NULL || event->decision->at == 0))
    return jr_form_fail ("“decision” must say by whom and when", error);
  return TRUE;
}

const JrForm jr_event_form = {
  .what = "event",
  .size = sizeof (JrEvent),
  .fields = event_fields,
  .n_fields = G_N_ELEMENTS (event_fields),
  .has_kinds = TRUE,
  .kind_offset = G_STRUCT_OFFSET (JrEvent, kind),
  .create = JR_FORM_CREATE (jr_event_new),
  .unref = (GDestroyNotify) jr_event_unref,
  .check = check,
};

JsonNode *
jr_wire_write_event (const JrEvent *event)
{
  g_return_val_if_fail (event != NULL, NULL);

  return jr_form_write (&jr_event_form, event);
}

char *
jr_wire_event_to_text (const JrEvent *event)
{
  g_return_val_if_fail (event != NULL, NULL);

  return jr_form_to_text (&jr_event_form, event);
}

JrEvent *
jr_wire_read_event (JsonNode *node, GError **error)
{
  g_return_val_if_fail (node != NULL, NULL);

  return jr_form_read (&jr_event_form, node, error);
}
