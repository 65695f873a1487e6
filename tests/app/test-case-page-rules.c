/* test-case-page-rules.c: what the decision panel offers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-decision-rules.h"
#include "jr-material-points.h"

#define NOW (G_GINT64_CONSTANT (1795000000000))

typedef struct
{
  JrReviewPhase phase;
  const char   *claimed_by;
  JrTime        until;
  const char   *decided_by;
  guint         stage;
} ReviewFields;

static JrActor *
make_reviewer (const char *user, const char *department)
{
  return jr_actor_new (&(JrActor){ .user = (char *) user,
                                   .name = (char *) user,
                                   .role = JR_ROLE_REVIEWER,
                                   .department = (char *) department });
}

static JrReview *
make_review (const char *department, const ReviewFields *fields)
{
  g_autoptr (JrActor)    claimed_by = NULL;
  g_autoptr (JrActor)    decided_by = NULL;
  g_autoptr (JrDecision) decision = NULL;

  if (fields->claimed_by != NULL)
    claimed_by = make_reviewer (fields->claimed_by, department);
  if (fields->decided_by != NULL)
    {
      decided_by = make_reviewer (fields->decided_by, department);
      decision =
        jr_decision_new (&(JrDecision){ .kind = JR_DECISION_APPROVE, .by = decided_by, .at = NOW });
    }
  return jr_review_new (&(JrReview){ .department = (char *) department,
                                     .stage = fields->stage,
                                     .phase = fields->phase,
                                     .claimed_by = claimed_by,
                                     .claim_until = fields->until,
                                     .decision = decision });
}

static JrCase *
make_case (JrCasePhase phase, JrPush push, const ReviewFields *mine, const ReviewFields *later)
{
  g_autoptr (GPtrArray) reviews = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_review_unref);

  g_ptr_array_add (reviews, make_review ("HR", mine));
  if (later != NULL)
    g_ptr_array_add (reviews, make_review ("PS", later));
  return jr_case_new (
    &(JrCase){ .id = "1", .number = "NW-1", .phase = phase, .push = push, .reviews = reviews });
}

static const ReviewFields later_decided = { JR_REVIEW_DECIDED, .decided_by = "chen", .stage = 1 };
/* What the panel shows wang of HR. */
static const struct
{
  JrCasePhase         phase;
  JrPush              push;
  ReviewFields        mine;
  const ReviewFields *later;
  JrPanelState        expected;
} rows[] = {
  { JR_CASE_IN_REVIEW, JR_PUSH_NONE, { JR_REVIEW_OPEN }, NULL, JR_PANEL_OPEN },
  { JR_CASE_IN_REVIEW, JR_PUSH_NONE, { JR_REVIEW_WAITING }, NULL, JR_PANEL_WAITING },
  { JR_CASE_IN_REVIEW, JR_PUSH_NONE, { JR_REVIEW_CLAIMED, "wang", NOW + 1 }, NULL, JR_PANEL_MINE },
  { JR_CASE_IN_REVIEW,
    JR_PUSH_NONE,
    { JR_REVIEW_CLAIMED, "li", NOW + 1 },
    NULL,
    JR_PANEL_COLLEAGUE },
  /* a lease that ran out */
  { JR_CASE_IN_REVIEW, JR_PUSH_NONE, { JR_REVIEW_CLAIMED, "li", NOW - 1 }, NULL, JR_PANEL_OPEN },
  { JR_CASE_IN_REVIEW,
    JR_PUSH_NONE,
    { JR_REVIEW_DECIDED, .decided_by = "wang" },
    NULL,
    JR_PANEL_RECALLABLE },
  { JR_CASE_DECIDED,
    JR_PUSH_DUE,
    { JR_REVIEW_DECIDED, .decided_by = "wang" },
    NULL,
    JR_PANEL_RECALLABLE },
  { JR_CASE_IN_REVIEW,
    JR_PUSH_NONE,
    { JR_REVIEW_DECIDED, .decided_by = "li" },
    NULL,
    JR_PANEL_DECIDED },
  { JR_CASE_IN_REVIEW,
    JR_PUSH_NONE,
    { JR_REVIEW_DECIDED, .decided_by = "wang" },
    &later_decided,
    JR_PANEL_DECIDED },
  { JR_CASE_DELIVERED,
    JR_PUSH_SENT,
    { JR_REVIEW_DECIDED, .decided_by = "wang" },
    NULL,
    JR_PANEL_DECIDED },
  { JR_CASE_AWAITING_SUPPLEMENT,
    JR_PUSH_RECEIVED,
    { JR_REVIEW_DECIDED, .decided_by = "wang" },
    NULL,
    JR_PANEL_DECIDED },
  { JR_CASE_DECIDED, JR_PUSH_DUE, { JR_REVIEW_OPEN }, NULL, JR_PANEL_CLOSED },
  { JR_CASE_WITHDRAWN, JR_PUSH_NONE, { JR_REVIEW_OPEN }, NULL, JR_PANEL_CLOSED },
};

