/* test-state.c: what a counter remembers survives, is private, and is held by one at a time
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-counter-state.h"

#include <glib/gstdio.h>
#include <string.h>

#include "jr-error.h"

#define URL "https://hub.example"
#define CASE_ID "00000000-0000-4000-8000-00000000000a"

static JrCounterState *
hold (void)
{
  g_autoptr (GError) error = NULL;
  JrCounterState    *state = jr_counter_state_new (URL, "jrk_key");

  g_assert_true (jr_counter_state_hold (state, &error));
  g_assert_no_error (error);
  return state;
}

static void
save (JrCounterState *state)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (jr_counter_state_save (state, &error));
  g_assert_no_error (error);
}

static JrCommand *
new_command (const char *client, guint64 number, const char *case_id, const char *text)
{
  return jr_command_new (&(JrCommand){ .client = (char *) client,
                                       .number = number,
                                       .kind = JR_COMMAND_WITHDRAW,
                                       .case_id = (char *) case_id,
                                       .text = (char *) text });
}

static void
test_round_trip (void)
{
  g_autoptr (JrCounterState) first = hold ();
  g_autoptr (JrCommand)      command = new_command (first->client, 7, CASE_ID, "不办了");
  g_autofree char           *fingerprint = jr_counter_fingerprint (command);
  g_autoptr (JrCounterState) second = NULL;
  GStatBuf                   status;

  g_assert_cmpuint (first->number, ==, 0);
  g_assert_null (first->pending);
  first->number = 7;
  jr_counter_state_set_cursor (first, "c7");
  jr_counter_state_set_pending (first, command, fingerprint);
  save (first);
  jr_counter_state_release (first);
  g_assert_cmpint (g_stat (first->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  second = hold ();
  g_assert_cmpstr (second->client, ==, first->client);
  g_assert_cmpuint (second->number, ==, 7);
  g_assert_cmpstr (second->cursor, ==, "c7");
  g_assert_cmpuint (second->pending->number, ==, 7);
  g_assert_cmpstr (second->pending->text, ==, "不办了");
  g_assert_cmpstr (second->fingerprint, ==, fingerprint);

  jr_counter_state_set_pending (second, NULL, NULL);
  save (second);
  jr_counter_state_release (second);
  g_clear_pointer (&second, jr_counter_state_free);
  second = hold ();
  g_assert_null (second->pending);
  g_assert_null (second->fingerprint);
}

static void
test_each_key_has_its_own (void)
{
  g_autoptr (JrCounterState) one = jr_counter_state_new (URL, "jrk_1");
  g_autoptr (JrCounterState) other_key = jr_counter_state_new (URL, "jrk_2");
  g_autoptr (JrCounterState) other_hub = jr_counter_state_new ("https://b.example", "jrk_1");

  g_assert_cmpstr (one->path, !=, other_key->path);
  g_assert_cmpstr (one->path, !=, other_hub->path);
  /* The key itself is nowhere. */
  g_assert_null (strstr (one->path, "jrk_1"));
}

static void
test_damaged (void)
{
  static const char *const texts[] = {
    "",
    "{",
    "[]",
    "{\"version\":1}",
    "{\"version\":2,\"client\":\"c\",\"number\":1}",
    "{\"version\":1,\"client\":\"c\",\"number\":-1}",
    "{\"version\":1,\"client\":\"c\",\"number\":1,\"pending\":{\"kind\":\"x\"}}",
    "{\"version\":1,\"client\":\"c\",\"number\":1,\"fingerprint\":\"f\",\"pending\":{\"kind\":7}}",
  };
  g_autoptr (JrCounterState) state = jr_counter_state_new (URL, "jrk_damaged");
  g_autofree char           *folder = g_path_get_dirname (state->path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (state->path, texts[i], -1, NULL));
      g_assert_false (jr_counter_state_hold (state, &error));
      g_assert_error (error, JR_COUNTER_ERROR, JR_ERROR_CORRUPT);
      g_assert_nonnull (strstr (error->message, state->path));
      g_assert_false (jr_counter_state_is_held (state));
    }
}

typedef struct
{
  gint is_held;
} Race;

static gpointer
hold_later (gpointer data)
{
  Race                      *race = data;
  g_autoptr (JrCounterState) state = hold ();

  g_atomic_int_set (&race->is_held, 1);
  return NULL;
}

static void
test_one_at_a_time (void)
{
  g_autoptr (JrCounterState) state = hold ();
  Race                       race = { .is_held = 0 };
  GThread                   *other = g_thread_new ("other", hold_later, &race);

  g_usleep (200 * 1000);
  g_assert_cmpint (g_atomic_int_get (&race.is_held), ==, 0);
  jr_counter_state_release (state);
  g_thread_join (other);
  g_assert_cmpint (g_atomic_int_get (&race.is_held), ==, 1);
}

static void
test_fingerprint (void)
{
  g_autoptr (JrCommand) one = new_command ("a", 1, CASE_ID, "x");
  g_autoptr (JrCommand) same = new_command ("b", 2, CASE_ID, "x");
  g_autoptr (JrCommand) text = new_command ("a", 1, CASE_ID, "y");
  g_autoptr (JrCommand) place = new_command ("a", 1, "00000000-0000-4000-8000-00000000000b", "x");
  g_autofree char      *digest_one = jr_counter_fingerprint (one);
  g_autofree char      *digest_same = jr_counter_fingerprint (same);
  g_autofree char      *digest_text = jr_counter_fingerprint (text);
  g_autofree char      *digest_place = jr_counter_fingerprint (place);

  g_assert_cmpstr (digest_one, ==, digest_same);
  g_assert_cmpstr (digest_one, !=, digest_text);
  g_assert_cmpstr (digest_one, !=, digest_place);
}

static void
test_fingerprint_of_a_new_case (void)
{
  JrCommand             fields = { .kind = JR_COMMAND_SUBMIT,
                                   .case_id = (char *) CASE_ID,
                                   .item_code = (char *) "FOOD-1" };
  g_autoptr (JrCommand) one = jr_command_new (&fields);
  g_autoptr (JrCommand) again = NULL;
  g_autofree char      *digest_one = jr_counter_fingerprint (one);
  g_autofree char      *digest_again = NULL;

  fields.case_id = (char *) "00000000-0000-4000-8000-00000000000b";
  again = jr_command_new (&fields);
  digest_again = jr_counter_fingerprint (again);
  g_assert_cmpstr (digest_one, ==, digest_again);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/counter/state/round-trip", test_round_trip);
  g_test_add_func ("/counter/state/each-key-has-its-own", test_each_key_has_its_own);
  g_test_add_func ("/counter/state/damaged", test_damaged);
  g_test_add_func ("/counter/state/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/counter/state/fingerprint", test_fingerprint);
  g_test_add_func ("/counter/state/fingerprint-of-a-new-case", test_fingerprint_of_a_new_case);
  return g_test_run ();
}
