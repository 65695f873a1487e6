/* test-answer-table.c: one effect for each command id
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-answer-table.h"
#include "jr-error.h"
#include "store-testing.h"

#define CASE "0b9f5c3e-8f63-4f0a-9a55-0d7f7d0a3b11"

static void
put (Place *place, const char *client, const char *user, guint64 number)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JrAnswer) answer = jr_answer_new (&(JrAnswer){ .number = number,
                                                            .case_id = (char *) CASE,
                                                            .case_version = 3,
                                                            .sequence = (gint64) number + 5 });

  jr_answer_table_put (place->database, client, user, answer, &error);
  g_assert_no_error (error);
}

static void
assert_kept (Place *place, const char *client, guint64 number)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JrAnswer) answer = NULL;

  g_assert_true (
    jr_answer_table_find (place->database, client, number, "wangmin", &answer, &error));
  g_assert_no_error (error);
  g_assert_nonnull (answer);
  g_assert_cmpuint (answer->number, ==, number);
  g_assert_cmpint (answer->sequence, ==, (gint64) number + 5);
}

static void
assert_new (Place *place, const char *client, guint64 number)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JrAnswer) answer = NULL;

  g_assert_true (
    jr_answer_table_find (place->database, client, number, "wangmin", &answer, &error));
  g_assert_no_error (error);
  g_assert_null (answer);
}

static void
assert_fails (Place *place, const char *client, guint64 number, const char *user, JrErrorCode code)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JrAnswer) answer = NULL;

  g_assert_false (jr_answer_table_find (place->database, client, number, user, &answer, &error));
  g_assert_error (error, JR_STORE_ERROR, (int) code);
  g_assert_null (answer);
}

static void
test_same_answer_again (Place *place, gconstpointer data)
{
  assert_new (place, "desk-1", 1);
  put (place, "desk-1", "wangmin", 1);
  place_reopen (place);
  assert_kept (place, "desk-1", 1);
  assert_new (place, "desk-1", 2);
  assert_new (place, "desk-2", 1);
}

static void
test_numbers_in_any_order (Place *place, gconstpointer data)
{
  put (place, "desk-1", "wangmin", 7);
  assert_new (place, "desk-1", 5);
  put (place, "desk-1", "wangmin", 5);
  put (place, "desk-1", "wangmin", 6);
  for (guint64 number = 5; number <= 7; number++)
    assert_kept (place, "desk-1", number);
}

static void
test_old_numbers_are_forgotten (Place *place, gconstpointer data)
{
  g_autoptr (GError)     error = NULL;
  g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;

  g_assert_true (jr_transaction_begin (&txn, place->database, &error));
  for (guint64 number = 1; number <= JR_ANSWERS_KEPT + 2; number++)
    put (place, "desk-1", "wangmin", number);
  g_assert_true (jr_transaction_commit (&txn, &error));

  assert_fails (place, "desk-1", 1, "wangmin", JR_ERROR_REFUSED);
  assert_fails (place, "desk-1", 2, "wangmin", JR_ERROR_REFUSED);
  assert_kept (place, "desk-1", 3);
  assert_kept (place, "desk-1", JR_ANSWERS_KEPT + 2);
  assert_new (place, "desk-1", JR_ANSWERS_KEPT + 3);
}

/* Enough of several clients that all are filed more than once; the last are still recent. */
static void
test_filed_and_recent_are_found (Place *place, gconstpointer data)
{
  static const char *const clients[] = { "desk-3", "desk-1", "desk-2" };
  g_autoptr (GError)       error = NULL;
  g_auto (JrTransaction)   txn = JR_TRANSACTION_INIT;

  g_assert_true (jr_transaction_begin (&txn, place->database, &error));
  for (guint64 number = 1; number <= JR_ANSWERS_KEPT + 200; number++)
    for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
      put (place, clients[i], "wangmin", number);
  g_assert_true (jr_transaction_commit (&txn, &error));

  g_assert_cmpint (place_ask (place, "SELECT COUNT(*) FROM answers"), <=, 3 * JR_ANSWERS_KEPT);
  g_assert_cmpint (place_ask (place, "SELECT COUNT(*) FROM answers"), >, JR_ANSWERS_KEPT);
  g_assert_cmpint (place_ask (place, "SELECT COUNT(*) FROM recent_answers"), >, 0);
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      assert_fails (place, clients[i], 200, "wangmin", JR_ERROR_REFUSED);
      for (guint64 number = 201; number <= JR_ANSWERS_KEPT + 200; number += 7)
        assert_kept (place, clients[i], number);
      assert_kept (place, clients[i], JR_ANSWERS_KEPT + 200);
    }
}