static void
test_states (void)
{
  g_autoptr (JrActor) me = make_reviewer ("wang", "HR");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JrCase) state =
        make_case (rows[i].phase, rows[i].push, &rows[i].mine, rows[i].later);

      g_test_message ("row %u", i);
      g_assert_cmpint (jr_decision_rules_get_state (state, me, NOW), ==, rows[i].expected);
    }
}

static void
test_not_concerned (void)
{
  ReviewFields        open = { JR_REVIEW_OPEN };
  g_autoptr (JrCase)  state = make_case (JR_CASE_IN_REVIEW, JR_PUSH_NONE, &open, NULL);
  g_autoptr (JrActor) stranger = make_reviewer ("zhao", "MS");
  g_autoptr (JrActor) clerk =
    jr_actor_new (&(JrActor){ .user = "c", .name = "c", .role = JR_ROLE_SUPERVISOR });

  g_assert_cmpint (jr_decision_rules_get_state (state, stranger, NOW), ==, JR_PANEL_NOT_CONCERNED);
  g_assert_cmpint (jr_decision_rules_get_state (state, clerk, NOW), ==, JR_PANEL_NOT_CONCERNED);
  g_assert_cmpint (jr_decision_rules_get_state (state, NULL, NOW), ==, JR_PANEL_NOT_CONCERNED);
}

static void
test_only_free_reviews_can_be_decided (void)
{
  for (guint state = 0; state < JR_N_PANEL_STATES; state++)
    {
      gboolean can_decide = state == JR_PANEL_OPEN || state == JR_PANEL_MINE;

      g_assert_cmpint (jr_panel_state_can_decide (state), ==, can_decide);
      g_assert_cmpint (jr_panel_state_can_claim (state), ==, state == JR_PANEL_OPEN);
    }
}

static void
test_reasons_and_lists (void)
{
  g_autoptr (GPtrArray) nothing = jr_decision_rules_split (" \n\n");
  g_autoptr (GPtrArray) one = jr_decision_rules_split ("租赁合同\n");
  g_autofree char      *long_text = g_strnfill (2001, 'x');

  g_assert_cmpint (jr_decision_rules_check (JR_DECISION_APPROVE, NULL, NULL), ==,
                   JR_DECISION_FAULT_NONE);
  g_assert_cmpint (jr_decision_rules_check (JR_DECISION_REJECT, NULL, one), ==,
                   JR_DECISION_FAULT_NEEDS_REASONS);
  g_assert_cmpint (jr_decision_rules_check (JR_DECISION_REJECT, " \n", one), ==,
                   JR_DECISION_FAULT_NEEDS_REASONS);
  g_assert_cmpint (jr_decision_rules_check (JR_DECISION_REJECT, "不符合", NULL), ==,
                   JR_DECISION_FAULT_NONE);
  g_assert_cmpint (jr_decision_rules_check (JR_DECISION_RETURN, "x", nothing), ==,
                   JR_DECISION_FAULT_NEEDS_MISSING);
  g_assert_cmpint (jr_decision_rules_check (JR_DECISION_RETURN, NULL, one), ==,
                   JR_DECISION_FAULT_NONE);
  g_assert_cmpint (jr_decision_rules_check (JR_DECISION_APPROVE, long_text, NULL), ==,
                   JR_DECISION_FAULT_TOO_LONG);
}

