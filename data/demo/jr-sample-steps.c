/* jr-sample-steps.c: the single steps of a day in the sample room
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-sample-day.h"

#include "jr-id.h"

/* What one person does in one moment: hand in, claim, decide with an opinion and a mark, receive, bring a supplement. */

#define UM_PER_MM 1000

gpointer
jr_sample_day_pick (JrSampleDay *self, GPtrArray *array)
{
  return array->pdata[g_rand_int_range (self->rand, 0, array->len)];
}

JrCase *
jr_sample_day_load_case (JrSampleDay *self, const char *id, GError **error)
{
  JrSampleActor         *reviewer = self->reviewers->pdata[0];
  g_autoptr (JrCaseFile) file = jr_hub_client_load_case (reviewer->client, id, NULL, error);

  return file != NULL ? jr_case_ref (file->state) : NULL;
}

/* People bring what they must, and sometimes what they may. */
static gboolean
brings (const JrSampleCase *wanted, guint index)
{
  const JrSampleMaterial *material = wanted->item->materials->pdata[index];

  return material->is_required || wanted->person->serial % 2 == 0;
}

static const JrSamplePerson *
pick_person (JrSampleDay *self, guint n_people)
{
  if (self->people->len >= n_people)
    return jr_sample_day_pick (self, self->people);
  g_ptr_array_add (self->people,
                   jr_sample_person_new (self->plan, self->rand, self->people->len + 1));
  return self->people->pdata[self->people->len - 1];
}

JrSampleCase *
jr_sample_day_apply (JrSampleDay *self, guint n_people)
{
  JrSampleCase *wanted = g_new0 (JrSampleCase, 1);
  /* Items by turns, so that each department has work. */
  guint turn = self->n_submitted++;

  wanted->id = jr_id_new ();
  wanted->person = pick_person (self, n_people);
  wanted->item = self->plan->items->pdata[(turn * 5 + turn / 12) % self->plan->items->len];
  for (guint i = 0; i < wanted->item->materials->len; i++)
    if (brings (wanted, i))
      jr_sample_papers_want (self->papers, wanted->person, wanted->item,
                             wanted->item->materials->pdata[i], 0);
  g_ptr_array_add (self->open, wanted);
  return wanted;
}

static gboolean
upload (JrSampleDay            *self,
        JrSampleActor          *window,
        const JrSampleCase     *wanted,
        const JrSampleMaterial *material,
        guint                   round,
        GPtrArray              *documents,
        GError                **error)
{
  const char *path =
    jr_sample_papers_want (self->papers, wanted->person, wanted->item, material, round);
  g_autofree char *name = g_strconcat (material->name, ".pdf", NULL);
  g_autofree char *sha256 = NULL;
  gint64           size;

  if (!jr_hub_client_put_blob (window->client, path, &sha256, &size, NULL, error))
    return FALSE;
  g_ptr_array_add (documents, jr_document_new (&(JrDocument){ .sha256 = sha256,
                                                              .name = name,
                                                              .material = (char *) material->code,
                                                              .size = size }));
  return TRUE;
}

gboolean
jr_sample_day_submit (JrSampleDay *self, const JrSampleCase *wanted, GError **error)
{
  JrSampleActor        *window = jr_sample_day_pick (self, self->windows);
  g_autoptr (GPtrArray) documents =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);
  g_autoptr (JrApplicant) applicant =
    jr_applicant_new (&(JrApplicant){ .name = wanted->person->name,
                                      .id_number = wanted->person->id_number,
                                      .phone = wanted->person->phone });
  g_autoptr (JrAnswer) answer = NULL;

  for (guint i = 0; i < wanted->item->materials->len; i++)
    if (brings (wanted, i) &&
        !upload (self, window, wanted, wanted->item->materials->pdata[i], 0, documents, error))
      return FALSE;
  answer = jr_sample_actor_send (window,
                                 &(JrCommand){ .kind = JR_COMMAND_SUBMIT,
                                               .case_id = wanted->id,
                                               .item_code = (char *) wanted->item->code,
                                               .applicant = applicant,
                                               .documents = documents },
                                 error);
  return answer != NULL;
}

/* The last of a department's reviewers: the first of all is the newcomer's desk. */
static JrSampleActor *
find_reviewer (JrSampleDay *self, const char *department)
{
  for (guint i = self->reviewers->len; i > 0; i--)
    {
      JrSampleActor *reviewer = self->reviewers->pdata[i - 1];

      if (g_strcmp0 (reviewer->department, department) == 0)
        return reviewer;
    }
  return NULL;
}

const JrReview *
jr_sample_day_find_review (JrSampleDay *self, const JrCase *current, gboolean may_be_claimed)
{
  for (guint i = 0; i < current->reviews->len; i++)
    {
      const JrReview *review = current->reviews->pdata[i];
      JrSampleActor  *reviewer = find_reviewer (self, review->department);

      if (reviewer == NULL)
        continue;
      if (review->phase == JR_REVIEW_OPEN)
        return review;
      if (may_be_claimed && review->phase == JR_REVIEW_CLAIMED &&
          g_str_equal (review->claimed_by->user, reviewer->user))
        return review;
    }
  return NULL;
}

