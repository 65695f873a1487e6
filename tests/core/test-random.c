/* test-random.c: many people at random, and what must hold after each of their commands
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JR_TEST_SEED=N repeats a run. */

#include <string.h>

#include "core-testing.h"

#define CASES 300
#define STEPS 120

/* What reaches far is more frequent than what undoes. */
static const JrCommandKind habits[] = {
  JR_COMMAND_CLAIM,  JR_COMMAND_CLAIM,   JR_COMMAND_RELEASE,    JR_COMMAND_DECIDE,
  JR_COMMAND_DECIDE, JR_COMMAND_DECIDE,  JR_COMMAND_DECIDE,     JR_COMMAND_RECALL,
  JR_COMMAND_RECALL, JR_COMMAND_COMMENT, JR_COMMAND_SUPPLEMENT, JR_COMMAND_SUPPLEMENT,
  JR_COMMAND_PUSH,   JR_COMMAND_PUSH,    JR_COMMAND_RECEIVE,    JR_COMMAND_SUBMIT,
};

static const JrDecisionKind opinions[] = {
  JR_DECISION_APPROVE, JR_DECISION_APPROVE, JR_DECISION_APPROVE,
  JR_DECISION_REJECT,  JR_DECISION_RETURN,  JR_DECISION_RETURN,
};

static const JrActor *const people[] = { &wang, &zhou, &li,       &luo,  &luo,
                                         &fang, &hub,  &window_3, &admin };

/* Counts, to see that the runs reach everything. */
typedef struct
{
  guint accepted[JR_N_COMMAND_KINDS];
  guint refused[JR_N_REFUSAL_CODES];
  guint phases[JR_N_CASE_PHASES];
} Coverage;

static const char *const flows[] = {
  "HR", "HR GR", "HR GR/PS", "GR/HR/PS", "HR GR PS", "PS/HR GR"
};

static void
set_flow (Play *self, const char *flow)
{
  g_auto (GStrv)        parts = g_strsplit (flow, "/", -1);
  g_autoptr (GPtrArray) stages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  JrItem                fields = *self->item;
  JrItem               *item = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (stages, g_strsplit (parts[i], " ", -1));
  fields.stages = stages;
  item = jr_item_new (&fields);
  jr_item_unref (self->item);
  self->item = item;
}

static void
assert_review_holds (const JrCase *state, const JrReview *review)
{
  gboolean is_open = review->phase == JR_REVIEW_OPEN || review->phase == JR_REVIEW_CLAIMED;

  g_assert_true ((review->claimed_by != NULL) == (review->phase == JR_REVIEW_CLAIMED));
  g_assert_true ((review->claim_until != 0) == (review->phase == JR_REVIEW_CLAIMED));
  g_assert_true ((review->decision != NULL) == (review->phase == JR_REVIEW_DECIDED));
  g_assert_true ((review->opened_at == 0) == (review->phase == JR_REVIEW_WAITING));
  g_assert_cmpuint (review->version, <=, state->version);
  g_assert_true ((review->phase == JR_REVIEW_WAITING) == (review->stage > state->stage));
  if (review->stage < state->stage)
    {
      g_assert_cmpint (review->phase, ==, JR_REVIEW_DECIDED);
      g_assert_cmpint (review->decision->kind, ==, JR_DECISION_APPROVE);
    }
  if (is_open)
    g_assert_true (state->phase == JR_CASE_IN_REVIEW || state->phase == JR_CASE_WITHDRAWN);
}

static guint
count_decisions (const JrCase *state, JrDecisionKind kind)
{
  guint count = 0;

  for (guint i = 0; i < state->reviews->len; i++)
    {
      const JrReview *review = g_ptr_array_index (state->reviews, i);

      if (review->stage == state->stage && review->decision != NULL &&
          review->decision->kind == kind)
        count++;
    }
  return count;
}

