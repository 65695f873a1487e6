/* test-log.c: the log grows without gaps, each row chained to the one before
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-error.h"
#include "jr-log.h"
#include "store-cases.h"

#include <string.h>

static void
test_room_and_departments (Place *place, gconstpointer data)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (JrRoom)       room = NULL;
  g_autoptr (JrDepartment) again =
    jr_department_new (&(JrDepartment){ .code = (char *) "HR", .name = (char *) "x" });

  g_assert_null (jr_log_load_room (place->database, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (jr_log_add_department (place->database, again, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_NOT_FOUND);
  g_clear_error (&error);

  create_room (place);
  room = jr_log_load_room (place->database, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (room->code, ==, "NW");
  g_assert_cmpstr (room->name, ==, "南湾街道联审室");
  g_assert_cmpuint (room->departments->len, ==, 2);
  g_assert_cmpstr (((JrDepartment *) room->departments->pdata[0])->code, ==, "HR");
  g_assert_cmpstr (((JrDepartment *) room->departments->pdata[1])->code, ==, "MK");

  g_assert_false (jr_log_add_department (place->database, again, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (jr_log_create (place->database, "X", "second", &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_CONFLICT);
}

/* As after a restoration: another place in the feed, the same chain. */
static void
test_new_epoch_goes_on (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  JrCursor           before, after;
  JrVerification     verification;

  create_room (place);
  submit_case (place, "case-a", "NW-1", "食品经营许可", MORNING);
  g_assert_true (jr_log_get_head (place->database, &before, &error));
  g_assert_true (jr_log_begin_epoch (place->database, &error));
  g_assert_true (jr_log_get_head (place->database, &after, &error));
  g_assert_no_error (error);
  g_assert_cmpint (before.sequence, ==, after.sequence);
  g_assert_cmpstr (before.epoch, !=, after.epoch);
  g_assert_cmpuint (strlen (after.epoch), ==, strlen (before.epoch));

  comment_case (place, "case-a", "恢复之后");
  g_assert_true (jr_log_verify (place->database, &verification, &error));
  g_assert_no_error (error);
  g_assert_cmpint (verification.events, ==, before.sequence + 1);
  g_assert_cmpint (place_ask (place, "SELECT COUNT(*) FROM epochs"), ==, 2);
  g_assert_cmpint (place_ask (place, "SELECT after_sequence FROM epochs WHERE number = 2"), ==,
                   before.sequence);
}

static void
test_odd_codes_are_refused (Place *place, gconstpointer data)
{
  const char *wrong[] = { "", "a b", "南湾", "a/b", "12345678901234567", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (jr_log_create (place->database, wrong[i], "name", &error));
      g_assert_error (error, JR_STORE_ERROR, JR_ERROR_INVALID);
    }
}

typedef struct
{
  gint64 expected;
  guint  seen;
  guint  stop_after;
} Reader;

static gboolean
on_event (const JrLogRow *row, gpointer data)
{
  Reader          *reader = data;
  g_autofree char *version = g_strdup_printf ("\"case_version\":%u,", row->case_version);

  g_assert_cmpint (row->sequence, ==, reader->expected++);
  g_assert_true (g_str_has_prefix (row->json, "{"));
  g_assert_nonnull (strstr (row->json, row->case_id));
  g_assert_nonnull (strstr (row->json, version));
  return ++reader->seen != reader->stop_after;
}

