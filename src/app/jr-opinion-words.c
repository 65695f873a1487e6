/* jr-opinion-words.c: reviews, decisions and events in the words of the person's language
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-opinion-words.h"

#include <glib/gi18n.h>

/* Every state has a word and a shape beside its colour. All sentences are here, so that list, panel, history and screen
 * reader say the same thing the same way. */

typedef struct
{
  const char *symbol;
  const char *style;
  const char *word;
} DecisionWords;

static const DecisionWords decisions[] = {
  [JR_DECISION_APPROVE] = { "✓", "success", N_ ("Approved") },
  [JR_DECISION_REJECT] = { "✕", "error", N_ ("Rejected") },
  [JR_DECISION_RETURN] = { "↩", "warning", N_ ("Returned") },
};

const char *
jr_opinion_word_for_decision (JrDecisionKind kind)
{
  return _ (decisions[kind].word);
}

char *
jr_opinion_format_time (JrTime time, JrTime now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / JR_TIME_SECOND);
  g_autoptr (GDateTime) today_utc = g_date_time_new_from_unix_utc (now / JR_TIME_SECOND);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autoptr (GDateTime) today = today_utc != NULL ? g_date_time_to_local (today_utc) : NULL;
  gboolean              is_today;

  if (local == NULL || today == NULL)
    return g_strdup ("");
  is_today = g_date_time_get_year (local) == g_date_time_get_year (today) &&
             g_date_time_get_day_of_year (local) == g_date_time_get_day_of_year (today);
  /* Translators: a day and a time of day, for g_date_time_format(): "23 Nov 14:03" */
  return g_date_time_format (local, is_today ? "%H:%M" : _ ("%-d %b %H:%M"));
}

const char *
jr_opinion_get_symbol (const JrReview *review)
{
  switch (review->phase)
    {
    case JR_REVIEW_DECIDED:
      return review->decision != NULL ? decisions[review->decision->kind].symbol : "·";
    case JR_REVIEW_CLAIMED:
      return "◐";
    case JR_REVIEW_OPEN:
      return "○";
    case JR_REVIEW_WAITING:
    default:
      return "·";
    }
}

const char *
jr_opinion_get_style (const JrReview *review)
{
  switch (review->phase)
    {
    case JR_REVIEW_DECIDED:
      return review->decision != NULL ? decisions[review->decision->kind].style : "dim-label";
    case JR_REVIEW_CLAIMED:
      return "accent";
    case JR_REVIEW_OPEN:
    case JR_REVIEW_WAITING:
    default:
      return "dim-label";
    }
}

static char *
describe_claim (const JrReview *review, JrTime now)
{
  g_autofree char *until = jr_opinion_format_time (review->claim_until, now);

  if (review->claimed_by == NULL || review->claim_until <= now)
    return g_strdup (_ ("Open"));
  /* Translators: a reviewer's name, a time of day */
  return g_strdup_printf (_ ("%s has it until %s"), review->claimed_by->name, until);
}

char *
jr_opinion_describe_review (const JrReview *review, JrTime now)
{
  g_autofree char *at = NULL;

  switch (review->phase)
    {
    case JR_REVIEW_DECIDED:
      if (review->decision == NULL)
        return g_strdup ("");
      at = jr_opinion_format_time (review->decision->at, now);
      return g_strdup_printf ("%s %s", jr_opinion_word_for_decision (review->decision->kind), at);
    case JR_REVIEW_CLAIMED:
      return describe_claim (review, now);
    case JR_REVIEW_OPEN:
      return g_strdup (_ ("Open"));
    case JR_REVIEW_WAITING:
    default:
      /* Translators: a department whose stage of the review has not begun */
      return g_strdup (_ ("Later stage"));
    }
}

char *
jr_opinion_describe_review_of (const JrReview *review, const JrActor *me, JrTime now)
{
  g_autofree char *words = jr_opinion_describe_review (review, now);
  const JrActor   *by = review->decision != NULL ? review->decision->by : NULL;

  if (review->phase != JR_REVIEW_DECIDED || by == NULL ||
      (me != NULL && g_strcmp0 (by->user, me->user) == 0))
    return g_steal_pointer (&words);
  /* Translators: a reviewer, and what he or she did: "Wang Min: Approved 14:03" */
  return g_strdup_printf (_ ("%s: %s"), by->name, words);
}

static const char *
describe_outcome (const JrCase *state)
{
  return state->outcome == JR_OUTCOME_REJECTED ? _ ("Rejected") : _ ("Approved");
}

char *
jr_opinion_describe_case (const JrCase *state)
{
  switch (state->phase)
    {
    case JR_CASE_SUBMITTED:
    case JR_CASE_IN_REVIEW:
      if (state->n_stages > 1)
        return g_strdup_printf (_ ("In review, stage %u of %u"), state->stage + 1, state->n_stages);
      return g_strdup (_ ("In review"));
    case JR_CASE_AWAITING_SUPPLEMENT:
      return g_strdup (_ ("Waiting for supplement"));
    case JR_CASE_DECIDED:
      return g_strdup (describe_outcome (state));
    case JR_CASE_DELIVERED:
      return g_strdup_printf (state->push == JR_PUSH_RECEIVED ? _ ("%s, received at the counter")
                                                              : _ ("%s, sent to the counter"),
                              describe_outcome (state));
    case JR_CASE_WITHDRAWN:
    default:
      return g_strdup (_ ("Withdrawn"));
    }
}

