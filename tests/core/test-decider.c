/* test-decider.c: the rules, told as stories
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core-places.h"

static const JrEvent *
last_event (Play *self, guint back)
{
  return g_ptr_array_index (self->events, self->events->len - 1 - back);
}

static void
test_submission_opens_the_first_stage (void)
{
  g_autoptr (Play) self = play_until (PLACE_OPEN);

  g_assert_cmpint (self->state->phase, ==, JR_CASE_IN_REVIEW);
  g_assert_cmpuint (self->state->version, ==, 2);
  g_assert_cmpstr (self->state->window, ==, "3");
  g_assert_cmpuint (self->state->n_stages, ==, 2);
  g_assert_cmpint (play_review (self, "HR")->phase, ==, JR_REVIEW_OPEN);
  g_assert_cmpint (play_review (self, "GR")->phase, ==, JR_REVIEW_OPEN);
  g_assert_cmpint (play_review (self, "PS")->phase, ==, JR_REVIEW_WAITING);
  g_assert_cmpint (play_review (self, "PS")->opened_at, ==, 0);
}

static JrRefusalCode
code_of_submission (const char   *id,
                    const JrItem *item,
                    const char   *number,
                    GPtrArray    *documents,
                    const char   *applicant_name)
{
  g_autoptr (JrActor)     counter = jr_actor_new (&window_3);
  g_autoptr (JrApplicant) applicant =
    jr_applicant_new (&(JrApplicant){ .name = (char *) applicant_name });
  g_autoptr (JrCommand) command =
    jr_command_new (&(JrCommand){ .kind = JR_COMMAND_SUBMIT,
                                  .case_id = (char *) id,
                                  .applicant = applicant_name != NULL ? applicant : NULL,
                                  .documents = documents });
  const JrDeciderContext context = {
    .now = NOON, .actor = counter, .item = item, .number = number, .applicant_hash = "salted"
  };
  g_autoptr (JrRefusal) refusal = NULL;
  g_autoptr (GPtrArray) events = jr_decider_decide (NULL, command, &context, &refusal);

  return events != NULL ? (JrRefusalCode) JR_N_REFUSAL_CODES : refusal->code;
}

#define ACCEPTED ((JrRefusalCode) JR_N_REFUSAL_CODES)

static GPtrArray *
make_document (const char *sha256, const char *name, const char *material, gint64 size)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);

  g_ptr_array_add (documents, jr_document_new (&(JrDocument){ .sha256 = (char *) sha256,
                                                              .name = (char *) name,
                                                              .material = (char *) material,
                                                              .size = size }));
  return documents;
}

static void
test_submission_must_be_usable (void)
{
  g_autoptr (JrItem)    item = make_item ();
  g_autoptr (GPtrArray) scans = make_documents (FIRST_SCAN);
  g_autofree char      *fifty = g_strnfill (JR_CASE_NUMBER_MAXIMUM, '9');
  g_autofree char      *longer = g_strnfill (JR_CASE_NUMBER_MAXIMUM + 1, '9');

  g_assert_cmpint (code_of_submission (CASE_ID, item, fifty, scans, "张伟"), ==, ACCEPTED);
  g_assert_cmpint (code_of_submission (CASE_ID, item, longer, scans, "张伟"), ==,
                   JR_REFUSAL_INVALID);
  g_assert_cmpint (code_of_submission (CASE_ID, item, "N\t1", scans, "张伟"), ==,
                   JR_REFUSAL_INVALID);
  g_assert_cmpint (code_of_submission (CASE_ID, item, NULL, scans, "张伟"), ==, JR_REFUSAL_INVALID);
  g_assert_cmpint (code_of_submission ("../../x", item, "N1", scans, "张伟"), ==,
                   JR_REFUSAL_INVALID);
  g_assert_cmpint (code_of_submission (NULL, item, "N1", scans, "张伟"), ==, JR_REFUSAL_INVALID);
  g_assert_cmpint (code_of_submission (CASE_ID, NULL, "N1", scans, "张伟"), ==,
                   JR_REFUSAL_UNKNOWN_ITEM);
  g_assert_cmpint (code_of_submission (CASE_ID, item, "N1", NULL, "张伟"), ==,
                   JR_REFUSAL_INCOMPLETE);
  g_assert_cmpint (code_of_submission (CASE_ID, item, "N1", scans, NULL), ==,
                   JR_REFUSAL_INCOMPLETE);
  g_assert_cmpint (code_of_submission (CASE_ID, item, "N1", scans, " "), ==, JR_REFUSAL_INCOMPLETE);
}

static void
test_documents_must_be_usable (void)
{
  static const struct
  {
    const char   *sha256;
    const char   *name;
    const char   *material;
    gint64        size;
    JrRefusalCode expected;
  } samples[] = {
    { FIRST_SCAN, "a.pdf", NULL, 1, ACCEPTED },
    { FIRST_SCAN, "a.pdf", "form", JR_DOCUMENT_SIZE_MAXIMUM, ACCEPTED },
    { FIRST_SCAN, "a.pdf", "fort", 1, JR_REFUSAL_INVALID },
    { FIRST_SCAN, "../a.pdf", NULL, 1, JR_REFUSAL_INVALID },
    { FIRST_SCAN, "a\n.pdf", NULL, 1, JR_REFUSAL_INVALID },
    { FIRST_SCAN, NULL, NULL, 1, JR_REFUSAL_INVALID },
    { FIRST_SCAN, "a.pdf", NULL, 0, JR_REFUSAL_INVALID },
    { FIRST_SCAN, "a.pdf", NULL, JR_DOCUMENT_SIZE_MAXIMUM + 1, JR_REFUSAL_INVALID },
    { "abc", "a.pdf", NULL, 1, JR_REFUSAL_INVALID },
    { NULL, "a.pdf", NULL, 1, JR_REFUSAL_INVALID },
  };
  g_autoptr (JrItem) item = make_item ();

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (GPtrArray) documents =
        make_document (samples[i].sha256, samples[i].name, samples[i].material, samples[i].size);

      g_assert_cmpint (code_of_submission (CASE_ID, item, "N1", documents, "张伟"), ==,
                       samples[i].expected);
    }
}

static void
test_all_approve_opens_the_next_stage (void)
{
  g_autoptr (Play) self = play_until (PLACE_SECOND_STAGE);

  g_assert_cmpint (last_event (self, 1)->kind, ==, JR_EVENT_REVIEW_DECIDED);
  g_assert_cmpint (last_event (self, 0)->kind, ==, JR_EVENT_STAGE_OPENED);
  g_assert_cmpuint (self->state->stage, ==, 1);
  g_assert_cmpint (play_review (self, "PS")->phase, ==, JR_REVIEW_OPEN);
  g_assert_cmpstr (self->state->phase_by->user, ==, li.user);
}

static void
test_last_approval_ends_the_case (void)
{
  g_autoptr (Play) self = play_until (PLACE_SECOND_STAGE);

  play_decide (self, &luo, JR_DECISION_APPROVE);
  g_assert_cmpint (self->state->phase, ==, JR_CASE_DECIDED);
  g_assert_cmpint (self->state->outcome, ==, JR_OUTCOME_APPROVED);
  g_assert_cmpint (self->state->push, ==, JR_PUSH_DUE);
  g_assert_cmpint (self->state->push_at, ==, self->now + JR_RECALL_WINDOW_DEFAULT);
}

static void
test_rejection_waits_for_the_round (void)
{
  g_autoptr (Play) self = play_until (PLACE_OPEN);

  play_decide (self, &wang, JR_DECISION_REJECT);
  g_assert_cmpint (self->state->phase, ==, JR_CASE_IN_REVIEW);
  play_decide (self, &li, JR_DECISION_RETURN);
  g_assert_cmpint (self->state->phase, ==, JR_CASE_DECIDED);
  g_assert_cmpint (self->state->outcome, ==, JR_OUTCOME_REJECTED);
  g_assert_cmpuint (self->state->notice->len, ==, 0);
  g_assert_cmpint (play_review (self, "PS")->phase, ==, JR_REVIEW_WAITING);
}

static void
test_one_notice_for_all (void)
{
  g_autoptr (Play)    self = play_until (PLACE_OPEN);
  const JrNoticeLine *first, *second;

  play_decide (self, &li, JR_DECISION_RETURN);
  g_assert_cmpuint (self->state->notice->len, ==, 0);
  play_decide (self, &wang, JR_DECISION_RETURN);
  g_assert_cmpint (self->state->phase, ==, JR_CASE_AWAITING_SUPPLEMENT);
  g_assert_cmpint (self->state->push, ==, JR_PUSH_DUE);
  g_assert_cmpuint (self->state->notice->len, ==, 2);
  first = g_ptr_array_index (self->state->notice, 0);
  second = g_ptr_array_index (self->state->notice, 1);
  g_assert_cmpstr (first->department, ==, "HR");
  g_assert_cmpstr (second->department, ==, "GR");
  g_assert_cmpstr (g_ptr_array_index (second->missing, 0), ==, "承诺书未签名");
}

static void
test_supplement_reopens_only_who_returned (void)
{
  g_autoptr (Play)  self = play_until (PLACE_AWAITING_RECEIVED);
  const JrDocument *added;

  play_simple (self, &window_3, JR_COMMAND_SUPPLEMENT);
  g_assert_cmpint (self->state->phase, ==, JR_CASE_IN_REVIEW);
  g_assert_cmpint (self->state->push, ==, JR_PUSH_NONE);
  g_assert_cmpuint (self->state->round, ==, 1);
  g_assert_cmpuint (self->state->notice->len, ==, 1);
  g_assert_cmpuint (self->state->documents->len, ==, 2);
  added = g_ptr_array_index (self->state->documents, 1);
  g_assert_cmpuint (added->round, ==, 1);
  g_assert_cmpint (play_review (self, "HR")->phase, ==, JR_REVIEW_OPEN);
  g_assert_cmpint (play_review (self, "GR")->phase, ==, JR_REVIEW_DECIDED);

  play_decide (self, &wang, JR_DECISION_APPROVE);
  g_assert_cmpuint (self->state->stage, ==, 1);
}

static void
test_supplement_needs_documents (void)
{
  g_autoptr (Play)      self = play_until (PLACE_AWAITING);
  g_autoptr (JrRefusal) refusal =
    play_refused (self, &window_3, &(JrCommand){ .kind = JR_COMMAND_SUPPLEMENT },
                  JR_REFUSAL_INCOMPLETE);

  g_assert_null (refusal->by);
}

static void
test_claim_tells_who_has_it (void)
{
  g_autoptr (Play)      self = play_until (PLACE_OPEN);
  JrTime                claimed_at = self->now;
  g_autoptr (JrRefusal) refusal = NULL;

  play_simple (self, &zhou, JR_COMMAND_CLAIM);
  self->now += JR_TIME_MINUTE;
  play_simple (self, &zhou, JR_COMMAND_CLAIM);
  g_assert_cmpint (play_review (self, "HR")->claim_until, ==, self->now + JR_CLAIM_LEASE_DEFAULT);
  refusal =
    play_refused (self, &wang, &(JrCommand){ .kind = JR_COMMAND_CLAIM }, JR_REFUSAL_CLAIMED);
  g_assert_cmpstr (refusal->by->user, ==, zhou.user);
  g_assert_cmpint (refusal->at, ==, claimed_at);
}

static void
test_lease_over_passes_on (void)
{
  g_autoptr (Play) self = play_until (PLACE_LEASE_OVER);

  play_simple (self, &wang, JR_COMMAND_CLAIM);
  g_assert_cmpstr (play_review (self, "HR")->claimed_by->user, ==, wang.user);
  g_assert_cmpint (play_review (self, "HR")->claimed_at, ==, self->now);
}

static void
test_other_departments_are_not_mine (void)
{
  static const JrCommandKind kinds[] = { JR_COMMAND_CLAIM, JR_COMMAND_RELEASE, JR_COMMAND_DECIDE,
                                         JR_COMMAND_RECALL };
  JrActor                    stranger = wang;

  stranger.department = (char *) "XX";
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (Play)      self = play_until (PLACE_OPEN);
      g_autoptr (JrRefusal) other =
        play_refused (self, &wang, &(JrCommand){ .kind = kinds[i], .department = (char *) "GR" },
                      JR_REFUSAL_NOT_ALLOWED);
      g_autoptr (JrRefusal) unasked =
        play_refused (self, &stranger, &(JrCommand){ .kind = kinds[i] }, JR_REFUSAL_NOT_ALLOWED);

      stranger.department = NULL;
      g_clear_pointer (&unasked, jr_refusal_unref);
      unasked =
        play_refused (self, &stranger, &(JrCommand){ .kind = kinds[i] }, JR_REFUSAL_NOT_ALLOWED);
      stranger.department = (char *) "XX";
    }
}

/* A decision on what was seen at @seen. */
static JrRefusal *
try_late_decision (Play *self, guint seen)
{
  g_autoptr (JrDecision) decision = make_decision (JR_DECISION_APPROVE);

  return play_try (self, &wang,
                   &(JrCommand){
                     .kind = JR_COMMAND_DECIDE, .seen_version = seen, .decision = decision });
}

