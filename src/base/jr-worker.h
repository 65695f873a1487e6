/* jr-worker.h: one thread that owns one resource
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * JrWorker:
 *
 * A thread with a queue. Work runs in the order it was pushed, one at a time. What it owns (a database connection,
 * a line to the hub) is touched on it only; such functions begin with g_assert (jr_worker_is_current (…)).
 */
typedef struct _JrWorker JrWorker;

typedef void (*JrWorkFunc) (gpointer data);

JrWorker *jr_worker_new (const char *name);
/* Runs what is queued, then ends and joins the thread. */
void jr_worker_free (JrWorker *self);
void jr_worker_push (JrWorker *self, JrWorkFunc work, gpointer data, GDestroyNotify destroy);
/* Runs @func on the worker as g_task_run_in_thread() would on a pool; the task ends in its own main context. */
void     jr_worker_run_task (JrWorker *self, GTask *task, GTaskThreadFunc func);
gboolean jr_worker_is_current (JrWorker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrWorker, jr_worker_free)

G_END_DECLS
