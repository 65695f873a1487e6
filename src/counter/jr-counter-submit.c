/* jr-counter-submit.c: the commands that ask the hub for a change: submit, supplement, withdraw
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All three end in the same way: sent, answered, shown, settled. Options are read as bytes, since a script may run in
 * the C locale and still has names in UTF-8 to hand in. */

#include "jr-counter.h"

#include <glib/gi18n.h>

#include "jr-counter-report.h"
#include "jr-error.h"

static struct
{
  char *item;
  char *applicant;
  char *id_number;
  char *phone;
  char *number;
  char *reason;
  GStrv materials;
} options;

static JrCounterExit
show_answer (JrCounter *self, const JrAnswer *answer, const char *sentence)
{
  const char *number = answer->case_number == NULL ? "" : answer->case_number;
  JsonNode   *report;
  JsonObject *members;

  if (answer->problem != NULL)
    return jr_counter_refuse (self, answer->problem);
  if (!self->is_json)
    return jr_counter_told (self, jr_counter_say ("%s  %s", number, sentence));
  report = json_node_new (JSON_NODE_OBJECT);
  members = json_object_new ();
  json_node_take_object (report, members);
  json_object_set_string_member (members, "status", "accepted");
  json_object_set_string_member (members, "number", number);
  if (answer->case_id != NULL)
    json_object_set_string_member (members, "id", answer->case_id);
  json_object_set_int_member (members, "version", answer->case_version);
  return jr_counter_told (self, jr_counter_say_json (report));
}

static JrCounterExit
carry_out (JrCounter *self, const JrCommand *command, const char *sentence)
{
  g_autoptr (JrAnswer) answer = NULL;
  JrCounterExit        status = jr_counter_send (self, command, &answer);
  JrCounterExit        shown;

  if (status != JR_COUNTER_DONE)
    return status;
  shown = show_answer (self, answer, sentence);
  /* An answer that nobody could read stays pending: the same command again shows it. */
  if (shown != JR_COUNTER_DONE && answer->problem == NULL)
    return shown;
  status = jr_counter_settle (self);
  return shown != JR_COUNTER_DONE ? shown : status;
}

static JrCounterExit
check_text (JrCounter *self, const char *option, const char *text, gboolean is_needed)
{
  if (text == NULL || text[0] == '\0')
    return is_needed ? jr_counter_misuse (self, _ ("%s is needed"), option) : JR_COUNTER_DONE;
  if (!g_utf8_validate (text, -1, NULL))
    return jr_counter_misuse (self, _ ("%s is not in UTF-8"), option);
  return JR_COUNTER_DONE;
}

/* Submit ------------------------------------------------------------------------------------------------------------ */

static const GOptionEntry submit_options[] = {
  { "item", 0, 0, G_OPTION_ARG_FILENAME, &options.item, N_ ("code of the service item"),
    N_ ("CODE") },
  { "applicant", 0, 0, G_OPTION_ARG_FILENAME, &options.applicant, N_ ("name of the applicant"),
    N_ ("NAME") },
  { "id-number", 0, 0, G_OPTION_ARG_FILENAME, &options.id_number,
    N_ ("identity number of the applicant"), N_ ("NUMBER") },
  { "phone", 0, 0, G_OPTION_ARG_FILENAME, &options.phone, N_ ("telephone number of the applicant"),
    N_ ("NUMBER") },
  { "number", 0, 0, G_OPTION_ARG_FILENAME, &options.number,
    N_ ("case number, when one was given from above"), N_ ("CASE-NUMBER") },
  { "material", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.materials,
    N_ ("a scan of one of the item's materials; can be repeated"), N_ ("CODE=FILE") },
  { NULL },
};

static JrCounterExit
check_submit (JrCounter *self)
{
  const struct
  {
    const char *option;
    const char *text;
    gboolean    is_needed;
  } texts[] = {
    { "--item", options.item, TRUE },
    { "--applicant", options.applicant, TRUE },
    { "--id-number", options.id_number, FALSE },
    { "--phone", options.phone, FALSE },
    { "--number", options.number, FALSE },
  };
  JrCounterExit status = JR_COUNTER_DONE;

  for (guint i = 0; i < G_N_ELEMENTS (texts) && status == JR_COUNTER_DONE; i++)
    status = check_text (self, texts[i].option, texts[i].text, texts[i].is_needed);
  return status;
}

