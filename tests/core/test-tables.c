/* test-tables.c: every place × command and every place × event
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The two tables below say what must come of each; a cell that nobody thought of cannot exist. */

#include <string.h>

#include "core-places.h"
#include "jr-error.h"

/* "ok", or the first letters of the refusal's word. */
static const char *const commands_expected[FIRST_INNER_PLACE][JR_N_COMMAND_KINDS] = {
  /* clang-format off */
  /*                          submit  claim   release decide  recall   comment supple. withdr. push    receive */
  [PLACE_NOWHERE] =         { "ok",   "unkn", "unkn", "unkn", "unkn",  "unkn", "unkn", "unkn", "unkn", "unkn" },
  [PLACE_OPEN] =            { "dupl", "ok",   "wron", "ok",   "wron",  "ok",   "wron", "ok",   "wron", "wron" },
  [PLACE_CLAIMED] =         { "dupl", "ok",   "ok",   "ok",   "wron",  "ok",   "wron", "ok",   "wron", "wron" },
  [PLACE_CLAIMED_BY_ZHOU] = { "dupl", "clai", "clai", "clai", "wron",  "ok",   "wron", "ok",   "wron", "wron" },
  [PLACE_LEASE_OVER] =      { "dupl", "ok",   "clai", "ok",   "wron",  "ok",   "wron", "ok",   "wron", "wron" },
  [PLACE_DECIDED] =         { "dupl", "wron", "wron", "wron", "ok",    "ok",   "wron", "ok",   "wron", "wron" },
  [PLACE_DECIDED_BY_ZHOU] = { "dupl", "wron", "wron", "wron", "not-",  "ok",   "wron", "ok",   "wron", "wron" },
  [PLACE_SECOND_STAGE] =    { "dupl", "wron", "wron", "wron", "ok",    "ok",   "wron", "ok",   "wron", "wron" },
  [PLACE_AWAITING] =        { "dupl", "wron", "wron", "wron", "ok",    "ok",   "ok",   "ok",   "ok",   "wron" },
  [PLACE_AWAITING_SENT] =   { "dupl", "wron", "wron", "wron", "too-",  "ok",   "ok",   "ok",   "wron", "ok" },
  [PLACE_AWAITING_RECEIVED] = { "dupl", "wron", "wron", "wron", "too-", "ok",  "ok",   "ok",   "wron", "wron" },
  [PLACE_SUPPLEMENTED] =    { "dupl", "ok",   "wron", "ok",   "wron",  "ok",   "wron", "ok",   "wron", "wron" },
  [PLACE_APPROVED] =        { "dupl", "wron", "wron", "wron", "too-",  "ok",   "wron", "ok",   "ok",   "wron" },
  [PLACE_REJECTED] =        { "dupl", "wron", "wron", "wron", "ok",    "ok",   "wron", "ok",   "ok",   "wron" },
  [PLACE_DELIVERED] =       { "dupl", "wron", "wron", "wron", "too-",  "ok",   "wron", "too-", "wron", "ok" },
  [PLACE_RECEIVED] =        { "dupl", "wron", "wron", "wron", "too-",  "ok",   "wron", "too-", "wron", "wron" },
  [PLACE_WITHDRAWN] =       { "dupl", "wron", "wron", "wron", "wron",  "ok",   "wron", "wron", "wron", "wron" },
  /* clang-format on */
};

/* In the order of JrEventKind: submitted opened | claimed released decided recalled | commented | requested
 * supplemented | case-decided withdrawn | pushed received. */
