/* jr-counter-words.c: states and problems in the clerk's words
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A problem of the hub comes with a stable word and English text; the word decides what the clerk reads. Words that are
 * not in the table, from a newer hub, are shown as the hub says them. */

#include "jr-counter-words.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  const char *word;
  const char *sentence;
} ProblemRow;

static const ProblemRow problem_rows[] = {
  { "invalid", N_ ("the hub does not understand what was asked for") },
  { "not-allowed", N_ ("this counter may not do that") },
  { "unknown-case", N_ ("there is no such case") },
  { "unknown-item", N_ ("there is no such service item") },
  { "duplicate", N_ ("a case with this number exists already") },
  { "wrong-phase", N_ ("that is not possible where the case stands now") },
  { "claimed", N_ ("a colleague is working on it") },
  { "changed", N_ ("the case has changed meanwhile") },
  { "incomplete", N_ ("something that is needed is missing") },
  { "too-late", N_ ("it is too late for that, the result has gone out") },
  { "missing-blob", N_ ("a document did not arrive whole; try again") },
  { "not-pdf", N_ ("a document is not a PDF file, or is damaged") },
  { "encrypted-pdf", N_ ("a document is encrypted; save it without a password") },
  { "forgotten",
    N_ ("this command is too old to be repeated; look with “status” what came of it") },
  { "log-in-required", N_ ("the hub does not know this key") },
  { "wrong-credentials", N_ ("the hub does not know this key") },
  { "too-many-attempts", N_ ("too many attempts; wait some minutes") },
  { "too-large", N_ ("it is larger than the hub takes") },
  { "wrong-hash", N_ ("a document changed while it was sent; try again") },
  { "not-found", N_ ("there is no such thing on the hub") },
};

const char *
jr_counter_phase_words (JrCasePhase phase)
{
  switch (phase)
    {
    case JR_CASE_SUBMITTED:
      return C_ ("case phase", "submitted");
    case JR_CASE_IN_REVIEW:
      return C_ ("case phase", "in review");
    case JR_CASE_AWAITING_SUPPLEMENT:
      return C_ ("case phase", "waiting for a supplement");
    case JR_CASE_DECIDED:
      return C_ ("case phase", "decided, the result goes out in a moment");
    case JR_CASE_DELIVERED:
      return C_ ("case phase", "concluded");
    case JR_CASE_WITHDRAWN:
      return C_ ("case phase", "withdrawn");
    }
  g_return_val_if_reached ("");
}

const char *
jr_counter_outcome_words (JrOutcome outcome)
{
  switch (outcome)
    {
    case JR_OUTCOME_NONE:
      return C_ ("outcome", "no outcome yet");
    case JR_OUTCOME_APPROVED:
      return C_ ("outcome", "approved");
    case JR_OUTCOME_REJECTED:
      return C_ ("outcome", "rejected");
    }
  g_return_val_if_reached ("");
}

const char *
jr_counter_decision_words (JrDecisionKind kind)
{
  switch (kind)
    {
    case JR_DECISION_APPROVE:
      return C_ ("decision", "approved");
    case JR_DECISION_REJECT:
      return C_ ("decision", "rejected");
    case JR_DECISION_RETURN:
      return C_ ("decision", "returned for a supplement");
    }
  g_return_val_if_reached ("");
}

const char *
jr_counter_review_words (const JrReview *review)
{
  switch (review->phase)
    {
    case JR_REVIEW_WAITING:
      return C_ ("review", "its turn comes later");
    case JR_REVIEW_OPEN:
      return C_ ("review", "not begun");
    case JR_REVIEW_CLAIMED:
      return C_ ("review", "being worked on");
    case JR_REVIEW_DECIDED:
      return jr_counter_decision_words (review->decision->kind);
    }
  g_return_val_if_reached ("");
}

char *
jr_counter_time_words (JrTime time)
{
  g_autoptr (GDateTime) utc = time == 0 ? NULL : g_date_time_new_from_unix_utc (time / 1000);
  g_autoptr (GDateTime) local = utc == NULL ? NULL : g_date_time_to_local (utc);

  return local == NULL ? g_strdup ("–") : g_date_time_format (local, "%Y-%m-%d %H:%M");
}

static const char *
find_sentence (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (problem_rows); i++)
    if (strcmp (problem_rows[i].word, word) == 0)
      return _ (problem_rows[i].sentence);
  return NULL;
}

char *
jr_counter_problem_words (const JrProblem *problem)
{
  const char *sentence = find_sentence (jr_problem_get_word (problem));
  GString    *words = g_string_new (sentence == NULL ? problem->title : sentence);

  if (problem->by != NULL)
    {
      g_autofree char *at = jr_counter_time_words (problem->at);

      /* Translators: who changed the case, and when. */
      g_string_append_printf (words, _ (" (%s, %s)"), problem->by->name, at);
    }
  if (problem->detail != NULL)
    g_string_append_printf (words, ": %s", problem->detail);
  return g_string_free (words, FALSE);
}
