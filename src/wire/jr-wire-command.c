/* jr-wire-command.c: the JSON form of commands
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every command of a kind must have is asked for here. What only a rule can miss (documents, reasons) is left to
 * the decider, whose refusal tells a person more than a missing member would. */

#include "jr-form-private.h"
#include "jr-wire.h"

#define K(kind) (1u << JR_COMMAND_##kind)
#define OWN_REVIEW (K (CLAIM) | K (RELEASE) | K (DECIDE) | K (RECALL))
#define WITH_DOCUMENTS (K (SUBMIT) | K (SUPPLEMENT))
#define WITH_TEXT (K (COMMENT) | K (WITHDRAW) | K (RECALL))

/* A batch of 200 long ones. Texts are in characters of up to four bytes. */
const JrJsonLimits jr_wire_command_limits = { .max_bytes = 4 * 1024 * 1024,
                                              .max_depth = 8,
                                              .max_values = 100000,
                                              .max_string = 4 * JR_TEXT_MAXIMUM };

static const JrWords command_kind_words = JR_WORDS_OF (jr_command_kind, JR_N_COMMAND_KINDS);

static const JrField command_fields[] = {
  JR_FIELD (JrCommand, kind, WORD, JR_FIELD_ALWAYS, .words = &command_kind_words),
  JR_FIELD (JrCommand, client, LABEL, JR_FIELD_ALWAYS, .maximum = JR_CODE_MAXIMUM),
  JR_FIELD (JrCommand, number, INTEGER, JR_FIELD_ALWAYS, .minimum = 1, .maximum = G_MAXINT64),
  JR_FIELD (JrCommand, case_id, ID, .kinds = JR_ALL_KINDS, .required = K (SUBMIT)),
  JR_FIELD (JrCommand, case_number, LABEL, JR_FIELD_OPTIONAL, .maximum = JR_CASE_NUMBER_MAXIMUM),
  JR_FIELD (JrCommand,
            seen_version,
            COUNT,
            JR_FIELD_IN (K (DECIDE) | K (RECALL)),
            .minimum = 1,
            .maximum = JR_COUNT_MAXIMUM),
  JR_FIELD (JrCommand, department, LABEL, .kinds = OWN_REVIEW, .maximum = JR_CODE_MAXIMUM),
  JR_FIELD (JrCommand, item_code, LABEL, JR_FIELD_IN (K (SUBMIT)), .maximum = JR_CODE_MAXIMUM),
  JR_FIELD (JrCommand, applicant, RECORD, JR_FIELD_IN (K (SUBMIT)), .form = &jr_applicant_form),
  JR_FIELD (JrCommand,
            documents,
            RECORDS,
            .kinds = WITH_DOCUMENTS,
            .maximum = JR_DOCUMENTS_MAXIMUM,
            .form = &jr_document_form),
  JR_FIELD (JrCommand, decision, RECORD, JR_FIELD_IN (K (DECIDE)), .form = &jr_decision_form),
  JR_FIELD (JrCommand, text, TEXT, .kinds = WITH_TEXT, .maximum = JR_TEXT_MAXIMUM),
  JR_FIELD (JrCommand,
            results,
            RECORDS,
            .kinds = K (PUSH),
            .maximum = JR_DOCUMENTS_MAXIMUM,
            .form = &jr_result_document_form),
};

static gboolean
check (gconstpointer record, GError **error)
{
  const JrCommand *command = record;

  if (command->case_id == NULL && command->case_number == NULL)
    return jr_form_fail ("“case_id” or “case_number” must be there", error);
  return TRUE;
}

const JrForm jr_command_form = {
  .what = "command",
  .size = sizeof (JrCommand),
  .fields = command_fields,
  .n_fields = G_N_ELEMENTS (command_fields),
  .has_kinds = TRUE,
  .kind_offset = G_STRUCT_OFFSET (JrCommand, kind),
  .create = JR_FORM_CREATE (jr_command_new),
  .unref = (GDestroyNotify) jr_command_unref,
  .check = check,
};

JsonNode *
jr_wire_write_command (const JrCommand *command)
{
  g_return_val_if_fail (command != NULL, NULL);

  return jr_form_write (&jr_command_form, command);
}

char *
jr_wire_command_to_text (const JrCommand *command)
{
  g_return_val_if_fail (command != NULL, NULL);

  return jr_form_to_text (&jr_command_form, command);
}

JrCommand *
jr_wire_read_command (JsonNode *node, GError **error)
{
  g_return_val_if_fail (node != NULL, NULL);

  return jr_form_read (&jr_command_form, node, error);
}