static const char *const events_expected[N_PLACES] = {
  [PLACE_NOWHERE] = "s............",           [PLACE_OPEN] = "..c.d.C...w..",
  [PLACE_CLAIMED] = "..crd.C...w..",           [PLACE_CLAIMED_BY_ZHOU] = "..crd.C...w..",
  [PLACE_LEASE_OVER] = "..crd.C...w..",        [PLACE_DECIDED] = ".....RC...w..",
  [PLACE_DECIDED_BY_ZHOU] = ".....RC...w..",   [PLACE_SECOND_STAGE] = ".....RC...w..",
  [PLACE_AWAITING] = ".....RC.S.wp.",          [PLACE_AWAITING_SENT] = "......C.S.w.v",
  [PLACE_AWAITING_RECEIVED] = "......C.S.w..", [PLACE_SUPPLEMENTED] = "..c.d.C...w..",
  [PLACE_APPROVED] = "......C...wp.",          [PLACE_REJECTED] = ".....RC...wp.",
  [PLACE_DELIVERED] = "......C.....v",         [PLACE_RECEIVED] = "......C......",
  [PLACE_WITHDRAWN] = "......C......",         [PLACE_SUBMITTED] = ".o....C......",
  [PLACE_STAGE_APPROVED] = ".o...RC...w..",    [PLACE_LAST_APPROVED] = "......C..Dw..",
  [PLACE_ALL_RETURNED] = ".....RCq..w..",      [PLACE_ALL_REJECTED] = ".....RC..Dw..",
};

static const char event_letters[] = "socrdRCqSDwpv";
G_STATIC_ASSERT (sizeof event_letters == JR_N_EVENT_KINDS + 1);

static const JrActor *const senders[JR_N_COMMAND_KINDS] = {
  [JR_COMMAND_SUBMIT] = &window_3,
  [JR_COMMAND_CLAIM] = &wang,
  [JR_COMMAND_RELEASE] = &wang,
  [JR_COMMAND_DECIDE] = &wang,
  [JR_COMMAND_RECALL] = &wang,
  [JR_COMMAND_COMMENT] = &wang,
  [JR_COMMAND_SUPPLEMENT] = &window_3,
  [JR_COMMAND_WITHDRAW] = &window_3,
  [JR_COMMAND_PUSH] = &hub,
  [JR_COMMAND_RECEIVE] = &window_3,
};

static void
test_every_place_and_command (void)
{
  for (Place place = 0; place < FIRST_INNER_PLACE; place++)
    for (JrCommandKind kind = 0; kind < JR_N_COMMAND_KINDS; kind++)
      {
        g_autoptr (Play)      self = play_until (place);
        g_autoptr (JrCommand) command = make_command (kind);
        g_autoptr (JrRefusal) refusal = play_try (self, senders[kind], command);
        const char *word = refusal != NULL ? jr_refusal_code_to_string (refusal->code) : "ok";

        if (!g_str_has_prefix (word, commands_expected[place][kind]))
          g_error ("%s × %s: %s (%s)", place_names[place], jr_command_kind_to_string (kind), word,
                   refusal != NULL ? refusal->detail : "");
        if (self->state != NULL)
          assert_replays (self->events, self->state);
      }
}

/* With everything in it that any kind needs, fitting to where the case stands. */
static JrEvent *
make_event (const Play *self, JrEventKind kind)
{
  const JrCase          *state = self->state;
  g_autoptr (JrActor)    by = jr_actor_new (&wang);
  JrDecision             fields = { .kind = JR_DECISION_APPROVE, .by = by };
  g_autoptr (JrDecision) decision = jr_decision_new (&fields);
  g_autoptr (GPtrArray)  documents = make_documents (SECOND_SCAN);
  g_autoptr (GPtrArray)  notice =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_notice_line_unref);
  gboolean is_rejected = state != NULL && state->stage == 0;

  g_ptr_array_add (notice, jr_notice_line_new (&(JrNoticeLine){ .department = (char *) "HR" }));
  return jr_event_new (&(JrEvent){
    .kind = kind,
    .schema = 1,
    .case_id = (char *) CASE_ID,
    .case_version = state != NULL ? state->version + 1 : 1,
    .at = self->now,
    .by = by,
    .number = (char *) "NW1",
    .item_code = (char *) "HR-001",
    .stages = self->item->stages,
    .stage = state != NULL && state->phase != JR_CASE_SUBMITTED ? state->stage + 1 : 0,
    .documents = documents,
    .department = (char *) "HR",
    .until = self->now + 1,
    .decision = decision,
    .text = (char *) "说明",
    .notice = notice,
    .outcome = is_rejected ? JR_OUTCOME_REJECTED : JR_OUTCOME_APPROVED,
  });
}

