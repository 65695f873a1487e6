/* jr-case-view.c: which cases a list shows
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-case-view.h"

#include <glib/gi18n.h>

/* Predicates on values, and one table with the words and pictures of each view. */

static const struct
{
  const char *title;
  const char *icon;
  const char *empty_title;
  const char *empty_words;
} views[JR_N_CASE_VIEWS] = {
  [JR_CASE_VIEW_DEPARTMENT] = { N_ ("My department"), "system-users-symbolic",
                                N_ ("Nothing Waits for Your Department"),
                                N_ ("New cases appear here by themselves.") },
  [JR_CASE_VIEW_PENDING] = { N_ ("All pending"), "view-list-symbolic", N_ ("No Pending Cases"),
                             N_ ("New cases appear here by themselves.") },
  [JR_CASE_VIEW_MINE] = { N_ ("Mine"), "avatar-default-symbolic",
                          N_ ("You Have Not Claimed Any Case"),
                          N_ ("Press N to take the case that has waited longest.") },
  [JR_CASE_VIEW_SUPPLEMENT] = { N_ ("Awaiting supplement"), "document-revert-symbolic",
                                N_ ("No Case Waits for a Supplement"),
                                N_ ("Cases that were returned wait here for the applicant.") },
  [JR_CASE_VIEW_CONCLUDED] = { N_ ("Concluded today"), "object-select-symbolic",
                               N_ ("Nothing Concluded Yet Today"),
                               N_ ("Decided cases stay here until midnight.") },
};

static const JrReview *
find_own_review (const JrCase *state, const JrActor *me)
{
  return me->department == NULL ? NULL : jr_case_find_review (state, me->department);
}

static gboolean
is_claimed_by (const JrCase *state, const JrActor *me)
{
  for (guint i = 0; i < state->reviews->len; i++)
    {
      const JrReview *review = g_ptr_array_index (state->reviews, i);

      if (review->phase == JR_REVIEW_CLAIMED && g_str_equal (review->claimed_by->user, me->user))
        return TRUE;
    }
  return FALSE;
}

static gboolean
can_be_worked_on_by (const JrCase *state, const JrActor *me)
{
  const JrReview *review = find_own_review (state, me);

  return review != NULL && jr_case_is_pending (state) &&
         (review->phase == JR_REVIEW_OPEN || review->phase == JR_REVIEW_CLAIMED);
}

gboolean
jr_case_view_holds (JrCaseView view, const JrCase *state, const JrActor *me)
{
  switch (view)
    {
    case JR_CASE_VIEW_DEPARTMENT:
      return can_be_worked_on_by (state, me);
    case JR_CASE_VIEW_PENDING:
      return jr_case_is_pending (state);
    case JR_CASE_VIEW_MINE:
      return jr_case_is_pending (state) && is_claimed_by (state, me);
    case JR_CASE_VIEW_SUPPLEMENT:
      return state->phase == JR_CASE_AWAITING_SUPPLEMENT;
    case JR_CASE_VIEW_CONCLUDED:
      return state->phase == JR_CASE_DECIDED || state->phase == JR_CASE_DELIVERED ||
             state->phase == JR_CASE_WITHDRAWN;
    }
  g_assert_not_reached ();
}

const char *
jr_case_view_get_title (JrCaseView view)
{
  return _ (views[view].title);
}

const char *
jr_case_view_get_icon (JrCaseView view)
{
  return views[view].icon;
}

const char *
jr_case_view_get_empty_title (JrCaseView view)
{
  return _ (views[view].empty_title);
}

const char *
jr_case_view_get_empty_words (JrCaseView view)
{
  return _ (views[view].empty_words);
}

static gboolean
contains (const char *text, const char *folded_word)
{
  g_autofree char *folded = text == NULL ? NULL : g_utf8_casefold (text, -1);

  return folded != NULL && strstr (folded, folded_word) != NULL;
}

gboolean
jr_case_matches_search (const JrCase *state, const char *applicant, const char *search)
{
  g_autofree char *folded = search == NULL ? NULL : g_utf8_casefold (search, -1);
  g_auto (GStrv)   words = folded == NULL ? NULL : g_strsplit_set (folded, " \t\n", -1);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    if (!contains (state->number, words[i]) && !contains (state->item_name, words[i]) &&
        !contains (applicant, words[i]))
      return FALSE;
  return TRUE;
}

gboolean
jr_case_is_next_for (const JrCase *state, const JrActor *me, JrTime now)
{
  const JrReview *review = find_own_review (state, me);

  if (review == NULL || !jr_case_is_pending (state))
    return FALSE;
  if (review->phase == JR_REVIEW_CLAIMED)
    return !g_str_equal (review->claimed_by->user, me->user) &&
           jr_review_is_free_for (review, me->user, now);
  return review->phase == JR_REVIEW_OPEN;
}
