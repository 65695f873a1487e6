/* jr-frame.h: what travels in snapshot and feed
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "jr-case.h"
#include "jr-event.h"

G_BEGIN_DECLS

JR_DECLARE_RECORD (JrFrame, jr_frame)

/**
 * JrFrame:
 *
 * One line of a snapshot or one event of the feed: @event in the feed, @state in a snapshot, neither in a bookmark.
 * @event_json is the text of @event as it was read, members of a newer hub and all: its hash is in the log.
 * @cursor is where to go on after it. @applicant is the masked name, with the first event of a case and in snapshots.
 */
struct _JrFrame
{
  char    *cursor;
  JrEvent *event;
  char    *event_json; /* not written */
  JrCase  *state;
  char    *applicant;
  gboolean is_end; /* last line of a snapshot: it was complete */
};

JsonNode *jr_frame_write (const JrFrame *self);
/* The canonical text of the same. (transfer full) */
char    *jr_frame_to_text (const JrFrame *self);
JrFrame *jr_frame_read (JsonNode *node, GError **error);

G_END_DECLS
