/* hub-cases.h: what people do with cases, by a real hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-test-hub.h"

G_BEGIN_DECLS

/* Sends one command as @user, with an id of its own. The answer, whatever it says. (transfer full) */
JrAnswer *hub_send (JrTestHub *hub, const char *user, const JrCommand *fields);
/* The same; it must be accepted. */
void hub_do (JrTestHub *hub, const char *user, const JrCommand *fields);

/* window1 hands in these documents, which are in the store already. The id of the case. (transfer full) */
char *hub_submit (JrTestHub *hub, const char *item, GPtrArray *documents);
/* One small PDF with one page. (transfer full) */
char *hub_submit_small (JrTestHub *hub, const char *item);
void  hub_comment (JrTestHub *hub, const char *user, const char *case_id, const char *text);

/* @user's decision on the case as it is now; a mark on the first page of each of @documents (nullable) (element-type
 * JrDocument), at @x_um. */
void hub_decide (JrTestHub     *hub,
                 const char    *user,
                 const char    *case_id,
                 JrDecisionKind kind,
                 GPtrArray     *documents,
                 gint64         x_um);

JrCaseFile *hub_load_case (JrTestHub *hub, const char *case_id);
/* Ends the test when it takes much too long. (transfer full) */
JrCaseFile *hub_wait_for_push (JrTestHub *hub, const char *case_id);
/* How many events of @kind the case has. */
guint hub_count_events (const JrCaseFile *file, JrEventKind kind);

G_END_DECLS
