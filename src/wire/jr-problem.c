/* jr-problem.c: RFC 9457 problems: every error the hub answers with
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One table gives each word its status and title. Programs go by the word at the end of the type, which never changes;
 * the title is for a person who has nothing better. */

#include "jr-problem.h"

#include <string.h>

#include "jr-form-private.h"

#define TYPE_PREFIX "urn:joint-review:problem:"
/* Details quote what was wrong, so they may be longer than what a person writes. */
#define DETAIL_MAXIMUM (2 * JR_TEXT_MAXIMUM)

typedef struct
{
  const char *word;
  guint       status;
  const char *title;
} Row;

/* Those of JrRefusalCode first. */
static const Row rows[] = {
  { "invalid", 422, "The request makes no sense" },
  { "not-allowed", 403, "This is not allowed for you" },
  { "unknown-case", 404, "There is no such case" },
  { "unknown-item", 422, "There is no such service item" },
  { "duplicate", 409, "There is such a case already" },
  { "wrong-phase", 409, "Not possible where the case stands now" },
  { "claimed", 409, "A colleague has claimed it" },
  { "changed", 409, "The case has changed meanwhile" },
  { "incomplete", 422, "Something that is needed is missing" },
  { "too-late", 409, "It is too late for that" },
  { "missing-blob", 422, "A document was not uploaded" },
  { "not-pdf", 422, "A document is not a PDF that can be read" },
  { "forgotten", 409, "The answer to this old command is no longer kept" },

  { "encrypted-pdf", 422, "A document is encrypted" },
  { "bad-request", 400, "The request is not well-formed" },
  { "not-json", 400, "The body is not JSON" },
  { "too-deep", 400, "The JSON is nested too deeply" },
  { "too-large", 413, "The request is too large" },
  { "length-required", 411, "The length of the body must be given" },
  { "log-in-required", 401, "Log in first" },
  { "wrong-credentials", 401, "User name or password is wrong" },
  { "new-password-required", 403, "A new password must be set first" },
  { "too-many-attempts", 429, "Too many attempts, wait a while" },
  { "too-many-requests", 429, "Too many requests from this account, wait a while" },
  { "not-found", 404, "There is nothing at this address" },
  { "no-calendar", 404, "No calendar of the hall is loaded" },
  { "method-not-allowed", 405, "This cannot be done at this address" },
  { "unsupported-media-type", 415, "The body is of the wrong type" },
  { "wrong-hash", 422, "The bytes do not have the SHA-256 that was given" },
  { "wrong-offset", 409, "The next part of the document begins elsewhere" },
  { "range-not-satisfiable", 416, "The file has no such bytes" },
  { "cursor-gone", 410, "The feed cannot go on from there, take a new snapshot" },
  { "disk-full", 507, "The hub has no space left" },
  { "busy", 503, "The hub has too much to do, try again" },
  { "stopping", 503, "The hub is stopping, try again" },
  { "internal", 500, "Something went wrong on the hub" },
};

static void
copy (JrProblem *self)
{
  self->type = g_strdup (self->type);
  self->title = g_strdup (self->title);
  self->detail = g_strdup (self->detail);
  self->by = self->by != NULL ? jr_actor_ref (self->by) : NULL;
}

static void
clear (JrProblem *self)
{
  g_free (self->type);
  g_free (self->title);
  g_free (self->detail);
  g_clear_pointer (&self->by, jr_actor_unref);
}

JR_DEFINE_RECORD (JrProblem, jr_problem, copy, clear)

static const Row *
find_row (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (rows[i].word, word) == 0)
      return &rows[i];
  return NULL;
}

static JrProblem *
new_for (const char *word, const char *detail, JrActor *by, JrTime at)
{
  const Row       *row = find_row (word);
  g_autofree char *type = g_strconcat (TYPE_PREFIX, word, NULL);

  g_return_val_if_fail (row != NULL, NULL);

  return jr_problem_new (&(JrProblem){ .type = type,
                                       .status = row->status,
                                       .title = (char *) row->title,
                                       .detail = (char *) detail,
                                       .by = by,
                                       .at = at });
}

JrProblem *
jr_problem_new_for (const char *word, const char *detail)
{
  g_return_val_if_fail (word != NULL, NULL);

  return new_for (word, detail, NULL, 0);
}

JrProblem *
jr_problem_new_from_refusal (const JrRefusal *refusal)
{
  g_return_val_if_fail (refusal != NULL, NULL);

  return new_for (jr_refusal_code_to_string (refusal->code), refusal->detail, refusal->by,
                  refusal->at);
}

/** The whole type when it has no colon. */
const char *
jr_problem_get_word (const JrProblem *self)
{
  const char *colon = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  colon = strrchr (self->type, ':');
  return colon != NULL ? colon + 1 : self->type;
}

const char *const *
jr_problem_get_words (void)
{
  static const char *words[G_N_ELEMENTS (rows) + 1];
  static gsize       is_filled = 0;

  if (g_once_init_enter (&is_filled))
    {
      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        words[i] = rows[i].word;
      g_once_init_leave (&is_filled, 1);
    }
  return words;
}

static const JrField problem_fields[] = {
  JR_FIELD (JrProblem, type, LABEL, JR_FIELD_ALWAYS, .maximum = JR_NAME_MAXIMUM),
  JR_FIELD (JrProblem, status, COUNT, JR_FIELD_ALWAYS, .minimum = 100, .maximum = 599),
  JR_FIELD (JrProblem, title, LABEL, JR_FIELD_ALWAYS, .maximum = JR_NAME_MAXIMUM),
  JR_FIELD (JrProblem, detail, TEXT, JR_FIELD_OPTIONAL, .maximum = DETAIL_MAXIMUM),
  JR_FIELD (JrProblem, by, RECORD, JR_FIELD_OPTIONAL, .form = &jr_actor_form),
  JR_FIELD (JrProblem, at, TIME, JR_FIELD_OPTIONAL),
};

const JrForm jr_problem_form = {
  .what = "problem",
  .size = sizeof (JrProblem),
  .fields = problem_fields,
  .n_fields = G_N_ELEMENTS (problem_fields),
  .create = JR_FORM_CREATE (jr_problem_new),
  .unref = (GDestroyNotify) jr_problem_unref,
};

JsonNode *
jr_problem_write (const JrProblem *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return jr_form_write (&jr_problem_form, self);
}

JrProblem *
jr_problem_read (JsonNode *node, GError **error)
{
  g_return_val_if_fail (node != NULL, NULL);

  return jr_form_read (&jr_problem_form, node, error);
}
