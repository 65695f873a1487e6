/* jr-deadline-private.h: an end to waiting for the other side
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** JrDeadline: guards blocking calls. Its cancellable is cancelled when the caller's is, and when nobody has extended
 * the deadline in time. */
typedef struct _JrDeadline JrDeadline;

JrDeadline   *jr_deadline_new (guint limit_ms, GCancellable *caller);
void          jr_deadline_free (JrDeadline *self);
GCancellable *jr_deadline_get_cancellable (JrDeadline *self);
/* Something came: wait for @limit_ms from now on. */
void     jr_deadline_extend (JrDeadline *self, guint limit_ms);
gboolean jr_deadline_has_passed (JrDeadline *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrDeadline, jr_deadline_free)

G_END_DECLS