static void
test_comments_and_others_are_no_conflict (void)
{
  g_autoptr (Play)      self = play_until (PLACE_OPEN);
  guint                 seen = self->state->version;
  g_autoptr (JrRefusal) refusal = NULL;

  play_simple (self, &fang, JR_COMMAND_COMMENT);
  play_simple (self, &li, JR_COMMAND_CLAIM);
  play_decide (self, &li, JR_DECISION_RETURN);
  refusal = try_late_decision (self, seen);
  g_assert_null (refusal);
}

static void
test_conflict_tells_the_truth (void)
{
  static const struct
  {
    Place          place;
    guint          seen;
    const JrActor *by; /* NULL: no conflict */
  } samples[] = {
    { PLACE_DECIDED_BY_ZHOU, 2, &zhou },  { PLACE_WITHDRAWN, 2, &window_3 },
    { PLACE_SUPPLEMENTED, 5, &window_3 }, { PLACE_REJECTED, 2, &wang },
    { PLACE_CLAIMED, 2, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (Play)      self = play_until (samples[i].place);
      g_autoptr (JrRefusal) refusal = try_late_decision (self, samples[i].seen);

      g_assert_true ((refusal == NULL) == (samples[i].by == NULL));
      if (refusal == NULL)
        continue;
      g_assert_cmpint (refusal->code, ==, JR_REFUSAL_CHANGED);
      g_assert_cmpstr (refusal->by->user, ==, samples[i].by->user);
      g_assert_cmpint (refusal->at, >=, NOON);
    }
}

static void
test_seen_version_must_exist (void)
{
  g_autoptr (Play)       self = play_until (PLACE_OPEN);
  g_autoptr (JrDecision) decision = make_decision (JR_DECISION_APPROVE);
  g_autoptr (JrRefusal)  refusal =
    play_refused (self, &wang,
                  &(JrCommand){ .kind = JR_COMMAND_DECIDE,
                                .seen_version = self->state->version + 1,
                                .decision = decision },
                  JR_REFUSAL_INVALID);
}

static void
test_decision_must_be_complete (void)
{
  g_autoptr (Play)       self = play_until (PLACE_OPEN);
  g_autoptr (JrDecision) mute = jr_decision_new (&(JrDecision){ .kind = JR_DECISION_REJECT });
  g_autoptr (JrRefusal)  incomplete =
    play_refused (self, &wang, &(JrCommand){ .kind = JR_COMMAND_DECIDE, .decision = mute },
                  JR_REFUSAL_INCOMPLETE);
  g_autoptr (JrRefusal) none =
    play_refused (self, &wang, &(JrCommand){ .kind = JR_COMMAND_DECIDE }, JR_REFUSAL_INVALID);
}

static JrRefusal *
try_stamp (Play *self, const char *sha256)
{
  g_autoptr (GPtrArray)  stamps = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_stamp_unref);
  g_autoptr (JrDecision) decision = NULL;

  g_ptr_array_add (stamps, jr_stamp_new (&(JrStamp){ .sha256 = (char *) sha256,
                                                     .width_um = JR_STAMP_DEFAULT_UM,
                                                     .height_um = JR_STAMP_DEFAULT_UM }));
  decision = jr_decision_new (&(JrDecision){ .kind = JR_DECISION_APPROVE, .stamps = stamps });
  return play_try (self, &wang, &(JrCommand){ .kind = JR_COMMAND_DECIDE, .decision = decision });
}

