/* jr-long-poll.h: pages of the feed, at once or when there is something to put on them
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-request.h"
#include "jr-subscribers.h"

G_BEGIN_DECLS

#define JR_PAGE_FRAMES_DEFAULT 500
#define JR_PAGE_FRAMES_MAXIMUM 5000
/* Proxies give up on a line that is silent for longer. */
#define JR_POLL_SECONDS_MAXIMUM 60

/* The page behind @after. With @wait_seconds and nothing there, NULL: @request is suspended and answered when there is,
 * or by an empty page when the time is over. */
JrResponse *jr_long_poll_answer (JrSubscribers *list,
                                 JrRequest     *request,
                                 gint64         after,
                                 guint          limit,
                                 guint          wait_seconds);

G_END_DECLS
