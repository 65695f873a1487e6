/* test-records.c: what makes an item, a decision, a room or two equal cases
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "core-places.h"
#include "jr-error.h"
#include "jr-room.h"

static GPtrArray *
make_stages (const char *const *stages)
{
  GPtrArray *array = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; stages[i] != NULL; i++)
    g_ptr_array_add (array,
                     stages[i][0] != '\0' ? g_strsplit (stages[i], " ", -1) : g_new0 (char *, 1));
  return array;
}

static gboolean
stages_are_valid (const char *const *stages)
{
  g_autoptr (JrItem)    item = make_item ();
  g_autoptr (GPtrArray) array = make_stages (stages);
  JrItem                fields = *item;
  g_autoptr (JrItem)    changed = NULL;
  g_autoptr (GError)    error = NULL;
  gboolean              is_valid;

  fields.stages = array;
  changed = jr_item_new (&fields);
  is_valid = jr_item_validate (changed, &error);
  g_assert_true (is_valid == (error == NULL));
  if (!is_valid)
    g_assert_error (error, JR_CORE_ERROR, JR_ERROR_INVALID);
  return is_valid;
}

static void
test_item_stages (void)
{
  g_autoptr (GPtrArray) many = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i <= JR_STAGES_MAXIMUM; i++)
    g_ptr_array_add (many, g_strdup_printf ("D%u", i));
  g_ptr_array_add (many, NULL);
  g_assert_true (stages_are_valid ((const char *const[]){ "HR", NULL }));
  g_assert_true (stages_are_valid ((const char *const[]){ "HR GR", "PS", NULL }));
  g_assert_false (stages_are_valid ((const char *const[]){ NULL }));
  g_assert_false (stages_are_valid ((const char *const[]){ "HR", "", NULL }));
  g_assert_false (stages_are_valid ((const char *const[]){ "HR", "GR HR", NULL }));
  g_assert_false (stages_are_valid ((const char *const[]){ "HR\n", NULL }));
  g_assert_false (stages_are_valid ((const char *const *) many->pdata));
}

static gboolean
item_is_valid (const char *code, const char *name, const char *material, const char *point)
{
  g_autoptr (JrItem)    item = make_item ();
  g_autoptr (GPtrArray) materials =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_material_unref);
  g_autoptr (GPtrArray) points = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JrItem)    changed = NULL;

  g_ptr_array_add (materials, jr_material_new (&(JrMaterial){ .code = (char *) "form",
                                                              .name = (char *) "申请表" }));
  g_ptr_array_add (materials, jr_material_new (&(JrMaterial){ .code = (char *) material,
                                                              .name = (char *) "证明" }));
  g_ptr_array_add (points, g_strdup (point));
  changed = jr_item_new (&(JrItem){ .code = (char *) code,
                                    .name = (char *) name,
                                    .stages = item->stages,
                                    .materials = materials,
                                    .points = points });
  return jr_item_validate (changed, NULL);
}

static void
test_item_texts (void)
{
  g_autofree char *long_code = g_strnfill (JR_CODE_MAXIMUM + 1, 'x');
  g_autofree char *long_name = g_strnfill (JR_NAME_MAXIMUM + 1, 'x');
  g_autofree char *long_point = g_strnfill (JR_TEXT_MAXIMUM + 1, 'x');

  g_assert_true (item_is_valid ("A", "事项", "id", "签名齐全"));
  g_assert_false (item_is_valid (NULL, "事项", "id", "签名齐全"));
  g_assert_false (item_is_valid (long_code, "事项", "id", "签名齐全"));
  g_assert_false (item_is_valid ("A", NULL, "id", "签名齐全"));
  g_assert_false (item_is_valid ("A", " ", "id", "签名齐全"));
  g_assert_false (item_is_valid ("A", long_name, "id", "签名齐全"));
  g_assert_false (item_is_valid ("A", "事项", "form", "签名齐全"));
  g_assert_false (item_is_valid ("A", "事项", "", "签名齐全"));
  g_assert_false (item_is_valid ("A", "事项", "id", ""));
  g_assert_false (item_is_valid ("A", "事项", "id", long_point));
}

static const char *
fault_of (JrDecisionKind kind, const char *opinion, const char *missing, const JrStamp *stamp)
{
  g_autoptr (GPtrArray)  list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray)  stamps = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_stamp_unref);
  g_autoptr (JrDecision) decision = NULL;

  if (missing != NULL)
    g_ptr_array_add (list, g_strdup (missing));
  if (stamp != NULL)
    g_ptr_array_add (stamps, jr_stamp_new (stamp));
  decision = jr_decision_new (
    &(JrDecision){ .kind = kind, .opinion = (char *) opinion, .missing = list, .stamps = stamps });
  return jr_decision_get_fault (decision);
}

static void
test_decision_words (void)
{
  g_autofree char *long_text = g_strnfill (JR_TEXT_MAXIMUM + 1, 'x');

  g_assert_null (fault_of (JR_DECISION_APPROVE, NULL, NULL, NULL));
  g_assert_null (fault_of (JR_DECISION_APPROVE, "情况属实", NULL, NULL));
  g_assert_null (fault_of (JR_DECISION_REJECT, "不符合条件", NULL, NULL));
  g_assert_null (fault_of (JR_DECISION_RETURN, NULL, "承诺书", NULL));
  g_assert_nonnull (fault_of (JR_DECISION_APPROVE, " ", NULL, NULL));
  g_assert_nonnull (fault_of (JR_DECISION_APPROVE, long_text, NULL, NULL));
  g_assert_nonnull (fault_of (JR_DECISION_APPROVE, NULL, "承诺书", NULL));
  g_assert_nonnull (fault_of (JR_DECISION_REJECT, NULL, NULL, NULL));
  g_assert_nonnull (fault_of (JR_DECISION_RETURN, "缺材料", NULL, NULL));
  g_assert_nonnull (fault_of (JR_DECISION_RETURN, NULL, "\t", NULL));
}

static void
test_decision_stamps (void)
{
  const JrStamp good = { .sha256 = (char *) FIRST_SCAN,
                         .x_um = 10000,
                         .y_um = 0,
                         .width_um = JR_STAMP_DEFAULT_UM,
                         .height_um = JR_STAMP_DEFAULT_UM };
  JrStamp       bad[6];

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    bad[i] = good;
  bad[0].page = JR_DOCUMENT_PAGES_MAXIMUM;
  bad[1].x_um = -1;
  bad[2].y_um = JR_PAGE_SIDE_MAXIMUM_UM + 1;
  bad[3].width_um = JR_STAMP_MINIMUM_UM - 1;
  bad[4].height_um = JR_STAMP_MAXIMUM_UM + 1;
  bad[5].height_um = G_MININT64;
  g_assert_null (fault_of (JR_DECISION_APPROVE, NULL, NULL, &good));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_nonnull (fault_of (JR_DECISION_APPROVE, NULL, NULL, &bad[i]));
}

static void
test_room_finds_departments (void)
{
  g_autoptr (GPtrArray) departments =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_department_unref);
  g_autoptr (JrRoom) room = NULL;

  g_ptr_array_add (departments, jr_department_new (&(JrDepartment){ .code = (char *) "HR",
                                                                    .name = (char *) "人社" }));
  room = jr_room_new (&(JrRoom){ .code = (char *) "NW", .departments = departments });
  g_assert_cmpstr (jr_room_find_department (room, "HR")->name, ==, "人社");
  g_assert_null (jr_room_find_department (room, "PS"));
  g_assert_null (jr_room_find_department (room, NULL));
}

static void
test_case_lookups (void)
{
  g_autoptr (Play) self = play_until (PLACE_OPEN);

  g_assert_cmpstr (jr_case_find_review (self->state, "PS")->department, ==, "PS");
  g_assert_null (jr_case_find_review (self->state, "XX"));
  g_assert_null (jr_case_find_review (self->state, NULL));
  g_assert_nonnull (jr_case_find_document (self->state, FIRST_SCAN));
  g_assert_null (jr_case_find_document (self->state, SECOND_SCAN));
  g_assert_null (jr_case_find_document (self->state, NULL));
}

static void
test_pending (void)
{
  for (Place place = PLACE_OPEN; place < N_PLACES; place++)
    {
      g_autoptr (Play) self = play_until (place);
      gboolean         is_concluded = self->state->phase >= JR_CASE_DECIDED;

      g_assert_cmpint (jr_case_is_pending (self->state), ==, !is_concluded);
    }
}

typedef struct
{
  gsize    offset;
  gboolean is_text;
} Field;

static void
change_field (gpointer fields, const Field *field)
{
  gpointer place = G_STRUCT_MEMBER_P (fields, field->offset);

  if (field->is_text)
    *(const char **) place = "changed";
  else
    *(guint8 *) place ^= 1;
}

/* Each changes one field; none may go unnoticed. */
static const Field case_fields[] = {
  { G_STRUCT_OFFSET (JrCase, id), TRUE },
  { G_STRUCT_OFFSET (JrCase, number), TRUE },
  { G_STRUCT_OFFSET (JrCase, item_code), TRUE },
  { G_STRUCT_OFFSET (JrCase, item_name), TRUE },
  { G_STRUCT_OFFSET (JrCase, item_version), FALSE },
  { G_STRUCT_OFFSET (JrCase, window), TRUE },
  { G_STRUCT_OFFSET (JrCase, applicant_hash), TRUE },
  { G_STRUCT_OFFSET (JrCase, submitted_at), FALSE },
  { G_STRUCT_OFFSET (JrCase, phase), FALSE },
  { G_STRUCT_OFFSET (JrCase, outcome), FALSE },
  { G_STRUCT_OFFSET (JrCase, push), FALSE },
  { G_STRUCT_OFFSET (JrCase, push_at), FALSE },
  { G_STRUCT_OFFSET (JrCase, stage), FALSE },
  { G_STRUCT_OFFSET (JrCase, n_stages), FALSE },
  { G_STRUCT_OFFSET (JrCase, round), FALSE },
  { G_STRUCT_OFFSET (JrCase, version), FALSE },
  { G_STRUCT_OFFSET (JrCase, documents_version), FALSE },
  { G_STRUCT_OFFSET (JrCase, phase_version), FALSE },
  { G_STRUCT_OFFSET (JrCase, phase_at), FALSE },
  { G_STRUCT_OFFSET (JrCase, withdrawal_reason), TRUE },
};