static void
test_read_from_anywhere (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Reader             all = { .expected = 1 };
  Reader             tail = { .expected = 4 };
  Reader             page = { .expected = 2 };
  Reader             stopped = { .expected = 1, .stop_after = 2 };

  create_room (place);
  submit_case (place, "case-a", "NW-1", "食品经营许可", MORNING);
  submit_case (place, "case-b", "NW-2", "食品经营许可", MORNING);
  comment_case (place, "case-a", "请看第二页");
  g_assert_true (jr_log_read (place->database, 0, 100, on_event, &all, &error));
  g_assert_true (jr_log_read (place->database, 3, 100, on_event, &tail, &error));
  g_assert_true (jr_log_read (place->database, 1, 2, on_event, &page, &error));
  g_assert_true (jr_log_read (place->database, 0, 100, on_event, &stopped, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (all.seen, ==, 5);
  g_assert_cmpuint (tail.seen, ==, 2);
  g_assert_cmpuint (page.seen, ==, 2);
  g_assert_cmpuint (stopped.seen, ==, 2);
}

static void
test_events_of_one_case (Place *place, gconstpointer data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) none = NULL;

  create_room (place);
  submit_case (place, "case-a", "NW-1", "食品经营许可", MORNING);
  submit_case (place, "case-b", "NW-2", "食品经营许可", MORNING);
  comment_case (place, "case-a", "请看第二页");
  events = jr_log_load_case_events (place->database, case_id ("case-a"), &error);
  none = jr_log_load_case_events (place->database, case_id ("case-c"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 3);
  g_assert_cmpuint (none->len, ==, 0);
  for (guint i = 0; i < events->len; i++)
    g_assert_cmpuint (((JrEvent *) events->pdata[i])->case_version, ==, i + 1);
  g_assert_cmpstr (((JrEvent *) events->pdata[2])->text, ==, "请看第二页");
}

static void
test_head_survives_reopening (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  JrCursor           empty, before, after;

  create_room (place);
  g_assert_true (jr_log_get_head (place->database, &empty, &error));
  g_assert_cmpint (empty.sequence, ==, 0);
  g_assert_cmpstr (empty.room, ==, "NW");
  g_assert_cmpuint (strlen (empty.epoch), ==, 32);

  submit_case (place, "case-a", "NW-1", "食品经营许可", MORNING);
  g_assert_true (jr_log_get_head (place->database, &before, &error));
  place_reopen (place);
  g_assert_true (jr_log_get_head (place->database, &after, &error));
  g_assert_no_error (error);
  g_assert_cmpint (before.sequence, ==, 2);
  g_assert_cmpint (after.sequence, ==, 2);
  g_assert_cmpstr (after.epoch, ==, empty.epoch);
}

/* What a rolled back command took is given to the next one: sequences have no gaps. */
static void
test_rollback_leaves_no_gap (Place *place, gconstpointer data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  gint64                sequence = 0;

  create_room (place);
  submit_case (place, "case-a", "NW-1", "食品经营许可", MORNING);
  events = jr_log_load_case_events (place->database, case_id ("case-a"), &error);
  {
    g_autoptr (GPtrArray)  other = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_event_unref);
    g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;
    JrEvent                fields = *(JrEvent *) events->pdata[0];

    fields.case_id = (char *) case_id ("case-lost");
    g_ptr_array_add (other, jr_event_new (&fields));
    g_assert_true (jr_transaction_begin (&txn, place->database, &error));
    g_assert_true (jr_log_append (place->database, other, &sequence, &error));
    g_assert_cmpint (sequence, ==, 3);
  }
  comment_case (place, "case-a", "一");
  g_assert_cmpint (place_ask (place, "SELECT MAX (sequence) FROM log"), ==, 3);
  g_assert_true (jr_log_verify (place->database, NULL, &error));
  g_assert_no_error (error);
}

/* Two events of one case with one version can never both be written. */
static void
test_version_twice_is_a_conflict (Place *place, gconstpointer data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) events = NULL;

  create_room (place);
  submit_case (place, "case-a", "NW-1", "食品经营许可", MORNING);
  events = jr_log_load_case_events (place->database, case_id ("case-a"), &error);
  g_assert_false (jr_log_append (place->database, events, NULL, &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_CONFLICT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  place_test ("/log/new-epoch-goes-on", test_new_epoch_goes_on);
  place_test ("/log/room-and-departments", test_room_and_departments);
  place_test ("/log/odd-codes-are-refused", test_odd_codes_are_refused);
  place_test ("/log/read-from-anywhere", test_read_from_anywhere);
  place_test ("/log/events-of-one-case", test_events_of_one_case);
  place_test ("/log/head-survives-reopening", test_head_survives_reopening);
  place_test ("/log/rollback-leaves-no-gap", test_rollback_leaves_no_gap);
  place_test ("/log/version-twice-is-a-conflict", test_version_twice_is_a_conflict);
  return g_test_run ();
}