static void
test_stamps_are_on_the_case_s_documents (void)
{
  g_autoptr (Play)      self = play_until (PLACE_OPEN);
  g_autoptr (JrRefusal) foreign = try_stamp (self, SECOND_SCAN);
  g_autoptr (JrRefusal) own = try_stamp (self, FIRST_SCAN);

  g_assert_cmpint (foreign->code, ==, JR_REFUSAL_INVALID);
  g_assert_null (own);
  g_assert_cmpuint (play_review (self, "HR")->decision->stamps->len, ==, 1);
  g_assert_cmpstr (play_review (self, "HR")->decision->by->user, ==, wang.user);
  g_assert_cmpint (play_review (self, "HR")->decision->at, ==, self->now);
}

static void
test_recall_takes_the_notice_back (void)
{
  g_autoptr (Play) self = play_until (PLACE_AWAITING);

  play_simple (self, &wang, JR_COMMAND_RECALL);
  g_assert_cmpint (self->state->phase, ==, JR_CASE_IN_REVIEW);
  g_assert_cmpint (self->state->push, ==, JR_PUSH_NONE);
  g_assert_cmpuint (self->state->notice->len, ==, 0);
  g_assert_cmpint (play_review (self, "HR")->phase, ==, JR_REVIEW_CLAIMED);
  g_assert_cmpstr (play_review (self, "HR")->claimed_by->user, ==, wang.user);
  g_assert_cmpint (play_review (self, "HR")->claim_until, ==, self->now + JR_CLAIM_LEASE_DEFAULT);
  g_assert_cmpint (play_review (self, "GR")->phase, ==, JR_REVIEW_DECIDED);

  play_decide (self, &wang, JR_DECISION_APPROVE);
  g_assert_cmpuint (self->state->stage, ==, 1);
}

