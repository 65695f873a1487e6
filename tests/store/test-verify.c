/* test-verify.c: every kind of tampering is found, and nothing else
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-case-table.h"
#include "jr-error.h"
#include "jr-log.h"
#include "store-cases.h"

#include <string.h>

/* Three cases in different phases; one with a masked name. */
static void
set_up_room (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  place_set_up (place, data);
  create_room (place);
  submit_case (place, "case-a", "NW-1", "食品经营许可", MORNING);
  submit_case (place, "case-b", "NW-2", "灵活就业社保补贴", MORNING + 1);
  submit_case (place, "case-c", "NW-3", "食品经营许可", MORNING + 2);
  jr_case_table_set_applicant (place->database, case_id ("case-a"), "张*", &error);
  g_assert_no_error (error);
  claim_review (place, "case-a", "HR", "wangmin");
  decide_review (place, "case-a", "HR", JR_DECISION_APPROVE);
  decide_review (place, "case-a", "MK", JR_DECISION_APPROVE);
  decide_case (place, "case-a", MORNING + 2 * JR_TIME_HOUR);
  push_result (place, "case-a");
  claim_review (place, "case-b", "MK", "chengang");
  withdraw_case (place, "case-c");
}

static void
test_untouched_is_clean (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  JrVerification     first, second;

  g_assert_true (jr_log_verify (place->database, &first, &error));
  g_assert_no_error (error);
  g_assert_cmpint (first.events, ==, 13);
  g_assert_cmpint (first.cases, ==, 3);
  g_assert_cmpuint (strlen (first.head), ==, 64);

  comment_case (place, "case-b", "请看第二页");
  place_reopen (place);
  g_assert_true (jr_log_verify (place->database, &second, &error));
  g_assert_cmpint (second.events, ==, 14);
  g_assert_cmpstr (first.head, !=, second.head);
}

static void
test_empty_is_clean (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  JrVerification     verification;

  create_room (place);
  g_assert_true (jr_log_verify (place->database, &verification, &error));
  g_assert_no_error (error);
  g_assert_cmpint (verification.events, ==, 0);
}

/* @data is what somebody with the database file in hand does to it. */
static void
test_tampering_is_found (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&place->database, jr_database_close);
  place_tamper (place, data);
  place_reopen (place);
  g_assert_false (jr_log_verify (place->database, NULL, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT);
  g_test_message ("%s", error->message);
}

static void
put_person (Place *place, const char *name)
{
  g_autoptr (JrApplicant) applicant = jr_applicant_new (
    &(JrApplicant){ .name = (char *) name, .id_number = (char *) "440307199001011234" });
  g_autoptr (GError) error = NULL;

  jr_person_put (place->database, case_id ("case-b"), applicant, "salt", &error);
  g_assert_no_error (error);
}

