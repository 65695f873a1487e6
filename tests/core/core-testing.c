/* core-testing.c: a case that is played through, command by command
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core-testing.h"

#define ACTOR(variable, user_name, shown_name, its_role, its_department, its_window)               \
  const JrActor variable = { .user = (char *) (user_name),                                         \
                             .name = (char *) (shown_name),                                        \
                             .role = (its_role),                                                   \
                             .department = (char *) (its_department),                              \
                             .window = (char *) (its_window) }

ACTOR (wang, "wangmin", "王敏", JR_ROLE_REVIEWER, "HR", NULL);
ACTOR (zhou, "zhouting", "周婷", JR_ROLE_REVIEWER, "HR", NULL);
ACTOR (li, "liqiang", "李强", JR_ROLE_REVIEWER, "GR", NULL);
ACTOR (luo, "luozheng", "罗正", JR_ROLE_REVIEWER, "PS", NULL);
ACTOR (fang, "fangying", "方颖", JR_ROLE_SUPERVISOR, NULL, NULL);
ACTOR (window_3, "window-3", "3 号窗口", JR_ROLE_COUNTER, NULL, "3");
ACTOR (admin, "admin", "管理员", JR_ROLE_ADMINISTRATOR, NULL, NULL);
ACTOR (auditor, "audit", "审计", JR_ROLE_AUDITOR, NULL, NULL);
ACTOR (hub, "hub", "hub", JR_ROLE_HUB, NULL, NULL);

JrItem *
make_item (void)
{
  g_autoptr (GPtrArray) stages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GPtrArray) materials =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_material_unref);

  g_ptr_array_add (stages, g_strsplit ("HR GR", " ", -1));
  g_ptr_array_add (stages, g_strsplit ("PS", " ", -1));
  g_ptr_array_add (materials,
                   jr_material_new (&(JrMaterial){
                     .code = (char *) "form", .name = (char *) "申请表", .is_required = TRUE }));
  return jr_item_new (&(JrItem){ .code = (char *) "HR-001",
                                 .name = (char *) "灵活就业人员社会保险补贴",
                                 .version = 4,
                                 .stages = stages,
                                 .materials = materials });
}

Play *
play_new (void)
{
  Play *self = g_new0 (Play, 1);

  self->item = make_item ();
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_event_unref);
  self->now = NOON;
  return self;
}

void
play_free (Play *self)
{
  jr_item_unref (self->item);
  g_clear_pointer (&self->state, jr_case_unref);
  g_ptr_array_unref (self->events);
  g_free (self);
}

static void
take (Play *self, GPtrArray *events)
{
  g_assert_cmpuint (events->len, >, 0);
  for (guint i = 0; i < events->len; i++)
    {
      JrEvent           *event = g_ptr_array_index (events, i);
      g_autoptr (GError) error = NULL;
      JrCase            *next = jr_reducer_apply (self->state, event, &error);

      g_assert_no_error (error);
      g_clear_pointer (&self->state, jr_case_unref);
      self->state = next;
      g_ptr_array_add (self->events, jr_event_ref (event));
    }
}

JrRefusal *
play_try (Play *self, const JrActor *actor, const JrCommand *fields)
{
  JrCommand              complete = *fields;
  g_autoptr (JrActor)    who = jr_actor_new (actor);
  g_autoptr (JrCommand)  command = NULL;
  g_autoptr (GPtrArray)  events = NULL;
  JrRefusal             *refusal = NULL;
  const JrDeciderContext context = { .now = self->now,
                                     .claim_lease = JR_CLAIM_LEASE_DEFAULT,
                                     .recall_window = JR_RECALL_WINDOW_DEFAULT,
                                     .actor = who,
                                     .item = self->item,
                                     .number = "NW20260921001",
                                     .applicant_hash = "salted" };

  complete.case_id = (char *) CASE_ID;
  if (complete.seen_version == 0 && self->state != NULL)
    complete.seen_version = self->state->version;
  command = jr_command_new (&complete);
  events = jr_decider_decide (self->state, command, &context, &refusal);
  g_assert_true ((events == NULL) == (refusal != NULL));
  if (events != NULL)
    take (self, events);
  return refusal;
}

void
play (Play *self, const JrActor *actor, const JrCommand *fields)
{
  g_autoptr (JrRefusal) refusal = play_try (self, actor, fields);

  if (refusal != NULL)
    g_error ("%s by %s was refused: %s (%s)", jr_command_kind_to_string (fields->kind), actor->user,
             jr_refusal_code_to_string (refusal->code), refusal->detail);
}

JrRefusal *
play_refused (Play *self, const JrActor *actor, const JrCommand *fields, JrRefusalCode code)
{
  JrRefusal *refusal = play_try (self, actor, fields);

  g_assert_nonnull (refusal);
  g_assert_cmpstr (jr_refusal_code_to_string (refusal->code), ==, jr_refusal_code_to_string (code));
  g_assert_nonnull (refusal->detail);
  return refusal;
}

JrDecision *
make_decision (JrDecisionKind kind)
{
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);

  if (kind == JR_DECISION_RETURN)
    g_ptr_array_add (missing, g_strdup ("承诺书未签名"));
  return jr_decision_new (
    &(JrDecision){ .kind = kind,
                   .opinion = kind == JR_DECISION_REJECT ? (char *) "不符合条件" : NULL,
                   .missing = missing });
}

GPtrArray *
make_documents (const char *sha256)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);

  g_ptr_array_add (documents, jr_document_new (&(JrDocument){ .sha256 = (char *) sha256,
                                                              .name = (char *) "申请表.pdf",
                                                              .material = (char *) "form",
                                                              .size = 812 }));
  return documents;
}

JrCommand *
make_command (JrCommandKind kind)
{
  g_autoptr (JrApplicant) applicant = jr_applicant_new (&(JrApplicant){ .name = (char *) "张伟" });
  g_autoptr (GPtrArray)   documents = make_documents (SECOND_SCAN);
  g_autoptr (JrDecision)  decision = make_decision (JR_DECISION_APPROVE);

  return jr_command_new (
    &(JrCommand){ .kind = kind,
                  .applicant = applicant,
                  .documents = documents,
                  .decision = decision,
                  .item_code = (char *) "HR-001",
                  .text = kind == JR_COMMAND_RECALL ? NULL : (char *) "说明" });
}

void
play_submit (Play *self)
{
  g_autoptr (JrApplicant) applicant = jr_applicant_new (&(JrApplicant){ .name = (char *) "张伟" });
  g_autoptr (GPtrArray)   documents = make_documents (FIRST_SCAN);

  play (self, &window_3,
        &(JrCommand){ .kind = JR_COMMAND_SUBMIT, .applicant = applicant, .documents = documents });
}

void
play_decide (Play *self, const JrActor *actor, JrDecisionKind kind)
{
  g_autoptr (JrDecision) decision = make_decision (kind);

  play (self, actor, &(JrCommand){ .kind = JR_COMMAND_DECIDE, .decision = decision });
}

void
play_simple (Play *self, const JrActor *actor, JrCommandKind kind)
{
  g_autoptr (JrCommand) command = make_command (kind);

  play (self, actor, command);
}

void
play_push (Play *self)
{
  g_assert_cmpint (self->state->push, ==, JR_PUSH_DUE);
  self->now = self->state->push_at;
  play (self, &hub, &(JrCommand){ .kind = JR_COMMAND_PUSH });
}

const JrReview *
play_review (Play *self, const char *department)
{
  const JrReview *review = jr_case_find_review (self->state, department);

  g_assert_nonnull (review);
  return review;
}

void
assert_replays (GPtrArray *events, const JrCase *state)
{
  g_autoptr (JrCase) replayed = NULL;

  for (guint i = 0; i < events->len; i++)
    {
      g_autoptr (GError) error = NULL;
      JrCase            *next = jr_reducer_apply (replayed, g_ptr_array_index (events, i), &error);

      g_assert_no_error (error);
      g_clear_pointer (&replayed, jr_case_unref);
      replayed = next;
    }
  g_assert_true (jr_case_equal (replayed, state));
}