static void
test_recall_goes_back_a_stage (void)
{
  g_autoptr (Play)       self = play_until (PLACE_SECOND_STAGE);
  guint                  seen = self->state->version;
  g_autoptr (JrDecision) decision = make_decision (JR_DECISION_APPROVE);
  g_autoptr (JrRefusal)  refusal = NULL;

  play_simple (self, &luo, JR_COMMAND_CLAIM);
  play_simple (self, &wang, JR_COMMAND_RECALL);
  g_assert_cmpuint (self->state->stage, ==, 0);
  g_assert_cmpint (play_review (self, "PS")->phase, ==, JR_REVIEW_WAITING);
  g_assert_null (play_review (self, "PS")->claimed_by);

  refusal = play_refused (self, &luo,
                          &(JrCommand){
                            .kind = JR_COMMAND_DECIDE, .seen_version = seen, .decision = decision },
                          JR_REFUSAL_CHANGED);
  g_assert_cmpstr (refusal->by->user, ==, wang.user);
}

static void
test_recall_of_the_outcome (void)
{
  g_autoptr (Play) self = play_until (PLACE_APPROVED);

  play_simple (self, &luo, JR_COMMAND_RECALL);
  g_assert_cmpint (self->state->phase, ==, JR_CASE_IN_REVIEW);
  g_assert_cmpint (self->state->outcome, ==, JR_OUTCOME_NONE);
  g_assert_cmpint (self->state->push_at, ==, 0);
  play_simple (self, &wang, JR_COMMAND_RECALL);
  g_assert_cmpuint (self->state->stage, ==, 0);
}

