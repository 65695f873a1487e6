/* test-case-table.c: the projection holds what the reducer says
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-case-table.h"
#include "jr-error.h"
#include "jr-log.h"
#include "jr-reducer.h"
#include "store-cases.h"

static void
test_stored_state_is_the_reduced_one (Place *place, gconstpointer data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (JrCase)    reduced = NULL;
  g_autoptr (JrCase)    stored = NULL;
  g_autoptr (JrCase)    by_number = NULL;

  create_room (place);
  submit_case (place, "case-a", "NW-1", "食品经营许可", MORNING);
  claim_review (place, "case-a", "HR", "wangmin");
  decide_review (place, "case-a", "HR", JR_DECISION_APPROVE);
  decide_review (place, "case-a", "MK", JR_DECISION_RETURN);
  request_supplement (place, "case-a");

  events = jr_log_load_case_events (place->database, case_id ("case-a"), &error);
  for (guint i = 0; i < events->len; i++)
    {
      JrCase *next = jr_reducer_apply (reduced, g_ptr_array_index (events, i), &error);

      g_assert_no_error (error);
      g_clear_pointer (&reduced, jr_case_unref);
      reduced = next;
    }
  place_reopen (place);
  stored = jr_case_table_load (place->database, case_id ("case-a"), &error);
  by_number = jr_case_table_load_by_number (place->database, "NW-1", &error);
  g_assert_no_error (error);
  g_assert_cmpint (stored->phase, ==, JR_CASE_AWAITING_SUPPLEMENT);
  g_assert_true (jr_case_equal (stored, reduced));
  g_assert_true (jr_case_equal (by_number, reduced));
}

static void
test_unknown_case (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (jr_case_table_load (place->database, case_id ("case-a"), &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (jr_case_table_load_by_number (place->database, "NW-1", &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (jr_case_table_set_applicant (place->database, case_id ("case-a"), "张*", &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND);
  g_assert_null (jr_case_table_get_applicant (place->database, case_id ("case-a")));
}

/* The same event again, as a desk may get it after a lost answer, changes nothing. */
static void
test_event_twice_is_refused (Place *place, gconstpointer data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) events = NULL;

  create_room (place);
  submit_case (place, "case-a", "NW-1", "食品经营许可", MORNING);
  events = jr_log_load_case_events (place->database, case_id ("case-a"), &error);
  for (guint i = 0; i < events->len; i++)
    {
      g_assert_false (
        jr_case_table_apply (place->database, g_ptr_array_index (events, i), 9, NULL, &error));
      g_assert_error (error, JR_CORE_ERROR, JR_ERROR_CORRUPT);
      g_clear_error (&error);
    }
  g_assert_true (jr_log_verify (place->database, NULL, &error));
  g_assert_no_error (error);
}