static void
test_equal_sees_each_field (void)
{
  g_autoptr (Play)   self = play_until (PLACE_OPEN);
  g_autoptr (JrCase) same = jr_case_new (self->state);

  g_assert_true (jr_case_equal (self->state, same));
  for (guint i = 0; i < G_N_ELEMENTS (case_fields); i++)
    {
      JrCase             fields = *self->state;
      g_autoptr (JrCase) changed = NULL;

      change_field (&fields, &case_fields[i]);
      changed = jr_case_new (&fields);
      g_assert_false (jr_case_equal (self->state, changed));
      g_assert_false (jr_case_equal (changed, self->state));
    }
}

/* One of everything that a case can hold. */
typedef struct
{
  JrActor          actor;
  JrStamp          stamp;
  const char      *missing;
  JrDecision       decision;
  JrReview         review;
  JrDocument       document;
  const char      *line_missing;
  JrNoticeLine     line;
  JrResultDocument result;
} Parts;

static GPtrArray *
make_list (gpointer element, GDestroyNotify element_free)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (element_free);

  g_ptr_array_add (list, element);
  return list;
}

static JrReview *
make_review (const Parts *parts, JrActor *actor)
{
  g_autoptr (GPtrArray) missing = make_list (g_strdup (parts->missing), g_free);
  g_autoptr (GPtrArray) stamps =
    make_list (jr_stamp_new (&parts->stamp), (GDestroyNotify) jr_stamp_unref);
  JrDecision             said = parts->decision;
  g_autoptr (JrDecision) decision = NULL;
  JrReview               review = parts->review;

  said.missing = missing;
  said.stamps = stamps;
  said.by = actor;
  decision = jr_decision_new (&said);
  review.decision = decision;
  review.claimed_by = actor;
  return jr_review_new (&review);
}

