/* jr-decision-words.c: what the decision panel says
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-decision-words.h"

#include <glib/gi18n.h>

#include "jr-opinion-words.h"

/* Everything that the panel says of a case, from values alone: where the person's own review stands, what waits in the
 * outbox, who was faster. The sentences say who and when, and what becomes of what was typed. */

static const char *const phrases[] = {
  /* Translators: usual phrases of an opinion */
  N_ ("The papers are complete and agree with each other."),
  N_ ("Checked against the register; no objection."),
  N_ ("The conditions for this item are met."),
  N_ ("The conditions for this item are not met: "),
  N_ ("The scan cannot be read; please scan again."),
  N_ ("Signature or date is missing."),
  N_ ("The papers contradict each other: "),
};

GMenuModel *
jr_decision_words_make_phrases (void)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (phrases[i]), NULL);

      g_menu_item_set_action_and_target (item, "case.insert-phrase", "s", _ (phrases[i]));
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

/* (nullable) */
static const JrReview *
find_review (const JrCase *state, const JrActor *me)
{
  return me == NULL || me->department == NULL ? NULL : jr_case_find_review (state, me->department);
}

static char *
describe_queued (const JrOutboxEntry *entry, JrTime now)
{
  g_autofree char *time = NULL;

  if (entry->command->kind != JR_COMMAND_DECIDE)
    return g_strdup (_ ("Waiting to be sent. It goes out by itself once the hub can be reached."));
  time = jr_opinion_format_time (entry->queued_at, now);
  /* Translators: a decision like "Approved", a time of day */
  return g_strdup_printf (
    _ ("%s at %s, waiting to be sent. It goes out by itself once the hub can be reached."),
    jr_opinion_word_for_decision (entry->command->decision->kind), time);
}

char *
jr_decision_words_for_state (const JrCase        *state,
                             JrPanelState         panel,
                             const JrOutboxEntry *queued,
                             const JrActor       *me,
                             JrTime               now)
{
  const JrReview *review = find_review (state, me);

  if (queued != NULL)
    return describe_queued (queued, now);
  switch (panel)
    {
    case JR_PANEL_NOT_CONCERNED:
      return g_strdup (_ ("Your department has nothing to decide here."));
    case JR_PANEL_WAITING:
      return g_strdup (_ ("An earlier stage decides first."));
    case JR_PANEL_OPEN:
      return g_strdup (_ ("Open. It is yours as soon as you claim or decide it."));
    case JR_PANEL_CLOSED:
      return jr_opinion_describe_case (state);
    case JR_PANEL_MINE:
    case JR_PANEL_COLLEAGUE:
    case JR_PANEL_RECALLABLE:
    case JR_PANEL_DECIDED:
    default:
      return review != NULL ? jr_opinion_describe_review_of (review, me, now) : g_strdup ("");
    }
}

char *
jr_decision_words_for_recall (const JrCase *state, JrTime now)
{
  gint64 seconds = (jr_decision_rules_get_recall_left (state, now) + 999) / 1000;

  if (seconds <= 0)
    return g_strdup (_ ("Take Back"));
  /* Translators: minutes and seconds that are left */
  return g_strdup_printf (_ ("Take Back (%d:%02d)"), (int) (seconds / 60), (int) (seconds % 60));
}

char *
jr_decision_words_for_title (const char *department)
{
  return department == NULL ? g_strdup (_ ("My opinion"))
                            : g_strdup_printf (_ ("My opinion (%s)"), department);
}

char *
jr_decision_words_for_marks (guint n_marks)
{
  if (n_marks == 0)
    return g_strdup (_ ("No review mark yet"));
  return g_strdup_printf (ngettext ("%u review mark", "%u review marks", n_marks), n_marks);
}

static char *
describe_end (const JrCase *state, JrTime now)
{
  g_autofree char *at = jr_opinion_format_time (state->phase_at, now);

  if (state->phase == JR_CASE_WITHDRAWN)
    return g_strdup_printf (_ ("The counter withdrew this case at %s."), at);
  if (state->phase == JR_CASE_AWAITING_SUPPLEMENT)
    return g_strdup_printf (_ ("This case waits for a supplement since %s."), at);
  return g_strdup_printf (_ ("This case was concluded at %s."), at);
}

char *
jr_decision_words_for_overtaken (const JrCase *state, const JrActor *me, JrTime now)
{
  const JrReview  *review = find_review (state, me);
  const JrActor   *by = NULL;
  g_autofree char *what = NULL;

  if (review != NULL && review->phase == JR_REVIEW_DECIDED && review->decision != NULL)
    by = review->decision->by;
  else if (review != NULL && review->phase == JR_REVIEW_CLAIMED)
    by = review->claimed_by;
  if (by != NULL && me != NULL && g_strcmp0 (by->user, me->user) == 0)
    return NULL;

  if (by == NULL)
    what = describe_end (state, now);
  else if (review->phase == JR_REVIEW_CLAIMED)
    /* Translators: a reviewer's name */
    what = g_strdup_printf (_ ("%s has just claimed this case."), by->name);
  else
    {
      g_autofree char *at = jr_opinion_format_time (review->decision->at, now);

      /* Translators: a reviewer's name, a time of day, a decision like "Approved" */
      what = g_strdup_printf (_ ("%s decided this for your department at %s: %s."), by->name, at,
                              jr_opinion_word_for_decision (review->decision->kind));
    }
  /* Translators: %s is a whole sentence that says who was faster. */
  return g_strdup_printf (_ ("%s What you wrote stays here; it was not sent."), what);
}
