/* jr-desk-words.c: problems and errors in the person's words
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "jr-desk-private.h"
#include "jr-error.h"

/* Programs go by the stable word of a problem, people by a sentence in their language that says what happened and what
 * to do. Who and when go into the sentences that have a place for them; a second sentence is there for when the hub did
 * not say. */

/** JrProblemWords: @named has places for {name} and {time}; NULL when the problem never says who. */
typedef struct
{
  const char *word;
  const char *named;
  const char *plain;
} JrProblemWords;

static const JrProblemWords problem_words[] = {
  /* Translators: keep {name}, a person, and {time}, a time of day like 14:03, as they are. */
  { "claimed",
    N_ (
      "{name} has claimed this review ({time}). Choose another case, or ask for it to be released."),
    N_ (
      "A colleague has claimed this review. Choose another case, or ask for it to be released.") },
  /* Translators: keep {name} and {time} as they are. */
  { "changed",
    N_ (
      "{name} changed this case at {time}, after you opened it. Look at what is new, then decide again."),
    N_ ("This case has changed since you opened it. Look at what is new, then decide again.") },
  { "invalid", NULL,
    N_ ("The hub did not understand this request. Update the app, or tell the administrator.") },
  { "not-allowed", NULL, N_ ("Your account may not do this. Ask the administrator if it should.") },
  { "unknown-case", NULL, N_ ("There is no such case here. It may belong to another room.") },
  { "unknown-item", NULL,
    N_ ("This service item is not known here. Ask the administrator to import it.") },
  { "duplicate", NULL,
    N_ ("A case with this number exists already. Look for it before entering it again.") },
  { "wrong-phase", NULL,
    N_ ("This is not possible at the point where the case stands now. Open it again to see why.") },
  { "incomplete", NULL,
    N_ ("Something is missing: give reasons, or list what the applicant must bring.") },
  { "too-late", NULL,
    N_ ("The result has already gone to the window, so it can no longer be recalled.") },
  { "missing-blob", NULL,
    N_ ("A document has not arrived at the hub completely. Ask the window to send it again.") },
  { "not-pdf", NULL, N_ ("A document cannot be read as a PDF. Ask the window to scan it again.") },
  { "forgotten", NULL,
    N_ (
      "This request is so old that the hub no longer knows its answer. Look at the case before repeating it.") },
  { "wrong-credentials", NULL, N_ ("User name or password is wrong. Check both and try again.") },
  { "new-password-required", NULL,
    N_ ("This password was for the first time only. Choose one of your own.") },
  { "weak-password", NULL,
    N_ ("This password is too easy to guess. Choose one of at least 8 characters.") },
  { "too-many-attempts", NULL, N_ ("Too many attempts. Wait a few minutes, then try again.") },
  { "log-in-required", NULL, N_ ("Your session is over. Log in again.") },
  { "full", NULL, N_ ("The hub’s disk is full. Nothing was changed; tell the administrator.") },
  { "busy", NULL, N_ ("The hub is busy. Try again in a moment.") },
  { "too-large", NULL,
    N_ ("This is larger than the hub accepts. Shorten the text, or use smaller scans.") },
  { "not-found", NULL, N_ ("The hub does not have this. It may have been removed.") },
};

/** JrErrorWords: for errors that are no problem of the hub. */
static const struct
{
  JrErrorCode code;
  const char *words;
} error_words[] = {
  { JR_ERROR_INVALID,
    N_ ("The address of the hub is not valid. It looks like https://hub.example:8443.") },
  { JR_ERROR_CONFLICT,
    N_ ("This case has changed since you opened it. Look at what is new, then decide again.") },
  { JR_ERROR_NOT_FOUND, N_ ("The hub does not have this. It may have been removed.") },
  { JR_ERROR_DENIED, N_ ("The hub does not let you in. Log in again.") },
  { JR_ERROR_OFFLINE,
    N_ ("The hub cannot be reached. Check the network, or whether the hub is running.") },
  { JR_ERROR_TIMED_OUT, N_ ("The hub did not answer in time. Try again in a moment.") },
  { JR_ERROR_FULL, N_ ("The disk of this computer is full. Free some space, then try again.") },
  { JR_ERROR_CORRUPT, N_ ("What arrived is damaged and was not used. Try again.") },
  { JR_ERROR_TOO_NEW,
    N_ ("The local copy was written by a newer version of this app. Update the app.") },
};

static char *
format_time_of_day (JrTime time)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (time / JR_TIME_SECOND);

  return moment == NULL ? g_strdup ("–") : g_date_time_format (moment, "%H:%M");
}

static const JrProblemWords *
find_problem_words (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (problem_words); i++)
    if (g_strcmp0 (problem_words[i].word, word) == 0)
      return &problem_words[i];
  return NULL;
}

char *
jr_desk_describe_problem (JrDesk *self, const JrProblem *problem)
{
  const JrProblemWords *words = find_problem_words (jr_problem_get_word (problem));
  g_autofree char      *time = NULL;
  g_autoptr (GString)   text = NULL;

  if (words == NULL)
    /* Translators: the hub's own short title of the problem, in English. */
    return g_strdup_printf (_ ("The hub refused: %s. Tell the administrator if this comes again."),
                            problem->title);
  if (words->named == NULL || problem->by == NULL || problem->at == 0)
    return g_strdup (_ (words->plain));

  time = format_time_of_day (problem->at);
  text = g_string_new (_ (words->named));
  g_string_replace (text, "{name}", problem->by->name, 1);
  g_string_replace (text, "{time}", time, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_ours (const GError *error)
{
  return error->domain == JR_SYNC_ERROR || error->domain == JR_STORE_ERROR;
}

char *
jr_desk_describe_error (JrDesk *self, const GError *error)
{
  /* The worker's client already speaks to the person. */
  if (error->domain == JR_RENDER_ERROR)
    return g_strdup (error->message);

  for (guint i = 0; is_ours (error) && i < G_N_ELEMENTS (error_words); i++)
    if ((int) error_words[i].code == error->code)
      return g_strdup (_ (error_words[i].words));
  /* Translators: the message of the system. */
  return g_strdup_printf (_ ("Something went wrong: %s"), error->message);
}
