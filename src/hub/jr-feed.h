/* jr-feed.h: the one source of frames for page, long poll and live stream
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-cursor.h"
#include "jr-frame.h"
#include "jr-readers.h"

G_BEGIN_DECLS

/* So many last frames are kept in memory, once for all; older ones are read from the log again. A desk that was away
 * for a minute of a busy hall finds its place among them. */
#define JR_FEED_RING 8192

/**
 * JrFeed:
 *
 * Frames are the same bytes whichever way they go out. A reader is only a place in the log, so that one who is slow
 * costs nothing and holds nobody up; what is new is told by a call, and each then takes as much as it can. Any thread.
 */
typedef struct _JrFeed JrFeed;

/* Called when there is something new, on the thread that published, which it must not hold up. */
typedef void (*JrFeedFunc) (gpointer data);

/* Takes the head of the log as its start; @readers is borrowed. */
JrFeed *jr_feed_new (JrReaders *readers, GError **error);
void    jr_feed_free (JrFeed *self);

/* What was committed: @frames (element-type JrFrame) each with its event and cursor, in the order of the log and
 * without a gap behind what was published before; the masked name of the applicant with a case's first event. */
void jr_feed_publish (JrFeed *self, GPtrArray *frames);

/* The place from which everything is new. */
void jr_feed_get_head (JrFeed *self, JrCursor *out_head);
/* *out_sequence of the cursor @text (NULL: the beginning). JR_HUB_ERROR/JR_ERROR_NOT_FOUND when nobody can go on from
 * there: another log, another room, or a place that this log has not reached. */
gboolean jr_feed_find (JrFeed *self, const char *text, gint64 *out_sequence, GError **error);
/* (transfer full) */
char *jr_feed_write_cursor (JrFeed *self, gint64 sequence);

/**
 * jr_feed_read:
 * @after: the place of the reader
 * @limit: of frames, from 1
 * @max_bytes: of all together; one frame is given even when it alone is larger
 * @out_next: the place behind the last frame given
 *
 * Returns: (transfer full) (element-type GBytes): the JSON of the frames behind @after, empty at the head
 */
GPtrArray *jr_feed_read (JrFeed  *self,
                         gint64   after,
                         guint    limit,
                         gsize    max_bytes,
                         gint64  *out_next,
                         GError **error);

/* Takes the masked names out of what jr_feed_read() has given, for who is not shown them. */
void jr_feed_remove_names (GPtrArray *frames);

/* Watch first, then read: what is published after this has returned is told. After jr_feed_unwatch() has returned the
 * watcher is not told any more; it must not be called by a watcher. */
guint64 jr_feed_watch (JrFeed *self, JrFeedFunc func, gpointer data);
void    jr_feed_unwatch (JrFeed *self, guint64 id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrFeed, jr_feed_free)

G_END_DECLS
