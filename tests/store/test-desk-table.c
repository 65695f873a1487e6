/* test-desk-table.c: what a desk keeps: settings, outbox, drafts
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-desk-table.h"
#include "jr-error.h"
#include "jr-id.h"
#include "store-testing.h"

#define NOW G_GINT64_CONSTANT (1795478400000)
#define CASE "0b9f5c3e-8f63-4f0a-9a55-0d7f7d0a3b11"

static guint64
add (Place *place, const char *text)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (JrCommand) command = jr_command_new (
    &(JrCommand){ .kind = JR_COMMAND_COMMENT, .case_id = (char *) CASE, .text = (char *) text });
  g_autoptr (JrCommand) numbered = jr_outbox_add (place->database, command, NOW, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (numbered->text, ==, text);
  return numbered->number;
}

static GPtrArray *
load (Place *place)
{
  g_autoptr (GError) error = NULL;
  GPtrArray         *entries = jr_outbox_load (place->database, &error);

  g_assert_no_error (error);
  return entries;
}

static void
settle (Place *place, guint64 number, JrProblem *problem)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JrAnswer) answer =
    jr_answer_new (&(JrAnswer){ .number = number, .case_id = (char *) CASE, .problem = problem });

  jr_outbox_settle (place->database, answer, &error);
  g_assert_no_error (error);
}

static void
test_client_id_is_made_once (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *first = jr_desk_table_get_client (place->database, &error);
  g_autofree char   *second = NULL;

  g_assert_true (jr_id_is_valid (first));
  place_reopen (place);
  second = jr_desk_table_get_client (place->database, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second, ==, first);
}

static void
test_settings (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *absent = jr_desk_table_get (place->database, "cursor");
  g_autofree char   *set = NULL;
  g_autofree char   *removed = NULL;

  g_assert_null (absent);
  g_assert_true (jr_desk_table_set (place->database, "cursor", "1", &error));
  g_assert_true (jr_desk_table_set (place->database, "cursor", "2", &error));
  place_reopen (place);
  set = jr_desk_table_get (place->database, "cursor");
  g_assert_cmpstr (set, ==, "2");
  g_assert_true (jr_desk_table_set (place->database, "cursor", NULL, &error));
  removed = jr_desk_table_get (place->database, "cursor");
  g_assert_null (removed);
  g_assert_no_error (error);
}

static void
test_outbox_survives_reopening (Place *place, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char      *client = NULL;
  const JrOutboxEntry  *second;

  g_assert_cmpuint (add (place, "一"), ==, 1);
  g_assert_cmpuint (add (place, "二"), ==, 2);
  place_reopen (place);
  client = jr_desk_table_get_client (place->database, NULL);
  entries = load (place);
  g_assert_cmpuint (entries->len, ==, 2);
  second = entries->pdata[1];
  g_assert_cmpstr (second->command->client, ==, client);
  g_assert_cmpuint (second->command->number, ==, 2);
  g_assert_cmpint (second->command->kind, ==, JR_COMMAND_COMMENT);
  g_assert_cmpstr (second->command->case_id, ==, CASE);
  g_assert_cmpstr (second->command->text, ==, "二");
  g_assert_cmpint (second->state, ==, JR_OUTBOX_QUEUED);
  g_assert_cmpint (second->queued_at, ==, NOW);
  g_assert_null (second->answer);
}

static void
test_numbers_never_repeat (Place *place, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;

  settle (place, add (place, "一"), NULL);
  settle (place, add (place, "二"), NULL);
  entries = load (place);
  g_assert_cmpuint (entries->len, ==, 0);
  place_reopen (place);
  g_assert_cmpuint (add (place, "三"), ==, 3);
}

static void
test_refused_is_kept_with_its_answer (Place *place, gconstpointer data)
{
  g_autoptr (JrProblem) problem =
    jr_problem_new (&(JrProblem){ .type = (char *) "urn:joint-review:problem:changed",
                                  .status = 409,
                                  .title = (char *) "Changed" });
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError)    error = NULL;
  const JrOutboxEntry  *entry;
  guint64               number = add (place, "一");

  settle (place, number, problem);
  /* An answer to something that is not there changes nothing. */
  settle (place, 99, problem);
  place_reopen (place);
  entries = load (place);
  g_assert_cmpuint (entries->len, ==, 1);
  entry = entries->pdata[0];
  g_assert_cmpint (entry->state, ==, JR_OUTBOX_REFUSED);
  g_assert_cmpstr (entry->answer->problem->type, ==, "urn:joint-review:problem:changed");
  g_assert_cmpuint (entry->answer->problem->status, ==, 409);

  g_assert_true (jr_outbox_remove (place->database, number, &error));
  after = load (place);
  g_assert_cmpuint (after->len, ==, 0);
}

static JrOutboxState
state_of_first (Place *place)
{
  g_autoptr (GPtrArray) entries = load (place);

  return ((JrOutboxEntry *) entries->pdata[0])->state;
}

static void
test_sending_is_queued_again_after_a_crash (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint64            number = add (place, "一");

  g_assert_true (jr_outbox_set_sending (place->database, number, TRUE, &error));
  g_assert_cmpint (state_of_first (place), ==, JR_OUTBOX_SENDING);
  g_assert_true (jr_outbox_set_sending (place->database, number, FALSE, &error));
  g_assert_cmpint (state_of_first (place), ==, JR_OUTBOX_QUEUED);
  g_assert_true (jr_outbox_set_sending (place->database, number, TRUE, &error));
  place_reopen (place);
  g_assert_true (jr_outbox_reset (place->database, &error));
  g_assert_no_error (error);
  g_assert_cmpint (state_of_first (place), ==, JR_OUTBOX_QUEUED);
}

static void
test_drafts (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *opinion = NULL;
  g_autofree char   *other = NULL;
  g_autofree char   *emptied = NULL;

  g_assert_true (jr_draft_put (place->database, CASE, "opinion", "材料", &error));
  g_assert_true (jr_draft_put (place->database, CASE, "opinion", "材料齐全", &error));
  g_assert_true (jr_draft_put (place->database, CASE, "reason", "缺", &error));
  place_reopen (place);
  opinion = jr_draft_get (place->database, CASE, "opinion");
  other = jr_draft_get (place->database, "other", "opinion");
  g_assert_cmpstr (opinion, ==, "材料齐全");
  g_assert_null (other);
  g_assert_true (jr_draft_put (place->database, CASE, "opinion", "", &error));
  emptied = jr_draft_get (place->database, CASE, "opinion");
  g_assert_null (emptied);
  g_assert_no_error (error);
  g_assert_cmpint (place_ask (place, "SELECT COUNT(*) FROM drafts"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  place_test ("/desk-table/client-id-is-made-once", test_client_id_is_made_once);
  place_test ("/desk-table/settings", test_settings);
  place_test ("/desk-table/outbox-survives-reopening", test_outbox_survives_reopening);
  place_test ("/desk-table/numbers-never-repeat", test_numbers_never_repeat);
  place_test ("/desk-table/refused-is-kept-with-its-answer", test_refused_is_kept_with_its_answer);
  place_test ("/desk-table/sending-is-queued-again-after-a-crash",
              test_sending_is_queued_again_after_a_crash);
  place_test ("/desk-table/drafts", test_drafts);
  return g_test_run ();
}