static JrCounterExit
submit (JrCounter *self, GStrv arguments)
{
  g_autoptr (GPtrArray)   documents = NULL;
  g_autoptr (JrApplicant) applicant = NULL;
  g_autoptr (JrCommand)   command = NULL;
  JrCounterExit           status = check_submit (self);

  if (status == JR_COUNTER_DONE)
    status = jr_counter_upload (self, options.materials, arguments, &documents);
  if (status != JR_COUNTER_DONE)
    return status;
  applicant = jr_applicant_new (&(JrApplicant){
    .name = options.applicant, .id_number = options.id_number, .phone = options.phone });
  command = jr_command_new (&(JrCommand){ .kind = JR_COMMAND_SUBMIT,
                                          .case_number = options.number,
                                          .item_code = options.item,
                                          .applicant = applicant,
                                          .documents = documents });
  return carry_out (self, command, C_ ("answer", "submitted"));
}

const JrCounterCommand jr_counter_submit_command = {
  .name = "submit",
  .arguments = N_ ("FILE.pdf…"),
  .summary = N_ ("hand in a case"),
  .description =
    N_ ("Prints the number of the case. With --json: {\"status\":\"accepted\", \"number\", \"id\", "
        "\"version\"}.\n\n"
        "Repeating it after a broken line is safe: the command is kept under its id before it is "
        "sent, and the same content again shows the answer to the first and makes no second case. "
        "Once the answer was shown, the same content again is a new case."),
  .options = submit_options,
  .run = submit,
};

/* Supplement -------------------------------------------------------------------------------------------------------- */

static const GOptionEntry supplement_options[] = {
  { "material", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.materials,
    N_ ("a scan of one of the item's materials; can be repeated"), N_ ("CODE=FILE") },
  { NULL },
};

static JrCounterExit
supplement (JrCounter *self, GStrv arguments)
{
  g_autoptr (GPtrArray) documents = NULL;
  g_autoptr (JrCommand) command = NULL;
  JrCounterExit         status;

  if (arguments[0] == NULL)
    return jr_counter_misuse (self, _ ("the number of the case is needed"));
  status = jr_counter_upload (self, options.materials, arguments + 1, &documents);
  if (status != JR_COUNTER_DONE)
    return status;
  command = jr_command_new (&(JrCommand){
    .kind = JR_COMMAND_SUPPLEMENT, .case_number = arguments[0], .documents = documents });
  return carry_out (self, command, C_ ("answer", "supplemented"));
}

const JrCounterCommand jr_counter_supplement_command = {
  .name = "supplement",
  .arguments = N_ ("NUMBER FILE.pdf…"),
  .summary = N_ ("hand in what a supplement notice asked for"),
  .description = N_ ("With --json: {\"status\":\"accepted\", \"number\", \"id\", \"version\"}."),
  .options = supplement_options,
  .run = supplement,
};

/* Withdraw ---------------------------------------------------------------------------------------------------------- */

static const GOptionEntry withdraw_options[] = {
  { "reason", 0, 0, G_OPTION_ARG_FILENAME, &options.reason, N_ ("why; it is kept with the case"),
    N_ ("TEXT") },
  { NULL },
};

static JrCounterExit
withdraw (JrCounter *self, GStrv arguments)
{
  g_autoptr (JrCommand) command = NULL;
  JrCounterExit         status = check_text (self, "--reason", options.reason, TRUE);

  if (status != JR_COUNTER_DONE)
    return status;
  if (arguments[0] == NULL || arguments[1] != NULL)
    return jr_counter_misuse (self, _ ("the number of one case is needed"));
  command = jr_command_new (&(JrCommand){
    .kind = JR_COMMAND_WITHDRAW, .case_number = arguments[0], .text = options.reason });
  return carry_out (self, command, C_ ("answer", "withdrawn"));
}

const JrCounterCommand jr_counter_withdraw_command = {
  .name = "withdraw",
  .arguments = N_ ("NUMBER"),
  .summary = N_ ("take a case back at the applicant's wish"),
  .description = N_ ("With --json: {\"status\":\"accepted\", \"number\", \"id\", \"version\"}."),
  .options = withdraw_options,
  .run = withdraw,
};