static JrCase *
make_case (const Parts *parts)
{
  g_autoptr (JrActor)   actor = jr_actor_new (&parts->actor);
  g_autoptr (GPtrArray) reviews =
    make_list (make_review (parts, actor), (GDestroyNotify) jr_review_unref);
  g_autoptr (GPtrArray) documents =
    make_list (jr_document_new (&parts->document), (GDestroyNotify) jr_document_unref);
  g_autoptr (GPtrArray) results =
    make_list (jr_result_document_new (&parts->result), (GDestroyNotify) jr_result_document_unref);
  g_autoptr (GPtrArray) missing = make_list (g_strdup (parts->line_missing), g_free);
  JrNoticeLine          line = parts->line;
  g_autoptr (GPtrArray) notice = NULL;

  line.missing = missing;
  notice = make_list (jr_notice_line_new (&line), (GDestroyNotify) jr_notice_line_unref);
  return jr_case_new (
    &(JrCase){ .reviews = reviews, .documents = documents, .results = results, .notice = notice });
}

static const Field part_fields[] = {
  { G_STRUCT_OFFSET (Parts, actor.user), TRUE },
  { G_STRUCT_OFFSET (Parts, actor.name), TRUE },
  { G_STRUCT_OFFSET (Parts, actor.role), FALSE },
  { G_STRUCT_OFFSET (Parts, actor.department), TRUE },
  { G_STRUCT_OFFSET (Parts, actor.window), TRUE },
  { G_STRUCT_OFFSET (Parts, stamp.sha256), TRUE },
  { G_STRUCT_OFFSET (Parts, stamp.page), FALSE },
  { G_STRUCT_OFFSET (Parts, stamp.x_um), FALSE },
  { G_STRUCT_OFFSET (Parts, stamp.y_um), FALSE },
  { G_STRUCT_OFFSET (Parts, stamp.width_um), FALSE },
  { G_STRUCT_OFFSET (Parts, stamp.height_um), FALSE },
  { G_STRUCT_OFFSET (Parts, missing), TRUE },
  { G_STRUCT_OFFSET (Parts, decision.kind), FALSE },
  { G_STRUCT_OFFSET (Parts, decision.opinion), TRUE },
  { G_STRUCT_OFFSET (Parts, decision.at), FALSE },
  { G_STRUCT_OFFSET (Parts, review.department), TRUE },
  { G_STRUCT_OFFSET (Parts, review.stage), FALSE },
  { G_STRUCT_OFFSET (Parts, review.phase), FALSE },
  { G_STRUCT_OFFSET (Parts, review.version), FALSE },
  { G_STRUCT_OFFSET (Parts, review.opened_at), FALSE },
  { G_STRUCT_OFFSET (Parts, review.claimed_at), FALSE },
  { G_STRUCT_OFFSET (Parts, review.claim_until), FALSE },
  { G_STRUCT_OFFSET (Parts, document.sha256), TRUE },
  { G_STRUCT_OFFSET (Parts, document.name), TRUE },
  { G_STRUCT_OFFSET (Parts, document.material), TRUE },
  { G_STRUCT_OFFSET (Parts, document.size), FALSE },
  { G_STRUCT_OFFSET (Parts, document.round), FALSE },
  { G_STRUCT_OFFSET (Parts, line_missing), TRUE },
  { G_STRUCT_OFFSET (Parts, line.department), TRUE },
  { G_STRUCT_OFFSET (Parts, line.opinion), TRUE },
  { G_STRUCT_OFFSET (Parts, result.original), TRUE },
  { G_STRUCT_OFFSET (Parts, result.stamped), TRUE },
  { G_STRUCT_OFFSET (Parts, result.name), TRUE },
  { G_STRUCT_OFFSET (Parts, result.size), FALSE },
  { G_STRUCT_OFFSET (Parts, result.fault), TRUE },
};