/* In the boxes for opinions at the foot of the form, side by side, as people do it. */
static GPtrArray *
place_stamp (JrSampleDay *self, const JrCase *current, const JrReview *review)
{
  g_autoptr (GPtrArray) stamps = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_stamp_unref);
  const JrDocument     *form = current->documents->pdata[0];
  guint                 place = 0;
  gint64                x_mm, y_mm;

  while (current->reviews->pdata[place] != review)
    place++;
  x_mm = 146 - 84 * (place % 2) + g_rand_int_range (self->rand, -3, 4);
  y_mm = 212 - 36 * (place / 2) + g_rand_int_range (self->rand, -3, 4);
  g_ptr_array_add (stamps, jr_stamp_new (&(JrStamp){ .sha256 = form->sha256,
                                                     .x_um = x_mm * UM_PER_MM,
                                                     .y_um = y_mm * UM_PER_MM,
                                                     .width_um = JR_STAMP_DEFAULT_UM,
                                                     .height_um = JR_STAMP_DEFAULT_UM }));
  return g_steal_pointer (&stamps);
}

/* What is wrong with one of the papers that the item asks for. */
static GPtrArray *
find_missing (JrSampleDay *self, const JrCase *current)
{
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->plan->items->len; i++)
    {
      const JrSampleItem     *item = self->plan->items->pdata[i];
      const JrSampleMaterial *material = jr_sample_day_pick (self, item->materials);
      const char *words = jr_sample_plan_pick_missing (self->plan, self->rand, material->scan);

      if (g_str_equal (item->code, current->item_code))
        g_ptr_array_add (missing, g_strdup (words));
    }
  return g_steal_pointer (&missing);
}

static JrDecision *
make_decision (JrSampleDay    *self,
               const JrCase   *current,
               const JrReview *review,
               JrDecisionKind  kind)
{
  const char *opinion =
    jr_sample_plan_pick_opinion (self->plan, self->rand, jr_decision_kind_to_string (kind));
  g_autoptr (GPtrArray) stamps = NULL;
  g_autoptr (GPtrArray) missing = NULL;

  if (kind == JR_DECISION_RETURN)
    missing = find_missing (self, current);
  else
    stamps = place_stamp (self, current, review);
  return jr_decision_new (&(JrDecision){
    .kind = kind,
    .opinion = *opinion != '\0' ? (char *) opinion : NULL,
    .missing = missing,
    .stamps = stamps,
  });
}

gboolean
jr_sample_day_claim (JrSampleDay    *self,
                     const JrCase   *current,
                     const JrReview *review,
                     GError        **error)
{
  g_autoptr (JrAnswer) answer =
    jr_sample_actor_send (find_reviewer (self, review->department),
                          &(JrCommand){ .kind = JR_COMMAND_CLAIM, .case_id = current->id }, error);

  return answer != NULL;
}

gboolean
jr_sample_day_decide (JrSampleDay    *self,
                      const JrCase   *current,
                      const JrReview *review,
                      JrDecisionKind  kind,
                      GError        **error)
{
  g_autoptr (JrDecision) decision = make_decision (self, current, review, kind);
  JrSampleActor         *reviewer = find_reviewer (self, review->department);
  g_autoptr (JrAnswer)   claimed = NULL;
  g_autoptr (JrAnswer)   decided = NULL;
  guint                  seen_version = current->version;

  if (review->phase == JR_REVIEW_OPEN)
    {
      claimed =
        jr_sample_actor_send (reviewer,
                              &(JrCommand){ .kind = JR_COMMAND_CLAIM, .case_id = current->id },
                              error);
      if (claimed == NULL)
        return FALSE;
      seen_version = claimed->case_version;
    }
  decided = jr_sample_actor_send (reviewer,
                                  &(JrCommand){ .kind = JR_COMMAND_DECIDE,
                                                .case_id = current->id,
                                                .seen_version = seen_version,
                                                .decision = decision },
                                  error);
  return decided != NULL;
}

static JrSampleActor *
find_window (JrSampleDay *self, const JrCase *current)
{
  for (guint i = 0; i < self->windows->len; i++)
    {
      JrSampleActor *window = self->windows->pdata[i];

      if (g_strcmp0 (window->user, current->window) == 0)
        return window;
    }
  return NULL;
}

gboolean
jr_sample_day_receive (JrSampleDay *self, const JrCase *current, GError **error)
{
  JrSampleActor       *window = find_window (self, current);
  g_autoptr (JrAnswer) answer = NULL;

  if (window == NULL)
    return TRUE;
  answer = jr_sample_actor_send (window,
                                 &(JrCommand){ .kind = JR_COMMAND_RECEIVE, .case_id = current->id },
                                 error);
  return answer != NULL;
}

gboolean
jr_sample_day_supplement (JrSampleDay        *self,
                          const JrSampleCase *wanted,
                          const JrCase       *current,
                          GError            **error)
{
  JrSampleActor          *window = find_window (self, current);
  const JrSampleMaterial *form = wanted->item->materials->pdata[0];
  g_autoptr (GPtrArray)   documents =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);
  g_autoptr (JrAnswer) answer = NULL;

  if (window == NULL)
    return TRUE;
  jr_sample_papers_want (self->papers, wanted->person, wanted->item, form, current->round + 1);
  if (!jr_sample_papers_make (self->papers, error) ||
      !upload (self, window, wanted, form, current->round + 1, documents, error))
    return FALSE;
  answer = jr_sample_actor_send (window,
                                 &(JrCommand){ .kind = JR_COMMAND_SUPPLEMENT,
                                               .case_id = current->id,
                                               .documents = documents },
                                 error);
  return answer != NULL;
}
