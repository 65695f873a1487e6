/* jr-far-pushes.h: results that wait for a time which only a wrong clock can have set
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** JrFarPushes: of one thread. */
typedef struct _JrFarPushes JrFarPushes;

/* @window: so long each waits from when it was first seen, in microseconds. */
JrFarPushes *jr_far_pushes_new (gint64 window);
void         jr_far_pushes_free (JrFarPushes *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrFarPushes, jr_far_pushes_free)

/**
 * jr_far_pushes_look:
 * @ids: (element-type utf8): all that wait too long now; others are forgotten
 * @now: monotonic
 * @due: (element-type utf8): those that have waited are added
 *
 * Returns: monotonic, when the next will have waited; G_MAXINT64 when none is left
 */
gint64 jr_far_pushes_look (JrFarPushes *self, GPtrArray *ids, gint64 now, GPtrArray *due);

G_END_DECLS