static void
test_equal_sees_each_part (void)
{
  const Parts        plain = { .missing = "x", .line_missing = "x" };
  g_autoptr (JrCase) first = make_case (&plain);
  g_autoptr (JrCase) same = make_case (&plain);

  g_assert_true (jr_case_equal (first, same));
  for (guint i = 0; i < G_N_ELEMENTS (part_fields); i++)
    {
      Parts              parts = plain;
      g_autoptr (JrCase) changed = NULL;

      change_field (&parts, &part_fields[i]);
      changed = make_case (&parts);
      if (jr_case_equal (first, changed) || jr_case_equal (changed, first))
        g_error ("The change of part %u went unnoticed", i);
    }
}

static void
test_equal_sees_who (void)
{
  g_autoptr (Play)    self = play_until (PLACE_OPEN);
  g_autoptr (JrActor) other = jr_actor_new (&zhou);
  JrCase              fields = *self->state;
  g_autoptr (JrCase)  changed = NULL;

  fields.phase_by = other;
  changed = jr_case_new (&fields);
  g_assert_false (jr_case_equal (self->state, changed));
}

/* Places of one and the same case differ in reviews, documents, notice or results. */
static void
test_places_differ (void)
{
  for (Place a = PLACE_OPEN; a < N_PLACES; a++)
    for (Place b = PLACE_OPEN; b < N_PLACES; b++)
      {
        g_autoptr (Play) left = play_until (a);
        g_autoptr (Play) right = play_until (b);
        gboolean         are_same =
          a == b || (MIN (a, b) == PLACE_CLAIMED_BY_ZHOU && MAX (a, b) == PLACE_LEASE_OVER);

        g_assert_cmpint (jr_case_equal (left->state, right->state), ==, are_same);
      }
}

