/* jr-review-shape.c: where a department's review stands, as a shape, a colour and a word
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-review-shape.h"

#include <glib/gi18n.h>

#include "jr-case-words.h"

/* One table; the style names are classes of the app's style sheet. */

static const struct
{
  const char *glyph;
  const char *style;
  const char *word;
} shapes[JR_N_REVIEW_SHAPES] = {
  [JR_REVIEW_SHAPE_NOT_CONCERNED] = { "–", "review-not-concerned", N_ ("not concerned") },
  /* Translators: this department looks at the case when those before it have finished. */
  [JR_REVIEW_SHAPE_WAITING] = { "·", "review-waiting", N_ ("its turn comes later") },
  [JR_REVIEW_SHAPE_OPEN] = { "○", "review-open", N_ ("open") },
  [JR_REVIEW_SHAPE_CLAIMED] = { "◐", "review-claimed", N_ ("claimed") },
  [JR_REVIEW_SHAPE_APPROVED] = { "✓", "review-approved", N_ ("approved") },
  [JR_REVIEW_SHAPE_REJECTED] = { "✕", "review-rejected", N_ ("rejected") },
  [JR_REVIEW_SHAPE_RETURNED] = { "↩", "review-returned", N_ ("returned for supplement") },
};

static JrReviewShape
shape_of_decision (JrDecisionKind kind)
{
  switch (kind)
    {
    case JR_DECISION_APPROVE:
      return JR_REVIEW_SHAPE_APPROVED;
    case JR_DECISION_REJECT:
      return JR_REVIEW_SHAPE_REJECTED;
    case JR_DECISION_RETURN:
      return JR_REVIEW_SHAPE_RETURNED;
    }
  g_assert_not_reached ();
}

JrReviewShape
jr_review_shape_of (const JrReview *review)
{
  if (review == NULL)
    return JR_REVIEW_SHAPE_NOT_CONCERNED;

  switch (review->phase)
    {
    case JR_REVIEW_WAITING:
      return JR_REVIEW_SHAPE_WAITING;
    case JR_REVIEW_OPEN:
      return JR_REVIEW_SHAPE_OPEN;
    case JR_REVIEW_CLAIMED:
      return JR_REVIEW_SHAPE_CLAIMED;
    case JR_REVIEW_DECIDED:
      return shape_of_decision (review->decision->kind);
    }
  g_assert_not_reached ();
}

const char *
jr_review_shape_get_glyph (JrReviewShape shape)
{
  return shapes[shape].glyph;
}

const char *
jr_review_shape_get_style (JrReviewShape shape)
{
  return shapes[shape].style;
}

const char *
jr_review_shape_get_word (JrReviewShape shape)
{
  return _ (shapes[shape].word);
}

static const JrActor *
get_actor (const JrReview *review)
{
  if (review == NULL)
    return NULL;
  if (review->phase == JR_REVIEW_CLAIMED)
    return review->claimed_by;
  return review->phase == JR_REVIEW_DECIDED ? review->decision->by : NULL;
}

char *
jr_review_shape_describe (const JrReview *review, const char *department_name)
{
  const char      *word = jr_review_shape_get_word (jr_review_shape_of (review));
  const JrActor   *actor = get_actor (review);
  g_autofree char *time = NULL;

  if (actor == NULL)
    /* Translators: a department and how its review stands: "Human Resources: open". */
    return g_strdup_printf (_ ("%1$s: %2$s"), department_name, word);
  if (review->phase == JR_REVIEW_CLAIMED)
    /* Translators: a department, "claimed", and a person's name. */
    return g_strdup_printf (_ ("%1$s: %2$s by %3$s"), department_name, word, actor->name);

  time = jr_case_words_for_time_of_day (review->decision->at);
  /* Translators: a department, "approved" or the like, a person's name and a time of day. */
  return g_strdup_printf (_ ("%1$s: %2$s by %3$s, %4$s"), department_name, word, actor->name, time);
}
