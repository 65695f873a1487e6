/* jr-sample-day.c: what happens in the sample room: cases come in, departments decide
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-sample-day.h"

#include "jr-error.h"

/* Each case follows a course: so many of its open reviews are decided, the last of them in a certain way, and perhaps
 * somebody claims the next. Courses come by turns, so that every day has cases in every state. Nothing is back-dated:
 * the room has just opened, and what waits has waited for minutes. */

#define WITHOUT_END G_MAXUINT
#define PEOPLE_PER_CASE 0.5 /* some apply for two things */
/* Between these the number of open cases moves. */
#define OPEN_MINIMUM 10
#define OPEN_MAXIMUM 60

typedef struct
{
  guint n_decisions; /* WITHOUT_END: all reviews of all stages */
  gboolean
    is_whole_stage; /* as many as the first stage has departments, whatever @n_decisions says */
  JrDecisionKind last;
  gboolean       is_claimed_after;
} JrSampleCourse;

static const JrSampleCourse courses[] = {
  { 0, FALSE, JR_DECISION_APPROVE, FALSE },           /* waits */
  { 0, FALSE, JR_DECISION_APPROVE, TRUE },            /* somebody looks at it */
  { 1, FALSE, JR_DECISION_APPROVE, TRUE },            /* on its way */
  { WITHOUT_END, FALSE, JR_DECISION_APPROVE, FALSE }, /* approved */
  { 0, FALSE, JR_DECISION_APPROVE, FALSE },           /* waits */
  { 1, FALSE, JR_DECISION_APPROVE, FALSE },           /* on its way */
  { 0, TRUE, JR_DECISION_RETURN, FALSE },             /* waits for a supplement */
  { 0, FALSE, JR_DECISION_APPROVE, TRUE },            /* somebody looks at it */
  { 0, TRUE, JR_DECISION_APPROVE, TRUE },             /* in its second stage */
  { 0, TRUE, JR_DECISION_REJECT, FALSE },             /* rejected */
  { 0, FALSE, JR_DECISION_APPROVE, FALSE },           /* waits */
};

static void
case_free (gpointer data)
{
  JrSampleCase *self = data;

  g_free (self->id);
  g_free (self);
}

JrSampleDay *
jr_sample_day_new (JrSamplePlan *plan,
                   GPtrArray    *reviewers,
                   GPtrArray    *windows,
                   const char   *scans_folder,
                   guint32       seed)
{
  JrSampleDay *self = g_new0 (JrSampleDay, 1);

  self->plan = plan;
  self->reviewers = reviewers;
  self->windows = windows;
  self->rand = g_rand_new_with_seed (seed);
  self->papers = jr_sample_papers_new (scans_folder);
  self->people = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_sample_person_free);
  self->open = g_ptr_array_new_with_free_func (case_free);
  return self;
}

void
jr_sample_day_free (JrSampleDay *self)
{
  g_rand_free (self->rand);
  jr_sample_papers_free (self->papers);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->open);
  g_free (self);
}

static guint
count_open_reviews (const JrCase *current)
{
  guint n_open = 0;

  for (guint i = 0; i < current->reviews->len; i++)
    n_open += ((const JrReview *) current->reviews->pdata[i])->phase == JR_REVIEW_OPEN;
  return n_open;
}

static gboolean
follow_course (JrSampleDay *self, const char *id, const JrSampleCourse *course, GError **error)
{
  g_autoptr (JrCase) current = jr_sample_day_load_case (self, id, error);
  const JrReview    *review;
  guint              n_left;

  if (current == NULL)
    return FALSE;
  n_left = course->is_whole_stage ? count_open_reviews (current) : course->n_decisions;
  for (; n_left > 0; n_left--)
    {
      review = jr_sample_day_find_review (self, current, FALSE);
      if (review == NULL)
        return TRUE;
      if (!jr_sample_day_decide (self, current, review,
                                 n_left == 1 ? course->last : JR_DECISION_APPROVE, error))
        return FALSE;
      g_clear_pointer (&current, jr_case_unref);
      current = jr_sample_day_load_case (self, id, error);
      if (current == NULL)
        return FALSE;
    }
  review = jr_sample_day_find_review (self, current, FALSE);
  return !course->is_claimed_after || review == NULL ||
         jr_sample_day_claim (self, current, review, error);
}

