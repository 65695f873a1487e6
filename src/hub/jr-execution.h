/* jr-execution.h: one command, from asking to its answer
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-actor.h"
#include "jr-answer.h"
#include "jr-command.h"
#include "jr-database.h"
#include "jr-feed.h"

G_BEGIN_DECLS

/** JrExecutionRules: what is the same for all commands of a room. @feed names the places in the log. */
typedef struct
{
  JrFeed     *feed;
  const char *room_code;
  JrTime      claim_lease;
  JrTime      recall_window;
} JrExecutionRules;

/**
 * jr_execution_run:
 * @frames: (element-type JrFrame): gets the new events
 * @out_answer: (transfer full): accepted, refused, or what was answered to this id before
 *
 * In the caller's transaction. An error means that the database failed, and that all must be undone.
 */
gboolean jr_execution_run (JrDatabase             *database,
                           const JrExecutionRules *rules,
                           const JrActor          *actor,
                           const JrCommand        *command,
                           GPtrArray              *frames,
                           JrAnswer              **out_answer,
                           GError                **error);

G_END_DECLS
