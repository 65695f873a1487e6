/* jr-event-stream.h: reads text/event-stream
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * JrStreamEvent:
 *
 * One event as the WHATWG standard dispatches it, borrowed for the length of the call. @data may hold NUL bytes and is
 * NUL-terminated behind @length; the bytes are as they came, it is for their reader to judge whether they are UTF-8.
 */
typedef struct
{
  const char *type; /* "message" unless the stream named another */
  const char *data;
  gsize       length;
  const char *last_id; /* of this or an earlier event; "" when there was none */
} JrStreamEvent;

/* Return FALSE to be told of no more. */
typedef gboolean (*JrStreamEventFunc) (const JrStreamEvent *event, gpointer data);

/** JrEventStream: a parser that is pushed the bytes as they come, in pieces of any size. */
typedef struct _JrEventStream JrEventStream;

/* @max_event: bytes of one line, and of the data of one event. */
JrEventStream *jr_event_stream_new (gsize max_event, JrStreamEventFunc func, gpointer data);
void           jr_event_stream_free (JrEventStream *self);
/* JR_SYNC_ERROR/JR_ERROR_TOO_LARGE when an event is over the limit; nothing may be pushed after that. */
gboolean
jr_event_stream_push (JrEventStream *self, const char *bytes, gsize length, GError **error);
/* Whether the function has said stop. */
gboolean jr_event_stream_is_stopped (JrEventStream *self);
/* The last "retry:", in milliseconds; -1 when there was none. */
gint64 jr_event_stream_get_retry_ms (JrEventStream *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrEventStream, jr_event_stream_free)

G_END_DECLS