/* One's decision is at version 3; a colleague's, which ended the round, came after what one saw. */
static void
test_recall_needs_no_news_of_others (void)
{
  g_autoptr (Play) self = play_until (PLACE_AWAITING);

  play (self, &wang, &(JrCommand){ .kind = JR_COMMAND_RECALL, .seen_version = 3 });
  g_assert_cmpint (self->state->phase, ==, JR_CASE_IN_REVIEW);
}

static void
test_recall_keeps_an_answered_notice (void)
{
  g_autoptr (Play) self = play_until (PLACE_SUPPLEMENTED);

  play_simple (self, &li, JR_COMMAND_RECALL);
  g_assert_cmpuint (self->state->notice->len, ==, 1);
}

static void
test_withdrawal_voids_the_outcome (void)
{
  g_autoptr (Play)      self = play_until (PLACE_APPROVED);
  g_autoptr (JrRefusal) mute =
    play_refused (self, &window_3, &(JrCommand){ .kind = JR_COMMAND_WITHDRAW },
                  JR_REFUSAL_INCOMPLETE);

  play_simple (self, &window_3, JR_COMMAND_WITHDRAW);
  g_assert_cmpint (self->state->phase, ==, JR_CASE_WITHDRAWN);
  g_assert_cmpint (self->state->outcome, ==, JR_OUTCOME_NONE);
  g_assert_cmpint (self->state->push, ==, JR_PUSH_NONE);
  g_assert_cmpstr (self->state->withdrawal_reason, ==, "说明");
}

