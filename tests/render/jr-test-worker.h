/* jr-test-worker.h: looks at the worker processes of this test, and puts others in their place
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one child of this process, or 0 when there is none. */
GPid jr_test_worker_find (void);

guint jr_test_count_descriptors (void);

/** JrTestStrange: while it holds, clients start strange-worker with that behaviour instead of the real worker. */
typedef struct
{
  char *usual;
  char *folder;
  char *link;
} JrTestStrange;

void jr_test_worker_become_strange (JrTestStrange *self, const char *behaviour);
void jr_test_strange_clear (JrTestStrange *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JrTestStrange, jr_test_strange_clear)

G_END_DECLS
