/* test-delivery-table.c: what goes out to which target, in which order, and what becomes of it
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-delivery-table.h"
#include "jr-error.h"
#include "jr-log.h"
#include "jr-webhook-table.h"
#include "store-cases.h"

#define LATER (MORNING + JR_TIME_HOUR)

static gint64
add_webhook (Place *place, const char *window)
{
  const JrWebhook    webhook = { .url = (char *) "https://counter.example/results",
                                 .window = (char *) window,
                                 .secret = (char *) "whsec_first",
                                 .networks = (char *) "10.0.0.0/8 192.168.1.0/24",
                                 .state = JR_WEBHOOK_ON,
                                 .state_at = MORNING };
  g_autoptr (GError) error = NULL;
  gint64             number = 0;

  jr_webhook_table_add (place->database, &webhook, &number, &error);
  g_assert_no_error (error);
  return number;
}

static void
add (Place *place, gint64 sequence, const char *name, const char *window)
{
  g_autoptr (GError) error = NULL;

  jr_delivery_table_add (place->database, sequence, case_id (name), window, MORNING, &error);
  g_assert_no_error (error);
}

static void
settle (Place *place, gint64 webhook, gint64 sequence, JrDeliveryState state, JrTime due_at)
{
  g_autoptr (GError) error = NULL;

  jr_delivery_table_settle (place->database, webhook, sequence, state, due_at, MORNING,
                            state == JR_DELIVERY_DONE ? NULL : "answered 500", &error);
  g_assert_no_error (error);
}

/* The sequences that are due, with a space between. */
static char *
list_due (Place *place, gint64 webhook, JrTime now)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GString)   text = g_string_new (NULL);
  g_autoptr (GPtrArray) due =
    jr_delivery_table_list_due (place->database, webhook, now, 100, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < due->len; i++)
    g_string_append_printf (text, "%s%d", i > 0 ? " " : "",
                            (int) ((const JrDeliveryEntry *) due->pdata[i])->sequence);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_due (Place *place, gint64 webhook, JrTime now, const char *sequences)
{
  g_autofree char *due = list_due (place, webhook, now);

  g_assert_cmpstr (due, ==, sequences);
}

static void
make_cases (Place *place)
{
  create_room (place);
  submit_case (place, "a", "NW-1", "食品经营许可证", MORNING);
  submit_case (place, "b", "NW-2", "食品经营许可证", MORNING);
}