static guint
count_open (const JrCase *state)
{
  guint count = 0;

  for (guint i = 0; i < state->reviews->len; i++)
    {
      const JrReview *review = g_ptr_array_index (state->reviews, i);

      if (review->stage == state->stage && review->phase != JR_REVIEW_DECIDED)
        count++;
    }
  return count;
}

static void
assert_outcome_holds (const JrCase *state)
{
  g_assert_cmpuint (count_open (state), ==, 0);
  if (state->outcome == JR_OUTCOME_APPROVED)
    {
      g_assert_cmpuint (state->stage + 1, ==, state->n_stages);
      g_assert_cmpuint (count_decisions (state, JR_DECISION_REJECT), ==, 0);
      g_assert_cmpuint (count_decisions (state, JR_DECISION_RETURN), ==, 0);
    }
  else
    {
      g_assert_cmpint (state->outcome, ==, JR_OUTCOME_REJECTED);
      g_assert_cmpuint (count_decisions (state, JR_DECISION_REJECT), >, 0);
    }
}

static void
assert_phase_holds (const JrCase *state)
{
  switch (state->phase)
    {
    case JR_CASE_SUBMITTED:
      g_assert_not_reached ();
    case JR_CASE_IN_REVIEW:
      g_assert_cmpuint (count_open (state), >, 0);
      g_assert_cmpint (state->push, ==, JR_PUSH_NONE);
      break;
    case JR_CASE_AWAITING_SUPPLEMENT:
      g_assert_cmpuint (count_open (state), ==, 0);
      g_assert_cmpuint (state->notice->len, ==, count_decisions (state, JR_DECISION_RETURN));
      g_assert_cmpuint (state->notice->len, >, 0);
      g_assert_cmpint (state->push, !=, JR_PUSH_NONE);
      break;
    case JR_CASE_DECIDED:
      assert_outcome_holds (state);
      g_assert_cmpint (state->push, ==, JR_PUSH_DUE);
      break;
    case JR_CASE_DELIVERED:
      assert_outcome_holds (state);
      g_assert_true (state->push == JR_PUSH_SENT || state->push == JR_PUSH_RECEIVED);
      break;
    case JR_CASE_WITHDRAWN:
      g_assert_nonnull (state->withdrawal_reason);
      g_assert_cmpint (state->push, ==, JR_PUSH_NONE);
      break;
    }
}

static void
assert_state_holds (const Play *self)
{
  const JrCase *state = self->state;

  g_assert_cmpuint (state->version, ==, self->events->len);
  g_assert_cmpuint (state->phase_version, <=, state->version);
  g_assert_cmpuint (state->documents_version, <=, state->phase_version);
  g_assert_true ((state->push == JR_PUSH_DUE) == (state->push_at != 0));
  if (state->phase != JR_CASE_DECIDED && state->phase != JR_CASE_DELIVERED)
    g_assert_cmpint (state->outcome, ==, JR_OUTCOME_NONE);
  assert_phase_holds (state);
  for (guint i = 0; i < state->reviews->len; i++)
    assert_review_holds (state, g_ptr_array_index (state->reviews, i));
}

/* Each notice that went out belongs to a round of its own: no applicant is told twice what one round has missed. */
static void
assert_one_notice_a_round (const Play *self)
{
  guint sent = 0;

  for (guint i = 0; i < self->events->len; i++)
    {
      const JrEvent *event = g_ptr_array_index (self->events, i);

      if (event->kind == JR_EVENT_CASE_SUPPLEMENTED)
        sent = 0;
      if (event->kind == JR_EVENT_RESULT_PUSHED)
        g_assert_cmpuint (++sent, ==, 1);
    }
}

