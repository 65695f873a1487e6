/* jr-problem.h: RFC 9457 problems: every error the hub answers with
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "jr-refusal.h"

G_BEGIN_DECLS

JR_DECLARE_RECORD (JrProblem, jr_problem)

/**
 * JrProblem:
 *
 * @type is "urn:joint-review:problem:" and a stable word: those of JrRefusalCode, and of the table in jr-problem.c for
 * what is wrong before a command is understood (not-json, too-large, too-deep, log-in-required, …).
 */
struct _JrProblem
{
  char    *type;
  guint    status; /* HTTP */
  char    *title;  /* English, for a person */
  char    *detail; /* what was wrong here, or NULL */
  JrActor *by;     /* conflicts: who, or NULL */
  JrTime   at;     /* conflicts: when, or 0 */
};

/* @word must be in the table, which gives status and title. */
JrProblem *jr_problem_new_for (const char *word, const char *detail);
JrProblem *jr_problem_new_from_refusal (const JrRefusal *refusal);
/* The part of the type behind the last colon. */
const char *jr_problem_get_word (const JrProblem *self);

JsonNode  *jr_problem_write (const JrProblem *self);
JrProblem *jr_problem_read (JsonNode *node, GError **error);

/* All words, NULL-terminated: for documentation and tests. */
const char *const *jr_problem_get_words (void);

G_END_DECLS
