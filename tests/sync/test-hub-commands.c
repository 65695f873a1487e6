/* test-hub-commands.c: each command gets its own answer, or there was none
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-error.h"
#include "jr-hub-client.h"
#include "jr-wire.h"
#include "raw-hub.h"

static JrHubClient *
new_client (RawHub *hub)
{
  JrHubClient *client = jr_hub_client_new (raw_hub_get_url (hub), NULL, NULL);

  g_assert_nonnull (client);
  return client;
}

typedef enum
{
  ANSWER_ALL,
  ANSWER_TOO_FEW,
  ANSWER_WRONG_NUMBER,
} AnswerKind;

/* Every third command is refused. */
static void
serve_commands (RawCall *call, gpointer data)
{
  AnswerKind           kind = GPOINTER_TO_UINT (data);
  g_autoptr (JsonNode) batch = json_from_string ((const char *) call->body->data, NULL);
  JsonArray           *commands = json_node_get_array (batch);
  guint                length = json_array_get_length (commands);
  g_autoptr (JsonNode) reply = json_node_new (JSON_NODE_ARRAY);
  JsonArray           *answers = json_array_new ();
  g_autofree char     *text = NULL;

  g_assert_cmpuint (length, <=, 200);
  json_node_take_array (reply, answers);
  for (guint i = kind == ANSWER_TOO_FEW ? 1 : 0; i < length; i++)
    {
      g_autoptr (GError)    error = NULL;
      g_autoptr (JrCommand) command =
        jr_wire_read_command (json_array_get_element (commands, i), &error);
      g_autoptr (JrProblem) problem = jr_problem_new_for ("wrong-phase", NULL);
      g_autoptr (JrAnswer)  answer = NULL;

      g_assert_no_error (error);
      answer =
        jr_answer_new (&(JrAnswer){ .number = command->number + (kind == ANSWER_WRONG_NUMBER),
                                    .case_id = command->case_id,
                                    .problem = command->number % 3 == 0 ? problem : NULL });
      json_array_add_element (answers, jr_answer_write (answer));
    }
  text = json_to_string (reply, FALSE);
  raw_reply (call, 200, "application/json", text);
}

static GPtrArray *
new_commands (guint length)
{
  GPtrArray *commands = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_command_unref);

  for (guint i = 1; i <= length; i++)
    g_ptr_array_add (commands, jr_command_new (&(JrCommand){
                                 .client = (char *) "00000000-0000-4000-8000-000000000001",
                                 .number = i,
                                 .kind = JR_COMMAND_CLAIM,
                                 .case_id = (char *) "00000000-0000-4000-8000-0000000000aa" }));
  return commands;
}

static void
test_commands (void)
{
  g_autoptr (RawHub)      hub = raw_hub_new (serve_commands, GUINT_TO_POINTER (ANSWER_ALL), NULL);
  g_autoptr (JrHubClient) client = new_client (hub);
  g_autoptr (GPtrArray)   commands = new_commands (450);
  g_autoptr (GError)      error = NULL;
  g_autoptr (GPtrArray)   answers = NULL;

  answers = jr_hub_client_send (client, commands, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answers->len, ==, 450);
  g_assert_cmpuint (raw_hub_get_calls (hub), ==, 3);
  for (guint i = 0; i < answers->len; i++)
    {
      const JrAnswer *answer = answers->pdata[i];

      g_assert_cmpuint (answer->number, ==, i + 1);
      g_assert_cmpint (answer->problem != NULL, ==, answer->number % 3 == 0);
    }
}

static void
test_commands_with_wrong_answers (void)
{
  static const AnswerKind kinds[] = { ANSWER_TOO_FEW, ANSWER_WRONG_NUMBER };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (RawHub)      hub = raw_hub_new (serve_commands, GUINT_TO_POINTER (kinds[i]), NULL);
      g_autoptr (JrHubClient) client = new_client (hub);
      g_autoptr (GPtrArray)   commands = new_commands (5);
      g_autoptr (GError)      error = NULL;

      g_assert_null (jr_hub_client_send (client, commands, NULL, &error));
      g_assert_error (error, JR_SYNC_ERROR, JR_ERROR_CORRUPT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sync/commands/answers", test_commands);
  g_test_add_func ("/sync/commands/wrong-answers", test_commands_with_wrong_answers);
  return g_test_run ();
}