gboolean
jr_sample_day_fill (JrSampleDay *self, guint n_cases, GError **error)
{
  for (guint i = 0; i < n_cases; i++)
    jr_sample_day_apply (self, n_cases * PEOPLE_PER_CASE);
  if (!jr_sample_papers_make (self->papers, error))
    return FALSE;
  for (guint i = 0; i < n_cases; i++)
    if (!jr_sample_day_submit (self, self->open->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < n_cases; i++)
    {
      const JrSampleCase *handed_in = self->open->pdata[i];

      if (!follow_course (self, handed_in->id, &courses[i % G_N_ELEMENTS (courses)], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_up_frame (JrFrame *frame, gpointer data)
{
  JrSampleDay  *self = data;
  JrSampleCase *found;

  if (frame->state == NULL)
    return TRUE;
  found = g_new0 (JrSampleCase, 1);
  found->id = g_strdup (frame->state->id);
  g_ptr_array_add (self->open, found);
  return TRUE;
}

gboolean
jr_sample_day_take_up (JrSampleDay *self, GError **error)
{
  JrSampleActor *reviewer = self->reviewers->pdata[0];

  return jr_hub_client_load_snapshot (reviewer->client, take_up_frame, self, NULL, error);
}

static gboolean
hand_in_another (JrSampleDay *self, GError **error)
{
  guint         n_people = self->people->len + g_rand_int_range (self->rand, 0, 2);
  JrSampleCase *wanted = jr_sample_day_apply (self, n_people);

  return jr_sample_papers_make (self->papers, error) && jr_sample_day_submit (self, wanted, error);
}

static gboolean
look_again (JrSampleDay *self, const JrCase *current, GError **error)
{
  const JrReview *review = jr_sample_day_find_review (self, current, TRUE);
  JrDecisionKind  kind = JR_DECISION_APPROVE;

  if (review == NULL)
    return TRUE;
  if (review->phase == JR_REVIEW_OPEN && g_rand_int_range (self->rand, 0, 3) > 0)
    return jr_sample_day_claim (self, current, review, error);
  if (g_rand_int_range (self->rand, 0, 8) == 0)
    kind = g_rand_boolean (self->rand) ? JR_DECISION_RETURN : JR_DECISION_REJECT;
  return jr_sample_day_decide (self, current, review, kind, error);
}

/* Somebody takes a case one step further, unless it is over. */
static gboolean
move_on (JrSampleDay *self, guint index, GError **error)
{
  const JrSampleCase *wanted = self->open->pdata[index];
  g_autoptr (JrCase)  current = jr_sample_day_load_case (self, wanted->id, error);

  if (current == NULL)
    return FALSE;
  if (current->push == JR_PUSH_SENT)
    return jr_sample_day_receive (self, current, error);
  if (current->phase == JR_CASE_AWAITING_SUPPLEMENT && current->push == JR_PUSH_RECEIVED &&
      wanted->person != NULL)
    return jr_sample_day_supplement (self, wanted, current, error);
  if (!jr_case_is_pending (current) && current->push != JR_PUSH_DUE)
    {
      g_ptr_array_remove_index_fast (self->open, index);
      return TRUE;
    }
  return look_again (self, current, error);
}

gboolean
jr_sample_day_go_on (JrSampleDay *self, GError **error)
{
  g_autoptr (GError) fault = NULL;
  gboolean           is_quiet = self->open->len < OPEN_MINIMUM;

  if (is_quiet || (self->open->len < OPEN_MAXIMUM && g_rand_int_range (self->rand, 0, 4) == 0))
    return hand_in_another (self, error);
  if (move_on (self, g_rand_int_range (self->rand, 0, self->open->len), &fault))
    return TRUE;
  /* The newcomer was faster, as colleagues sometimes are. */
  if (g_error_matches (fault, JR_SYNC_ERROR, JR_ERROR_REFUSED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}