static void
test_suggestions (void)
{
  g_autoptr (GPtrArray) materials =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_material_unref);
  g_autoptr (GPtrArray) documents =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);
  g_autoptr (GPtrArray) listed = jr_decision_rules_split ("租赁合同");
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (JrItem)    item = NULL;
  g_autoptr (JrCase)    state = NULL;

  g_ptr_array_add (materials, jr_material_new (&(JrMaterial){ .code = "photo", .name = "照片" }));
  g_ptr_array_add (materials, jr_material_new (&(JrMaterial){
                                .code = "form", .name = "申请表", .is_required = TRUE }));
  g_ptr_array_add (materials, jr_material_new (&(JrMaterial){
                                .code = "lease", .name = "租赁合同", .is_required = TRUE }));
  g_ptr_array_add (materials, jr_material_new (&(JrMaterial){
                                .code = "card", .name = "身份证", .is_required = TRUE }));
  g_ptr_array_add (documents, jr_document_new (&(JrDocument){
                                .sha256 = "a", .name = "a.pdf", .material = "form" }));
  g_ptr_array_add (documents, jr_document_new (&(JrDocument){ .sha256 = "b", .name = "b.pdf" }));
  item = jr_item_new (&(JrItem){ .code = "i", .name = "i", .materials = materials });
  state = jr_case_new (&(JrCase){ .id = "1", .number = "1", .documents = documents });

  names = jr_decision_rules_suggest (state, item, listed);
  g_assert_cmpuint (names->len, ==, 2);
  g_assert_cmpstr (names->pdata[0], ==, "身份证"); /* required ones first */
  g_assert_cmpstr (names->pdata[1], ==, "照片");
  g_clear_pointer (&names, g_ptr_array_unref);
  names = jr_decision_rules_suggest (state, NULL, listed);
  g_assert_cmpuint (names->len, ==, 0);
}

static void
test_lines (void)
{
  g_autoptr (GPtrArray) lines = jr_decision_rules_split ("  身份证 \n\n 租赁合同第 3 页\n");
  g_autoptr (GPtrArray) none = jr_decision_rules_split (NULL);
  g_autofree char      *text = jr_decision_rules_join (lines);

  g_assert_cmpuint (lines->len, ==, 2);
  g_assert_cmpstr (text, ==, "身份证\n租赁合同第 3 页");
  g_assert_null (jr_decision_rules_join (none));
}

static void
test_recall_window (void)
{
  ReviewFields       decided = { JR_REVIEW_DECIDED, .decided_by = "wang" };
  g_autoptr (JrCase) plain = make_case (JR_CASE_DECIDED, JR_PUSH_DUE, &decided, NULL);
  JrCase             fields = *plain;

  fields.push_at = NOW + 42000;
  g_assert_cmpint (jr_decision_rules_get_recall_left (&fields, NOW), ==, 42000);
  g_assert_cmpint (jr_decision_rules_get_recall_left (&fields, NOW + 50000), ==, 0);
  fields.push = JR_PUSH_SENT;
  g_assert_cmpint (jr_decision_rules_get_recall_left (&fields, NOW), ==, 0);
}

static void
test_ticks (void)
{
  const gboolean   ticks[] = { TRUE, FALSE, TRUE };
  g_autofree char *text = jr_material_points_write (ticks, 3);

  g_assert_cmpstr (text, ==, "0 2");
  g_assert_true (jr_material_points_is_ticked (text, 0));
  g_assert_false (jr_material_points_is_ticked (text, 1));
  g_assert_true (jr_material_points_is_ticked ("10 12", 12));
  g_assert_false (jr_material_points_is_ticked ("10 12", 1));
  g_assert_false (jr_material_points_is_ticked (NULL, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case-page/rules/states", test_states);
  g_test_add_func ("/case-page/rules/not-concerned", test_not_concerned);
  g_test_add_func ("/case-page/rules/can-decide", test_only_free_reviews_can_be_decided);
  g_test_add_func ("/case-page/rules/check", test_reasons_and_lists);
  g_test_add_func ("/case-page/rules/suggestions", test_suggestions);
  g_test_add_func ("/case-page/rules/lines", test_lines);
  g_test_add_func ("/case-page/rules/recall", test_recall_window);
  g_test_add_func ("/case-page/points", test_ticks);
  return g_test_run ();
}
