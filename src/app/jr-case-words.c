/* jr-case-words.c: what a row says of its case
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-case-words.h"

#include <glib/gi18n.h>

#include "jr-review-shape.h"

/* Pure functions of the case and the time: tested without a display. */

#define JR_DAY (24 * JR_TIME_HOUR)

char *
jr_case_words_for_elapsed (JrTime since, JrTime now)
{
  /* A hub's clock may be ahead of this one. */
  JrTime elapsed = MAX (now - since, 0);
  int    minutes = (int) (elapsed / JR_TIME_MINUTE % 60);
  int    hours = (int) (elapsed / JR_TIME_HOUR % 24);
  int    days = (int) (elapsed / JR_DAY);

  if (days > 0)
    /* Translators: days and hours, as short as can be. */
    return g_strdup_printf (_ ("%1$d d %2$d h"), days, hours);
  if (hours > 0)
    /* Translators: hours and minutes, as short as can be. */
    return g_strdup_printf (_ ("%1$d h %2$02d min"), hours, minutes);
  /* Translators: minutes, as short as can be. */
  return g_strdup_printf (_ ("%d min"), minutes);
}

static char *
format_time (JrTime time, const char *format)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (time / JR_TIME_SECOND);

  /* Outside the years 1 to 9999; such a time is nobody's. */
  return moment == NULL ? g_strdup ("–") : g_date_time_format (moment, format);
}

char *
jr_case_words_for_time_of_day (JrTime time)
{
  return format_time (time, "%H:%M");
}

char *
jr_case_words_for_moment (JrTime time)
{
  /* Translators: day, short month and time of day, as g_date_time_format() reads it. */
  return format_time (time, _ ("%-d %b %H:%M"));
}

static const char *
get_outcome_word (JrOutcome outcome)
{
  switch (outcome)
    {
    case JR_OUTCOME_APPROVED:
      return _ ("Approved");
    case JR_OUTCOME_REJECTED:
      return _ ("Rejected");
    case JR_OUTCOME_NONE:
      break;
    }
  return _ ("Concluded");
}

const char *
jr_case_words_for_status (const JrCase *state)
{
  switch (state->phase)
    {
    case JR_CASE_SUBMITTED:
    case JR_CASE_IN_REVIEW:
      return state->round > 0 ? _ ("In review again") : _ ("In review");
    case JR_CASE_AWAITING_SUPPLEMENT:
      return _ ("Awaiting supplement");
    case JR_CASE_DECIDED:
    case JR_CASE_DELIVERED:
      return get_outcome_word (state->outcome);
    case JR_CASE_WITHDRAWN:
      return _ ("Withdrawn");
    }
  g_assert_not_reached ();
}

char *
jr_case_words_for_holders (const JrCase *state)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < state->reviews->len; i++)
    {
      const JrReview *review = g_ptr_array_index (state->reviews, i);

      if (review->phase != JR_REVIEW_CLAIMED)
        continue;
      if (names->len > 0)
        /* Translators: between the names of people. */
        g_string_append (names, _ (", "));
      g_string_append (names, review->claimed_by->name);
    }
  return g_string_free (names, FALSE);
}

static void
append_part (GString *words, const char *part)
{
  if (part == NULL || part[0] == '\0')
    return;
  if (words->len > 0)
    g_string_append (words, _ (", "));
  g_string_append (words, part);
}

char *
jr_case_words_for_row (const JrCase *state, const char *applicant, const JrRoom *room, JrTime now)
{
  GString         *words = g_string_new (state->number);
  g_autofree char *elapsed = jr_case_words_for_elapsed (state->submitted_at, now);
  /* Translators: how long a case has waited: "waiting for 42 min". */
  g_autofree char *waiting = g_strdup_printf (_ ("waiting for %s"), elapsed);

  append_part (words, state->item_name);
  append_part (words, applicant);
  append_part (words, jr_case_words_for_status (state));
  append_part (words, waiting);
  for (guint i = 0; i < state->reviews->len; i++)
    {
      const JrReview     *review = g_ptr_array_index (state->reviews, i);
      const JrDepartment *department = jr_room_find_department (room, review->department);
      g_autofree char    *part =
        jr_review_shape_describe (review,
                                  department == NULL ? review->department : department->name);

      append_part (words, part);
    }
  return g_string_free (words, FALSE);
}