static void
test_personal_values_are_those_of_the_log (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put_person (place, "张伟");
  g_assert_true (jr_log_verify (place->database, NULL, &error));
  g_assert_no_error (error);

  g_assert_true (jr_person_erase (place->database, case_id ("case-b"), &error));
  g_assert_true (jr_log_verify (place->database, NULL, &error));
  g_assert_no_error (error);

  put_person (place, "冒名");
  g_assert_false (jr_log_verify (place->database, NULL, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT);
}

/* As a torn page: what the schema forbids. */
#define WITHOUT_RULES(table)                                                                       \
  "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace (replace (sql, "            \
  "'NOT NULL', ''), 'STRICT', '') WHERE name = '" table "'; PRAGMA writable_schema = RESET; "

#define tamper_test(name, sql)                                                                     \
  g_test_add ("/verify/finds/" name, Place, sql, set_up_room, test_tampering_is_found,             \
              place_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/verify/untouched-is-clean", Place, NULL, set_up_room, test_untouched_is_clean,
              place_tear_down);
  place_test ("/verify/empty-is-clean", test_empty_is_clean);
  g_test_add ("/verify/personal-values-are-those-of-the-log", Place, NULL, set_up_room,
              test_personal_values_are_those_of_the_log, place_tear_down);

  tamper_test ("event-changed",
               "UPDATE log SET json = replace (json, '材料已核', '材料不全') WHERE sequence = 8");
  tamper_test ("first-event-changed",
               "UPDATE log SET json = replace (json, 'NW-1', 'NW-9') WHERE sequence = 1");
  tamper_test ("event-damaged", "UPDATE log SET json = '' WHERE sequence = 5");
  tamper_test (
    "hash-changed",
    "UPDATE log SET hash = replace (hash, substr (hash, 1, 1), 'g') WHERE sequence = 13");
  tamper_test ("epoch-changed", "UPDATE rooms SET epoch = 'ffffffffffffffffffffffffffffffff'");
  tamper_test ("event-torn", WITHOUT_RULES ("log") "UPDATE log SET json = NULL WHERE sequence = 5");
  tamper_test ("case-torn",
               WITHOUT_RULES ("cases") "UPDATE cases SET id = NULL WHERE number = 'NW-2'");
  tamper_test ("event-deleted", "DELETE FROM log WHERE sequence = 9");
  tamper_test ("first-event-deleted", "DELETE FROM log WHERE sequence = 1");
  tamper_test ("last-event-deleted", "DELETE FROM log WHERE sequence = 13");
  tamper_test ("events-swapped", "UPDATE log SET sequence = 99 WHERE sequence = 8;"
                                 "UPDATE log SET sequence = 8 WHERE sequence = 9;"
                                 "UPDATE log SET sequence = 9 WHERE sequence = 99;");
  tamper_test (
    "event-filed-under-another-case",
    "UPDATE log SET case_id = (SELECT id FROM cases WHERE number = 'NW-2'), case_version = 9 WHERE sequence = 13");
  tamper_test (
    "state-changed",
    "UPDATE cases SET json = replace (json, '食品经营', '药品经营') WHERE number = 'NW-3'");
  tamper_test ("state-damaged", "UPDATE cases SET json = '{}' WHERE number = 'NW-3'");
  tamper_test ("number-changed", "UPDATE cases SET number = 'NW-9' WHERE number = 'NW-2'");
  tamper_test ("item-name-changed", "UPDATE cases SET item_name = 'x' WHERE number = 'NW-2'");
  tamper_test ("order-changed", "UPDATE cases SET submitted_at = 5 WHERE number = 'NW-2'");
  tamper_test ("case-hidden-as-concluded",
               "UPDATE cases SET is_concluded = 1 WHERE number = 'NW-2'");
  tamper_test ("case-hidden-as-awaiting", "UPDATE cases SET is_awaiting = 1 WHERE number = 'NW-2'");
  tamper_test ("push-due-again", "UPDATE cases SET push_due = 5 WHERE number = 'NW-1'");
  tamper_test ("sequence-changed", "UPDATE cases SET sequence = 1 WHERE number = 'NW-2'");
  tamper_test ("case-deleted", "PRAGMA foreign_keys = OFF; DELETE FROM reviews;"
                               "DELETE FROM cases WHERE number = 'NW-2'");
  tamper_test (
    "case-invented",
    "INSERT INTO cases (id, number, item_name, submitted_at, is_concluded, is_awaiting, "
    "push_due, sequence, json) SELECT 'case-x', 'NW-8', item_name, submitted_at, "
    "is_concluded, is_awaiting, push_due, sequence, json FROM cases WHERE number = 'NW-2'");
  tamper_test (
    "review-hidden",
    "DELETE FROM reviews WHERE case_id = (SELECT id FROM cases WHERE number = 'NW-2') AND department = 'HR'");
  tamper_test (
    "review-invented",
    "INSERT INTO reviews (case_id, department, submitted_at) SELECT id, 'XX', 5 FROM cases WHERE number = 'NW-2'");
  tamper_test (
    "review-claim-changed",
    "UPDATE reviews SET claimed_by = 'lina' WHERE case_id = (SELECT id FROM cases WHERE number = 'NW-2')");
  tamper_test ("search-lacks-a-pair", "DELETE FROM case_bigrams WHERE bigram = '就业'");
  return g_test_run ();
}