char *
jr_opinion_describe_wait (JrTime since, JrTime now)
{
  gint64 minutes = MAX (0, now - since) / JR_TIME_MINUTE;
  gint64 hours = minutes / 60;

  if (minutes < 60)
    return g_strdup_printf (_ ("Waiting %d min"), (int) minutes);
  if (hours < 24)
    /* Translators: hours and minutes */
    return g_strdup_printf (_ ("Waiting %d h %d min"), (int) hours, (int) (minutes % 60));
  /* Translators: days and hours */
  return g_strdup_printf (_ ("Waiting %d d %d h"), (int) MIN (hours / 24, G_MAXINT),
                          (int) (hours % 24));
}

static char *
with_words (const char *sentence, const char *words)
{
  if (words == NULL || *words == '\0')
    return g_strdup (sentence);
  /* Translators: what happened, and what was said about it */
  return g_strdup_printf (_ ("%s: %s"), sentence, words);
}

static char *
describe_decision_kind (JrDecisionKind kind, const char *department)
{
  switch (kind)
    {
    case JR_DECISION_APPROVE:
      /* Translators: %s is a department */
      return g_strdup_printf (_ ("%s approved"), department);
    case JR_DECISION_REJECT:
      /* Translators: %s is a department */
      return g_strdup_printf (_ ("%s rejected"), department);
    case JR_DECISION_RETURN:
    default:
      /* Translators: %s is a department */
      return g_strdup_printf (_ ("%s returned the case for supplement"), department);
    }
}

static char *
describe_decision (const JrEvent *event, const char *department)
{
  g_autofree char      *sentence = NULL;
  g_autofree char      *missing = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  if (event->decision == NULL)
    return g_strdup (department);
  sentence = describe_decision_kind (event->decision->kind, department);
  if (event->decision->missing->len == 0)
    return with_words (sentence, event->decision->opinion);
  lines = g_ptr_array_copy (event->decision->missing, (GCopyFunc) g_strdup, NULL);
  g_ptr_array_set_free_func (lines, g_free);
  g_ptr_array_add (lines, NULL);
  /* Translators: between things that are listed */
  missing = g_strjoinv (_ (", "), (char **) lines->pdata);
  return with_words (sentence, missing);
}

char *
jr_opinion_describe_event (const JrEvent *event, JrDepartmentNamer name, gpointer data)
{
  const char      *department = event->department != NULL ? name (event->department, data) : "";
  guint            n_documents = event->documents != NULL ? event->documents->len : 0;
  g_autofree char *sentence = NULL;

  switch (event->kind)
    {
    case JR_EVENT_CASE_SUBMITTED:
      return g_strdup_printf (ngettext ("Submitted with %u document", "Submitted with %u documents",
                                        n_documents),
                              n_documents);
    case JR_EVENT_STAGE_OPENED:
      return g_strdup_printf (_ ("Stage %u of the review opened"), event->stage + 1);
    case JR_EVENT_REVIEW_CLAIMED:
      /* Translators: %s is a department */
      return g_strdup_printf (_ ("%s claimed the case"), department);
    case JR_EVENT_REVIEW_RELEASED:
      return g_strdup_printf (_ ("%s released the case"), department);
    case JR_EVENT_REVIEW_DECIDED:
      return describe_decision (event, department);
    case JR_EVENT_REVIEW_RECALLED:
      sentence = g_strdup_printf (_ ("%s took its decision back"), department);
      return with_words (sentence, event->text);
    case JR_EVENT_CASE_COMMENTED:
      return with_words (_ ("Comment"), event->text);
    case JR_EVENT_SUPPLEMENT_REQUESTED:
      return g_strdup (_ ("One supplement notice for all departments was made"));
    case JR_EVENT_CASE_SUPPLEMENTED:
      return g_strdup_printf (ngettext ("Supplemented with %u document",
                                        "Supplemented with %u documents", n_documents),
                              n_documents);
    case JR_EVENT_CASE_DECIDED:
      return g_strdup (event->outcome == JR_OUTCOME_REJECTED ? _ ("The case was rejected")
                                                             : _ ("The case was approved"));
    case JR_EVENT_CASE_WITHDRAWN:
      return with_words (_ ("Withdrawn by the counter"), event->text);
    case JR_EVENT_RESULT_PUSHED:
      return g_strdup (_ ("The result was sent to the counter"));
    case JR_EVENT_RESULT_RECEIVED:
      if (event->window != NULL)
        return g_strdup_printf (_ ("Window %s received the result"), event->window);
      return g_strdup (_ ("The counter received the result"));
    default:
      return g_strdup (jr_event_kind_to_string (event->kind));
    }
}
