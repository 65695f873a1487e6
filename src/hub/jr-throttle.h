/* jr-throttle.h: how often something may be tried
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** JrThrottle: for each key some tries at once, and then one in a while. Any thread. */
typedef struct _JrThrottle JrThrottle;

/* @burst tries at once; one more for every @interval (in microseconds) that passes. */
JrThrottle *jr_throttle_new (guint burst, gint64 interval);
void        jr_throttle_free (JrThrottle *self);

/* @now: monotonic, in microseconds. FALSE when there is none left for @key: *out_wait seconds from now there is. */
gboolean jr_throttle_take (JrThrottle *self, const char *key, gint64 now, guint *out_wait);
/* It was no failure, and does not count. */
void jr_throttle_give_back (JrThrottle *self, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrThrottle, jr_throttle_free)

G_END_DECLS
