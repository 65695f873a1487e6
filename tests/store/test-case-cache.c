/* test-case-cache.c: what is remembered of cases is never another than what the database says
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "jr-case-cache-private.h"
#include "jr-case-table.h"
#include "jr-error.h"
#include "jr-wire.h"
#include "store-cases.h"

static JrCase *
load (Place *place)
{
  g_autoptr (GError) error = NULL;
  JrCase            *state = jr_case_table_load (place->database, case_id ("case-a"), &error);

  g_assert_no_error (error);
  return state;
}

static void
test_same_text_is_read_once (Place *place, gconstpointer data)
{
  g_autoptr (JrCase) first = NULL;
  g_autoptr (JrCase) second = NULL;

  create_room (place);
  submit_case (place, "case-a", "NW-1", "食品经营许可", MORNING);
  first = load (place);
  second = load (place);
  g_assert_true (first == second);
}

static JrEvent *
make_comment (const JrCase *state, const JrActor *somebody)
{
  return jr_event_new (&(JrEvent){ .kind = JR_EVENT_CASE_COMMENTED,
                                   .schema = 1,
                                   .case_id = state->id,
                                   .case_version = state->version + 1,
                                   .at = MORNING,
                                   .by = (JrActor *) somebody,
                                   .text = (char *) "你好" });
}

static void
comment_and_undo (Place *place, JrEvent *comment)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (JrCase)     next = NULL;
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;

  g_assert_true (jr_transaction_begin (&transaction, place->database, &error));
  g_assert_true (jr_case_table_apply (place->database, comment, 99, &next, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (next->version, ==, comment->case_version);
}

static void
test_undone_is_forgotten (Place *place, gconstpointer data)
{
  g_autoptr (JrCase)  before = NULL;
  g_autoptr (JrCase)  after = NULL;
  g_autoptr (JrActor) somebody = NULL;
  g_autoptr (JrEvent) comment = NULL;

  create_room (place);
  submit_case (place, "case-a", "NW-1", "食品经营许可", MORNING);
  before = load (place);
  somebody = jr_actor_new (
    &(JrActor){ .user = (char *) "wangmin", .name = (char *) "王敏", .role = JR_ROLE_SUPERVISOR });
  comment = make_comment (before, somebody);
  comment_and_undo (place, comment);
  after = load (place);
  g_assert_true (jr_case_equal (before, after));
}

static void
test_damage_is_noticed (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JrCase) before = NULL;
  g_autoptr (JrCase) changed = NULL;

  create_room (place);
  submit_case (place, "case-a", "NW-1", "食品经营许可", MORNING);
  before = load (place);
  place_tamper (place, "UPDATE cases SET json = replace (json, '食品', '药品')");
  changed = load (place);
  g_assert_cmpstr (before->item_name, ==, "食品经营许可");
  g_assert_cmpstr (changed->item_name, ==, "药品经营许可");
  place_tamper (place, "UPDATE cases SET json = '{'");
  g_assert_null (jr_case_table_load (place->database, case_id ("case-a"), &error));
  g_assert_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT);
}

/* Text and state for the case @i. */
static char *
make_case (const JrCase *pattern, guint i, JrCase **out_state)
{
  g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", i);
  JrCase           fields = *pattern;

  fields.id = id;
  *out_state = jr_case_new (&fields);
  return jr_wire_case_to_text (*out_state);
}

/* Whether the case @i is still remembered. */
static gboolean
has (JrCaseCache *cache, const JrCase *pattern, guint i)
{
  g_autoptr (JrCase) state = NULL;
  g_autofree char   *text = make_case (pattern, i, &state);
  g_autoptr (JrCase) found = jr_case_cache_find (cache, state->id, text);

  return found != NULL;
}

#define N_CASES 5000

static void
test_oldest_are_forgotten (Place *place, gconstpointer data)
{
  JrCaseCache       *cache = jr_case_cache_new ();
  g_autoptr (JrCase) pattern = NULL;

  create_room (place);
  submit_case (place, "case-a", "NW-1", "食品经营许可", MORNING);
  pattern = load (place);
  for (guint i = 0; i < N_CASES; i++)
    {
      g_autoptr (JrCase) state = NULL;
      g_autofree char   *text = make_case (pattern, i, &state);

      jr_case_cache_put (cache, text, state);
      /* Asked for all the time, the first one stays. */
      g_assert_true (has (cache, pattern, 0));
    }
  g_assert_true (has (cache, pattern, N_CASES - 1));
  g_assert_false (has (cache, pattern, 1));
  jr_case_cache_free (cache);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  place_test ("/store/case-cache/same-text-is-read-once", test_same_text_is_read_once);
  place_test ("/store/case-cache/undone-is-forgotten", test_undone_is_forgotten);
  place_test ("/store/case-cache/damage-is-noticed", test_damage_is_noticed);
  place_test ("/store/case-cache/oldest-are-forgotten", test_oldest_are_forgotten);
  return g_test_run ();
}