static void
test_targets (Place *place, gconstpointer data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (JrWebhook) one = NULL;
  gint64                first, second;

  make_cases (place);
  first = add_webhook (place, NULL);
  second = add_webhook (place, "2");
  jr_webhook_table_rotate (place->database, first, "whsec_second", LATER, &error);
  jr_webhook_table_set_state (place->database, first, JR_WEBHOOK_GONE, LATER, &error);
  jr_webhook_table_set_rest (place->database, first, 7, LATER + 1, &error);
  g_assert_no_error (error);
  place_reopen (place);
  one = jr_webhook_table_load (place->database, first, &error);
  g_assert_cmpstr (one->url, ==, "https://counter.example/results");
  g_assert_null (one->window);
  g_assert_cmpstr (one->secret, ==, "whsec_second");
  g_assert_cmpstr (one->old_secret, ==, "whsec_first");
  g_assert_cmpint (one->old_until, ==, LATER);
  g_assert_cmpstr (one->networks, ==, "10.0.0.0/8 192.168.1.0/24");
  g_assert_cmpint (one->state, ==, JR_WEBHOOK_GONE);
  g_assert_cmpuint (one->failures, ==, 7);
  g_assert_cmpint (one->rests_until, ==, LATER + 1);
  /* Who is switched on begins anew. */
  jr_webhook_table_set_state (place->database, first, JR_WEBHOOK_ON, LATER, &error);
  all = jr_webhook_table_load_all (place->database, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpuint (((JrWebhook *) all->pdata[0])->failures, ==, 0);
  g_assert_cmpint (((JrWebhook *) all->pdata[1])->number, ==, second);
  g_assert_false (jr_webhook_table_remove (place->database, 99, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND);
}

static void
test_who_gets (Place *place, gconstpointer data)
{
  gint64 all, second;

  make_cases (place);
  all = add_webhook (place, NULL);
  second = add_webhook (place, "2");
  add (place, 1, "a", "1");
  add (place, 2, "b", "2");
  assert_due (place, all, MORNING, "1 2");
  assert_due (place, second, MORNING, "2");
}

static void
test_order (Place *place, gconstpointer data)
{
  gint64             webhook;
  JrTime             next = 0;
  g_autoptr (GError) error = NULL;

  make_cases (place);
  webhook = add_webhook (place, NULL);
  add (place, 1, "a", NULL);
  add (place, 2, "b", NULL);
  add (place, 3, "a", NULL);
  /* 3 is of the same case as 1, and waits for it, also while 1 rests. */
  assert_due (place, webhook, MORNING, "1 2");
  settle (place, webhook, 1, JR_DELIVERY_WAITING, LATER);
  assert_due (place, webhook, MORNING, "2");
  assert_due (place, webhook, LATER, "2 1");
  jr_delivery_table_get_next_due (place->database, webhook, MORNING, &next, &error);
  g_assert_cmpint (next, ==, LATER);
  settle (place, webhook, 1, JR_DELIVERY_DONE, LATER);
  assert_due (place, webhook, MORNING, "2 3");
  settle (place, webhook, 2, JR_DELIVERY_FAILED, LATER);
  settle (place, webhook, 3, JR_DELIVERY_DONE, LATER);
  assert_due (place, webhook, LATER, "");
  jr_delivery_table_get_next_due (place->database, webhook, MORNING, &next, &error);
  g_assert_no_error (error);
  g_assert_cmpint (next, ==, 0);
}

static void
test_redeliver (Place *place, gconstpointer data)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (GPtrArray)  failed = NULL;
  const JrDeliveryEntry *entry;
  gint64                 webhook, count;

  make_cases (place);
  webhook = add_webhook (place, NULL);
  add (place, 1, "a", NULL);
  add (place, 2, "b", NULL);
  settle (place, webhook, 1, JR_DELIVERY_FAILED, MORNING);
  settle (place, webhook, 2, JR_DELIVERY_DONE, MORNING);
  /* What is settled is not settled again. */
  settle (place, webhook, 1, JR_DELIVERY_DONE, MORNING);
  failed = jr_delivery_table_list (place->database, TRUE, 10, &error);
  g_assert_cmpuint (failed->len, ==, 1);
  entry = failed->pdata[0];
  g_assert_cmpstr (entry->case_number, ==, "NW-1");
  g_assert_cmpstr (entry->fault, ==, "answered 500");
  g_assert_cmpuint (entry->attempts, ==, 1);
  jr_delivery_table_redeliver_failed (place->database, MORNING, &count, &error);
  g_assert_cmpint (count, ==, 1);
  assert_due (place, webhook, MORNING, "1");
  jr_delivery_table_redeliver (place->database, webhook, 2, MORNING, &error);
  g_assert_no_error (error);
  assert_due (place, webhook, MORNING, "1 2");
  g_assert_false (jr_delivery_table_redeliver (place->database, webhook, 3, MORNING, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND);
}

static void
test_removed (Place *place, gconstpointer data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  gint64                webhook, count;

  make_cases (place);
  webhook = add_webhook (place, NULL);
  add (place, 1, "a", NULL);
  jr_delivery_table_count (place->database, webhook, JR_DELIVERY_WAITING, &count, &error);
  g_assert_cmpint (count, ==, 1);
  jr_webhook_table_remove (place->database, webhook, &error);
  /* An attempt that was under way. */
  settle (place, webhook, 1, JR_DELIVERY_DONE, MORNING);
  jr_webhook_table_set_rest (place->database, webhook, 0, 0, &error);
  all = jr_delivery_table_list (place->database, FALSE, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 0);
}

static void
test_place_in_log (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  JrLogPlace         first, second;
  JrVerification     found;

  make_cases (place);
  jr_log_find_place (place->database, 1, &first, &error);
  jr_log_find_place (place->database, 2, &second, &error);
  jr_log_verify (place->database, &found, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second.case_version, ==, 2);
  g_assert_cmpint (second.cursor.sequence, ==, 2);
  g_assert_cmpstr (second.cursor.room, ==, "NW");
  g_assert_cmpstr (first.hash, !=, second.hash);
  g_assert_false (jr_log_find_place (place->database, 99, &second, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  place_test ("/delivery-table/targets", test_targets);
  place_test ("/delivery-table/who-gets", test_who_gets);
  place_test ("/delivery-table/order", test_order);
  place_test ("/delivery-table/redeliver", test_redeliver);
  place_test ("/delivery-table/removed", test_removed);
  place_test ("/delivery-table/place-in-log", test_place_in_log);
  return g_test_run ();
}