static void
test_number_belongs_to_one_case (Place *place, gconstpointer data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (JrEvent)   other = NULL;
  JrEvent               fields;

  create_room (place);
  submit_case (place, "case-a", "NW-1", "食品经营许可", MORNING);
  events = jr_log_load_case_events (place->database, case_id ("case-a"), &error);
  fields = *(JrEvent *) events->pdata[0];
  fields.case_id = (char *) case_id ("case-b");
  other = jr_event_new (&fields);
  g_assert_false (jr_case_table_apply (place->database, other, 9, NULL, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_CONFLICT);
}

static void
test_snapshot (Place *place, gconstpointer data)
{
  const JrCaseFilter mine = { .kind = JR_CASE_FILTER_MINE, .user = "wangmin" };
  const JrCaseFilter all = { .kind = JR_CASE_FILTER_ALL };
  g_autoptr (GError) error = NULL;
  g_autoptr (JrCase) state = NULL;
  g_autoptr (JrCase) again = NULL;
  g_autofree char   *applicant = NULL;

  create_room (place);
  submit_case (place, "case-a", "NW-1", "食品经营许可", MORNING);
  claim_review (place, "case-a", "HR", "wangmin");
  state = jr_case_table_load (place->database, case_id ("case-a"), &error);

  g_assert_true (jr_case_table_clear (place->database, &error));
  g_assert_cmpint (jr_case_table_count (place->database, &all, &error), ==, 0);
  for (guint i = 0; i < 2; i++)
    g_assert_true (jr_case_table_put (place->database, state, "张*", &error));
  g_assert_no_error (error);
  again = jr_case_table_load (place->database, case_id ("case-a"), &error);
  applicant = jr_case_table_get_applicant (place->database, case_id ("case-a"));
  g_assert_true (jr_case_equal (state, again));
  g_assert_cmpstr (applicant, ==, "张*");
  g_assert_cmpint (jr_case_table_count (place->database, &mine, &error), ==, 1);
  g_assert_no_error (error);
}

static void
test_numbers_never_repeat (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *first = NULL;
  g_autofree char   *third = NULL;
  g_autofree char   *late = NULL;
  g_autofree char   *next_day = NULL;

  create_room (place);
  first = jr_case_table_next_number (place->database, "NW", MORNING, &error);
  g_assert_cmpstr (first, ==, "NW-20261124-00001");
  /* Given from above, and looking like ours. */
  submit_case (place, "case-a", "NW-20261124-00002", "食品经营许可", MORNING);
  place_reopen (place);
  third = jr_case_table_next_number (place->database, "NW", MORNING, &error);
  g_assert_cmpstr (third, ==, "NW-20261124-00003");
  /* Midnight at the hall is 16:00 UTC. */
  late = jr_case_table_next_number (place->database, "NW", MORNING + 16 * JR_TIME_HOUR - 1, &error);
  next_day = jr_case_table_next_number (place->database, "NW", MORNING + 16 * JR_TIME_HOUR, &error);
  g_assert_cmpstr (late, ==, "NW-20261124-00004");
  g_assert_cmpstr (next_day, ==, "NW-20261125-00001");
  g_assert_no_error (error);
}

static void
test_persons (Place *place, gconstpointer data)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (JrApplicant) applicant =
    jr_applicant_new (&(JrApplicant){ .name = (char *) "张伟", .phone = (char *) "13800000000" });
  g_autoptr (JrApplicant) loaded = NULL;
  g_autofree char        *hash = jr_person_hash (applicant, "salt");
  g_autofree char        *salted_otherwise = jr_person_hash (applicant, "Salt");
  g_autofree char        *applicant_shown = NULL;

  /* printf 'salt张伟\0\00013800000000' | sha256sum */
  g_assert_cmpstr (hash, ==, "f73a49ea94cc07626634f603f2dea9d3ef3449baf312926e5455fa98f935e647");
  g_assert_cmpstr (hash, !=, salted_otherwise);

  create_room (place);
  submit_case (place, "case-a", "NW-1", "食品经营许可", MORNING);
  g_assert_true (jr_case_table_set_applicant (place->database, case_id ("case-a"), "张*", &error));
  g_assert_true (jr_person_put (place->database, case_id ("case-a"), applicant, "salt", &error));
  loaded = jr_person_load (place->database, case_id ("case-a"), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (loaded->name, ==, "张伟");
  g_assert_null (loaded->id_number);
  g_assert_cmpstr (loaded->phone, ==, "13800000000");

  g_assert_true (jr_person_erase (place->database, case_id ("case-a"), &error));
  g_assert_null (jr_person_load (place->database, case_id ("case-a"), &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND);
  applicant_shown = jr_case_table_get_applicant (place->database, case_id ("case-a"));
  g_assert_null (applicant_shown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  place_test ("/case-table/stored-state-is-the-reduced-one", test_stored_state_is_the_reduced_one);
  place_test ("/case-table/unknown-case", test_unknown_case);
  place_test ("/case-table/event-twice-is-refused", test_event_twice_is_refused);
  place_test ("/case-table/number-belongs-to-one-case", test_number_belongs_to_one_case);
  place_test ("/case-table/snapshot", test_snapshot);
  place_test ("/case-table/numbers-never-repeat", test_numbers_never_repeat);
  place_test ("/case-table/persons", test_persons);
  return g_test_run ();
}
