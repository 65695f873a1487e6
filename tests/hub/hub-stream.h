/* hub-stream.h: somebody who follows the feed of a real hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-test-hub.h"

G_BEGIN_DECLS

/** HubStream: one line with GET /v1/events on it. Functions that wait end the test when nothing comes for too long. */
typedef struct
{
  GSocketConnection *connection;
  GString           *text;      /* all that has come */
  gsize              n_counted; /* of it, in whole events */
  guint              n_cases;   /* events of cases among them */
  gboolean           is_over;
} HubStream;

/* @headers (nullable): further ones, each with its end of line. */
HubStream      *
hub_stream_open (JrTestHub *hub, const char *user, const char *query, const char *headers);
void hub_stream_close (HubStream *self);

void hub_stream_wait_for (HubStream *self, const char *word);
/* For so many events of cases. */
void hub_stream_wait_for_cases (HubStream *self, guint n);
void hub_stream_wait_for_end (HubStream *self);
/* Takes what comes up to so many events of cases; FALSE when the hub has cut the line before. */
gboolean hub_stream_take_cases (HubStream *self, guint n);

/* The place from which everything is new. (transfer full) */
char *hub_dup_head (JrTestHub *hub);
/* (transfer full) */
JrTestReply *hub_ask_page (JrTestHub *hub, const char *cursor, const char *rest);
guint        hub_count_frames (JrTestReply *page);
const char  *hub_get_cursor (JrTestReply *page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubStream, hub_stream_close)

G_END_DECLS