static gboolean
is_taken (const Play *self, JrEventKind kind)
{
  g_autoptr (JrEvent) event = make_event (self, kind);
  g_autoptr (GError)  error = NULL;
  g_autoptr (JrCase)  next = jr_reducer_apply (self->state, event, &error);

  if (next == NULL)
    g_assert_error (error, JR_CORE_ERROR, JR_ERROR_CORRUPT);
  else
    g_assert_cmpuint (next->version, ==, event->case_version);
  return next != NULL;
}

static void
test_every_place_and_event (void)
{
  for (Place place = 0; place < N_PLACES; place++)
    for (JrEventKind kind = 0; kind < JR_N_EVENT_KINDS; kind++)
      {
        g_autoptr (Play) self = play_until (place);
        char             letter = is_taken (self, kind) ? event_letters[kind] : '.';

        if (letter != events_expected[place][kind])
          g_error ("%s × %s: %c", place_names[place], jr_event_kind_to_string (kind), letter);
      }
}

static void
test_places_reach_every_phase (void)
{
  guint case_phases = 0, review_phases = 0, pushes = 0;

  for (Place place = PLACE_OPEN; place < N_PLACES; place++)
    {
      g_autoptr (Play) self = play_until (place);

      case_phases |= 1u << self->state->phase;
      pushes |= 1u << self->state->push;
      for (guint i = 0; i < self->state->reviews->len; i++)
        review_phases |= 1u << ((JrReview *) g_ptr_array_index (self->state->reviews, i))->phase;
    }
  g_assert_cmphex (case_phases, ==, (1u << JR_N_CASE_PHASES) - 1);
  g_assert_cmphex (review_phases, ==, (1u << JR_N_REVIEW_PHASES) - 1);
  g_assert_cmphex (pushes, ==, (1u << (JR_PUSH_RECEIVED + 1)) - 1);
}

static void
test_every_role_and_command (void)
{
  static const char *const allowed[JR_N_ROLES] = {
    [JR_ROLE_REVIEWER] = ".claim.release.decide.recall.comment.",
    [JR_ROLE_SUPERVISOR] = ".comment.",
    [JR_ROLE_COUNTER] = ".submit.supplement.withdraw.receive.",
    [JR_ROLE_ADMINISTRATOR] = "",
    [JR_ROLE_AUDITOR] = "",
    [JR_ROLE_HUB] = ".push.",
  };
  static const JrActor *const actors[JR_N_ROLES] = {
    [JR_ROLE_REVIEWER] = &wang,       [JR_ROLE_SUPERVISOR] = &fang, [JR_ROLE_COUNTER] = &window_3,
    [JR_ROLE_ADMINISTRATOR] = &admin, [JR_ROLE_AUDITOR] = &auditor, [JR_ROLE_HUB] = &hub,
  };

  for (JrRole role = 0; role < JR_N_ROLES; role++)
    for (JrCommandKind kind = 0; kind < JR_N_COMMAND_KINDS; kind++)
      {
        g_autofree char      *word = g_strdup_printf (".%s.", jr_command_kind_to_string (kind));
        gboolean              may = strstr (allowed[role], word) != NULL;
        g_autoptr (Play)      self = play_until (PLACE_OPEN);
        g_autoptr (JrCommand) command = make_command (kind);
        g_autoptr (JrRefusal) refusal = play_try (self, actors[role], command);

        g_assert_cmpint (jr_role_may (role, kind), ==, may);
        g_assert_true (may != (refusal != NULL && refusal->code == JR_REFUSAL_NOT_ALLOWED));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tables/every-place-and-command", test_every_place_and_command);
  g_test_add_func ("/tables/every-place-and-event", test_every_place_and_event);
  g_test_add_func ("/tables/places-reach-every-phase", test_places_reach_every_phase);
  g_test_add_func ("/tables/every-role-and-command", test_every_role_and_command);
  return g_test_run ();
}