static JrCommand *
make_random_command (GRand *rand, const Play *self)
{
  gboolean      is_withdrawal = g_rand_int_range (rand, 0, 60) == 0;
  JrCommandKind kind =
    is_withdrawal ? JR_COMMAND_WITHDRAW : habits[g_rand_int_range (rand, 0, G_N_ELEMENTS (habits))];
  JrDecisionKind         says = opinions[g_rand_int_range (rand, 0, G_N_ELEMENTS (opinions))];
  g_autoptr (JrDecision) decision = make_decision (says);
  g_autoptr (JrCommand)  plain = make_command (kind);
  JrCommand              fields = *plain;

  fields.decision = decision;
  if (self->state != NULL && g_rand_int_range (rand, 0, 5) == 0)
    fields.seen_version = (guint) g_rand_int_range (rand, 0, (int) self->state->version + 2);
  if (g_rand_int_range (rand, 0, 8) == 0)
    fields.text = NULL;
  if (g_rand_int_range (rand, 0, 8) == 0)
    fields.documents = NULL;
  if (g_rand_int_range (rand, 0, 20) == 0)
    fields.department = (char *) "GR";
  return jr_command_new (&fields);
}

static void
step (GRand *rand, Play *self, Coverage *coverage)
{
  const JrActor        *actor = people[g_rand_int_range (rand, 0, G_N_ELEMENTS (people))];
  g_autoptr (JrCommand) command = make_random_command (rand, self);
  g_autoptr (JrCase)    before = NULL;
  g_autoptr (JrRefusal) refusal = NULL;

  if (self->state == NULL)
    play_submit (self);
  self->now += g_rand_int_range (rand, 0, 8) == 0 ? JR_CLAIM_LEASE_DEFAULT
                                                  : g_rand_int_range (rand, 1, 30) * 1000;
  before = jr_case_new (self->state);
  refusal = play_try (self, actor, command);
  if (refusal != NULL)
    {
      g_assert_true (jr_case_equal (before, self->state));
      g_assert_null (strstr (refusal->detail, "cannot follow"));
      coverage->refused[refusal->code]++;
      return;
    }
  coverage->accepted[command->kind]++;
  coverage->phases[self->state->phase]++;
  assert_state_holds (self);
}

static void
assert_everything_happened (const Coverage *coverage)
{
  static const JrRefusalCode codes[] = {
    JR_REFUSAL_INVALID, JR_REFUSAL_NOT_ALLOWED, JR_REFUSAL_DUPLICATE, JR_REFUSAL_WRONG_PHASE,
    JR_REFUSAL_CLAIMED, JR_REFUSAL_CHANGED,     JR_REFUSAL_TOO_LATE,  JR_REFUSAL_INCOMPLETE,
  };

  for (guint i = JR_COMMAND_CLAIM; i < JR_N_COMMAND_KINDS; i++)
    g_assert_cmpuint (coverage->accepted[i], >, 0);
  for (guint i = JR_CASE_IN_REVIEW; i < JR_N_CASE_PHASES; i++)
    g_assert_cmpuint (coverage->phases[i], >, 0);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpuint (coverage->refused[codes[i]], >, 0);
}

static guint32
choose_seed (void)
{
  const char *given = g_getenv ("JR_TEST_SEED");
  guint64     seed = g_random_int ();

  if (given != NULL && !g_ascii_string_to_unsigned (given, 10, 0, G_MAXUINT32, &seed, NULL))
    g_error ("JR_TEST_SEED must be a number up to %u", G_MAXUINT32);
  g_print ("# JR_TEST_SEED=%u\n", (guint32) seed);
  return (guint32) seed;
}

static void
test_random_sequences (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (choose_seed ());
  Coverage          coverage = { .accepted = { 0 } };

  for (guint i = 0; i < CASES; i++)
    {
      g_autoptr (Play) self = play_new ();

      set_flow (self, flows[g_rand_int_range (rand, 0, G_N_ELEMENTS (flows))]);
      for (guint j = 0; j < STEPS; j++)
        step (rand, self, &coverage);
      assert_one_notice_a_round (self);
      assert_replays (self->events, self->state);
    }
  assert_everything_happened (&coverage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/random/sequences", test_random_sequences);
  return g_test_run ();
}
