/* jr-answer.h: what the hub answers to one command
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "jr-problem.h"

G_BEGIN_DECLS

JR_DECLARE_RECORD (JrAnswer, jr_answer)

/** JrAnswer: accepted when @problem is NULL. Stored with the command's id, so that asking again gives the same. */
struct _JrAnswer
{
  guint64    number; /* of the command */
  char      *case_id;
  char      *case_number;
  guint      case_version; /* after the command */
  gint64     sequence;     /* of its last event in the log: read at least up to here to see it */
  JrProblem *problem;
};

JsonNode *jr_answer_write (const JrAnswer *self);
/* The canonical text of the same. (transfer full) */
char     *jr_answer_to_text (const JrAnswer *self);
JrAnswer *jr_answer_read (JsonNode *node, GError **error);

G_END_DECLS
