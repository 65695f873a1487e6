/* test-reducer.c: events that the log of this program never holds
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core-places.h"
#include "jr-error.h"

/* The same events are reduced as they are, and with one thing wrong. */
typedef void (*Damage) (JrEvent *event);

static void
damage_case (JrEvent *event)
{
  event->case_id = (char *) "99999999-2222-4333-8444-555555555555";
}

static void
damage_no_case (JrEvent *event)
{
  event->case_id = NULL;
}

static void
damage_gap (JrEvent *event)
{
  event->case_version++;
}

static void
damage_repeat (JrEvent *event)
{
  event->case_version--;
}

static void
damage_actor (JrEvent *event)
{
  event->by = NULL;
}

static void
damage_kind (JrEvent *event)
{
  event->kind = (JrEventKind) JR_N_EVENT_KINDS;
}

static void
damage_stages (JrEvent *event)
{
  event->stages = NULL;
}

static void
damage_stage (JrEvent *event)
{
  event->stage++;
}

static void
damage_department (JrEvent *event)
{
  event->department = (char *) "PS";
}

static void
damage_decision (JrEvent *event)
{
  event->decision = NULL;
}

static void
damage_until (JrEvent *event)
{
  event->until = 0;
}

static void
damage_notice (JrEvent *event)
{
  event->notice = NULL;
}

static void
damage_documents (JrEvent *event)
{
  event->documents = NULL;
}

static void
damage_outcome (JrEvent *event)
{
  event->outcome =
    event->outcome == JR_OUTCOME_APPROVED ? JR_OUTCOME_REJECTED : JR_OUTCOME_APPROVED;
}

static void
damage_no_outcome (JrEvent *event)
{
  event->outcome = JR_OUTCOME_NONE;
}

static void
damage_text (JrEvent *event)
{
  event->text = NULL;
}

#define EVERY_KIND ((1u << JR_N_EVENT_KINDS) - 1)
#define K(kind) (1u << JR_EVENT_##kind)

static const struct
{
  const char *name;
  Damage      damage;
  guint       kinds;
} damages[] = {
  { "case", damage_case, EVERY_KIND & ~K (CASE_SUBMITTED) },
  { "no case", damage_no_case, EVERY_KIND },
  { "gap", damage_gap, EVERY_KIND },
  { "repeat", damage_repeat, EVERY_KIND },
  { "actor", damage_actor, EVERY_KIND },
  { "kind", damage_kind, EVERY_KIND },
  { "stages", damage_stages, K (CASE_SUBMITTED) },
  { "stage", damage_stage, K (STAGE_OPENED) },
  { "department", damage_department, K (REVIEW_CLAIMED) | K (REVIEW_RELEASED) },
  { "decision", damage_decision, K (REVIEW_DECIDED) },
  { "until", damage_until,
    K (REVIEW_CLAIMED) | K (REVIEW_RECALLED) | K (SUPPLEMENT_REQUESTED) | K (CASE_DECIDED) },
  { "notice", damage_notice, K (SUPPLEMENT_REQUESTED) },
  { "documents", damage_documents, K (CASE_SUPPLEMENTED) },
  { "outcome", damage_outcome, K (CASE_DECIDED) },
  { "no outcome", damage_no_outcome, K (CASE_DECIDED) },
  { "text", damage_text, K (CASE_COMMENTED) | K (CASE_WITHDRAWN) },
};

/* Through every kind of event. */
static Play *
play_long (void)
{
  Play *self = play_until (PLACE_CLAIMED);

  play_simple (self, &wang, JR_COMMAND_RELEASE);
  play_simple (self, &wang, JR_COMMAND_CLAIM);
  play_simple (self, &fang, JR_COMMAND_COMMENT);
  play_decide (self, &wang, JR_DECISION_RETURN);
  play_decide (self, &li, JR_DECISION_APPROVE);
  play_push (self);
  play_simple (self, &window_3, JR_COMMAND_RECEIVE);
  play_simple (self, &window_3, JR_COMMAND_SUPPLEMENT);
  play_decide (self, &wang, JR_DECISION_APPROVE);
  play_decide (self, &luo, JR_DECISION_APPROVE);
  play_simple (self, &luo, JR_COMMAND_RECALL);
  play_decide (self, &luo, JR_DECISION_REJECT);
  play_simple (self, &window_3, JR_COMMAND_WITHDRAW);
  return self;
}

static void
assert_refused (const JrCase *state, const JrEvent *fields, const char *what)
{
  g_autoptr (JrEvent) event = jr_event_new (fields);
  g_autoptr (GError)  error = NULL;
  g_autoptr (JrCase)  next = jr_reducer_apply (state, event, &error);

  if (next != NULL)
    g_error ("An event %u with a wrong %s was taken", event->case_version, what);
  g_assert_error (error, JR_CORE_ERROR, JR_ERROR_CORRUPT);
}

static void
try_damages (const JrCase *state, const JrEvent *event)
{
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      JrEvent fields = *event;

      if ((damages[i].kinds & (1u << event->kind)) == 0)
        continue;
      damages[i].damage (&fields);
      assert_refused (state, &fields, damages[i].name);
    }
}

static void
test_damaged_events_are_refused (void)
{
  g_autoptr (Play)   self = play_long ();
  g_autoptr (JrCase) state = NULL;
  guint              kinds = 0;

  for (guint i = 0; i < self->events->len; i++)
    {
      const JrEvent *event = g_ptr_array_index (self->events, i);
      JrCase        *next = NULL;

      try_damages (state, event);
      kinds |= 1u << event->kind;
      next = jr_reducer_apply (state, event, NULL);
      g_clear_pointer (&state, jr_case_unref);
      state = next;
    }
  g_assert_cmphex (kinds, ==, EVERY_KIND);
}

static void
test_newer_schema (void)
{
  g_autoptr (Play)    self = play_until (PLACE_OPEN);
  JrEvent             fields = *(JrEvent *) g_ptr_array_index (self->events, 0);
  g_autoptr (JrEvent) event = NULL;
  g_autoptr (GError)  error = NULL;

  fields.schema = 2;
  event = jr_event_new (&fields);
  g_assert_null (jr_reducer_apply (NULL, event, &error));
  g_assert_error (error, JR_CORE_ERROR, JR_ERROR_TOO_NEW);
}

static void
test_state_before_is_untouched (void)
{
  g_autoptr (Play)   self = play_until (PLACE_AWAITING);
  g_autoptr (JrCase) before = jr_case_ref (self->state);
  g_autoptr (JrCase) copy = jr_case_new (before);

  play_simple (self, &window_3, JR_COMMAND_SUPPLEMENT);
  play_simple (self, &window_3, JR_COMMAND_WITHDRAW);
  g_assert_true (jr_case_equal (before, copy));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reducer/damaged-events-are-refused", test_damaged_events_are_refused);
  g_test_add_func ("/reducer/newer-schema", test_newer_schema);
  g_test_add_func ("/reducer/state-before-is-untouched", test_state_before_is_untouched);
  return g_test_run ();
}