static void
test_withdrawal_ends_claims (void)
{
  g_autoptr (Play) self = play_until (PLACE_CLAIMED);

  play_simple (self, &window_3, JR_COMMAND_WITHDRAW);
  g_assert_null (play_review (self, "HR")->claimed_by);
}

static void
test_comment_needs_words (void)
{
  g_autoptr (Play)      self = play_until (PLACE_OPEN);
  g_autofree char      *too_long = g_strnfill (JR_TEXT_MAXIMUM + 1, 'x');
  g_autoptr (JrRefusal) none =
    play_refused (self, &wang, &(JrCommand){ .kind = JR_COMMAND_COMMENT }, JR_REFUSAL_INCOMPLETE);
  g_autoptr (JrRefusal) blank =
    play_refused (self, &wang, &(JrCommand){ .kind = JR_COMMAND_COMMENT, .text = (char *) " " },
                  JR_REFUSAL_INVALID);
  g_autoptr (JrRefusal) endless =
    play_refused (self, &wang, &(JrCommand){ .kind = JR_COMMAND_COMMENT, .text = too_long },
                  JR_REFUSAL_INVALID);
}

static GPtrArray *
make_results (const char *original)
{
  GPtrArray *results = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_result_document_unref);

  g_ptr_array_add (results, jr_result_document_new (&(JrResultDocument){
                              .original = (char *) original, .name = (char *) "申请表.pdf" }));
  return results;
}

static void
test_push_waits_for_the_window (void)
{
  g_autoptr (Play)      self = play_until (PLACE_APPROVED);
  g_autoptr (GPtrArray) results = make_results (FIRST_SCAN);
  g_autoptr (JrRefusal) early = NULL;

  self->now = self->state->push_at - 1;
  early =
    play_refused (self, &hub, &(JrCommand){ .kind = JR_COMMAND_PUSH }, JR_REFUSAL_WRONG_PHASE);
  self->now++;
  play (self, &hub, &(JrCommand){ .kind = JR_COMMAND_PUSH, .results = results });
  g_assert_cmpint (self->state->phase, ==, JR_CASE_DELIVERED);
  g_assert_cmpint (self->state->push, ==, JR_PUSH_SENT);
  g_assert_cmpuint (self->state->results->len, ==, 1);

  play_simple (self, &window_3, JR_COMMAND_RECEIVE);
  g_assert_cmpint (self->state->push, ==, JR_PUSH_RECEIVED);
  g_assert_cmpstr (last_event (self, 0)->window, ==, "3");
}