static void
put_many (Place *place, guint64 first, guint n_numbers, gboolean is_kept)
{
  g_autoptr (GError)     error = NULL;
  g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;

  g_assert_true (jr_transaction_begin (&txn, place->database, &error));
  for (guint i = 0; i < n_numbers; i++)
    put (place, "desk-1", "wangmin", first + i);
  if (is_kept)
    g_assert_true (jr_transaction_commit (&txn, &error));
}

/* Filing is undone along with the commands of its transaction, and done again by a later one. */
static void
test_filing_is_undone (Place *place, gconstpointer data)
{
  put_many (place, 1, JR_ANSWERS_KEPT - 1, TRUE);
  put_many (place, JR_ANSWERS_KEPT, JR_ANSWERS_KEPT, FALSE);
  assert_kept (place, "desk-1", 1);
  assert_kept (place, "desk-1", JR_ANSWERS_KEPT - 1);
  assert_new (place, "desk-1", JR_ANSWERS_KEPT);
  put_many (place, JR_ANSWERS_KEPT, JR_ANSWERS_KEPT, TRUE);
  for (guint64 number = JR_ANSWERS_KEPT; number < 2 * JR_ANSWERS_KEPT; number += 3)
    assert_kept (place, "desk-1", number);
  assert_fails (place, "desk-1", JR_ANSWERS_KEPT - 1, "wangmin", JR_ERROR_REFUSED);
}

static void
test_client_of_somebody_else (Place *place, gconstpointer data)
{
  put (place, "desk-1", "wangmin", 1);
  assert_fails (place, "desk-1", 1, "lina", JR_ERROR_DENIED);
  assert_fails (place, "desk-1", 2, "lina", JR_ERROR_DENIED);
}

static void
test_odd_numbers (Place *place, gconstpointer data)
{
  assert_fails (place, "desk-1", 0, "wangmin", JR_ERROR_INVALID);
  assert_fails (place, "desk-1", G_MAXUINT64, "wangmin", JR_ERROR_INVALID);
}

static void
test_number_twice_is_a_conflict (Place *place, gconstpointer data)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JrAnswer) answer =
    jr_answer_new (&(JrAnswer){ .number = 1, .case_id = (char *) CASE });

  put (place, "desk-1", "wangmin", 1);
  g_assert_false (jr_answer_table_put (place->database, "desk-1", "wangmin", answer, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_CONFLICT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  place_test ("/answer-table/same-answer-again", test_same_answer_again);
  place_test ("/answer-table/numbers-in-any-order", test_numbers_in_any_order);
  place_test ("/answer-table/old-numbers-are-forgotten", test_old_numbers_are_forgotten);
  place_test ("/answer-table/filed-and-recent-are-found", test_filed_and_recent_are_found);
  place_test ("/answer-table/filing-is-undone", test_filing_is_undone);
  place_test ("/answer-table/client-of-somebody-else", test_client_of_somebody_else);
  place_test ("/answer-table/odd-numbers", test_odd_numbers);
  place_test ("/answer-table/number-twice-is-a-conflict", test_number_twice_is_a_conflict);
  return g_test_run ();
}