static void
test_free_for (void)
{
  g_autoptr (JrActor)  holder = jr_actor_new (&wang);
  g_autoptr (JrReview) review = jr_review_new (&(JrReview){ .department = (char *) "HR",
                                                            .phase = JR_REVIEW_CLAIMED,
                                                            .claimed_by = holder,
                                                            .claim_until = NOON });

  g_assert_true (jr_review_is_free_for (review, "wangmin", NOON - 1));
  g_assert_false (jr_review_is_free_for (review, "zhouting", NOON - 1));
  g_assert_true (jr_review_is_free_for (review, "zhouting", NOON));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/records/item-stages", test_item_stages);
  g_test_add_func ("/records/item-texts", test_item_texts);
  g_test_add_func ("/records/decision-words", test_decision_words);
  g_test_add_func ("/records/decision-stamps", test_decision_stamps);
  g_test_add_func ("/records/room-finds-departments", test_room_finds_departments);
  g_test_add_func ("/records/case-lookups", test_case_lookups);
  g_test_add_func ("/records/pending", test_pending);
  g_test_add_func ("/records/equal-sees-each-field", test_equal_sees_each_field);
  g_test_add_func ("/records/equal-sees-each-part", test_equal_sees_each_part);
  g_test_add_func ("/records/equal-sees-who", test_equal_sees_who);
  g_test_add_func ("/records/places-differ", test_places_differ);
  g_test_add_func ("/records/free-for", test_free_for);
  return g_test_run ();
}