/* Decided by a clock ten years ahead, which was put right then. */
static void
test_push_of_what_a_clock_ahead_decided (void)
{
  g_autoptr (Play)      self = play_until (PLACE_APPROVED);
  g_autoptr (JrRefusal) early = NULL;

  self->now = self->state->phase_at;
  early =
    play_refused (self, &hub, &(JrCommand){ .kind = JR_COMMAND_PUSH }, JR_REFUSAL_WRONG_PHASE);
  self->now -= G_GINT64_CONSTANT (3652) * 24 * JR_TIME_HOUR;
  play_simple (self, &hub, JR_COMMAND_PUSH);
  g_assert_cmpint (self->state->push, ==, JR_PUSH_SENT);
}

static void
test_push_of_wrong_results (void)
{
  g_autoptr (Play)      approved = play_until (PLACE_APPROVED);
  g_autoptr (Play)      awaiting = play_until (PLACE_AWAITING);
  g_autoptr (GPtrArray) foreign = make_results (SECOND_SCAN);
  g_autoptr (GPtrArray) own = make_results (FIRST_SCAN);
  g_autoptr (JrRefusal) first =
    play_refused (approved, &hub, &(JrCommand){ .kind = JR_COMMAND_PUSH, .results = foreign },
                  JR_REFUSAL_INVALID);
  g_autoptr (JrRefusal) second =
    play_refused (awaiting, &hub, &(JrCommand){ .kind = JR_COMMAND_PUSH, .results = own },
                  JR_REFUSAL_INVALID);
}

static void
test_same_arguments_same_events (void)
{
  g_autoptr (Play) first = play_until (PLACE_RECEIVED);
  g_autoptr (Play) second = play_until (PLACE_RECEIVED);

  g_assert_true (jr_case_equal (first->state, second->state));
  assert_replays (first->events, second->state);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add_func ("/decider/" path, test)
  ADD ("submission-opens-the-first-stage", test_submission_opens_the_first_stage);
  ADD ("submission-must-be-usable", test_submission_must_be_usable);
  ADD ("documents-must-be-usable", test_documents_must_be_usable);
  ADD ("all-approve-opens-the-next-stage", test_all_approve_opens_the_next_stage);
  ADD ("last-approval-ends-the-case", test_last_approval_ends_the_case);
  ADD ("rejection-waits-for-the-round", test_rejection_waits_for_the_round);
  ADD ("one-notice-for-all", test_one_notice_for_all);
  ADD ("supplement-reopens-only-who-returned", test_supplement_reopens_only_who_returned);
  ADD ("supplement-needs-documents", test_supplement_needs_documents);
  ADD ("claim-tells-who-has-it", test_claim_tells_who_has_it);
  ADD ("lease-over-passes-on", test_lease_over_passes_on);
  ADD ("other-departments-are-not-mine", test_other_departments_are_not_mine);
  ADD ("comments-and-others-are-no-conflict", test_comments_and_others_are_no_conflict);
  ADD ("conflict-tells-the-truth", test_conflict_tells_the_truth);
  ADD ("seen-version-must-exist", test_seen_version_must_exist);
  ADD ("decision-must-be-complete", test_decision_must_be_complete);
  ADD ("stamps-are-on-the-case's-documents", test_stamps_are_on_the_case_s_documents);
  ADD ("recall-takes-the-notice-back", test_recall_takes_the_notice_back);
  ADD ("recall-goes-back-a-stage", test_recall_goes_back_a_stage);
  ADD ("recall-of-the-outcome", test_recall_of_the_outcome);
  ADD ("recall-needs-no-news-of-others", test_recall_needs_no_news_of_others);
  ADD ("recall-keeps-an-answered-notice", test_recall_keeps_an_answered_notice);
  ADD ("withdrawal-voids-the-outcome", test_withdrawal_voids_the_outcome);
  ADD ("withdrawal-ends-claims", test_withdrawal_ends_claims);
  ADD ("comment-needs-words", test_comment_needs_words);
  ADD ("push-waits-for-the-window", test_push_waits_for_the_window);
  ADD ("push-of-what-a-clock-ahead-decided", test_push_of_what_a_clock_ahead_decided);
  ADD ("push-of-wrong-results", test_push_of_wrong_results);
  ADD ("same-arguments-same-events", test_same_arguments_same_events);
#undef ADD
  return g_test_run ();
}
