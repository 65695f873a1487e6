/* jr-live-stream.h: the feed as text/event-stream
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-request.h"
#include "jr-subscribers.h"

G_BEGIN_DECLS

/* Clients take a line that is silent for 40 s for dead. */
#define JR_BOOKMARK_SECONDS 15

/* What is behind @after, and then whatever comes, until the other end is gone, its secret is not good any more, or the
 * hub stops. */
JrResponse *jr_live_stream_open (JrSubscribers *list, JrRequest *request, gint64 after);

G_END_DECLS
