/* jr-worker.c: one thread that owns one resource
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The queue is the only thing that two threads touch. Jobs run in the order they were pushed; the last one, pushed by
 * jr_worker_free(), ends the loop, so that nothing accepted is ever dropped. */

#include "jr-worker.h"

struct _JrWorker
{
  GThread     *thread;
  GAsyncQueue *jobs;
};

typedef struct
{
  JrWorkFunc     work; /* NULL ends the thread */
  gpointer       data;
  GDestroyNotify destroy;
} Job;

typedef struct
{
  GTask          *task;
  GTaskThreadFunc func;
} TaskJob;

static gpointer
run (gpointer data)
{
  g_autoptr (GAsyncQueue) jobs = data;
  gboolean                is_last = FALSE;

  while (!is_last)
    {
      g_autofree Job *job = g_async_queue_pop (jobs);

      is_last = job->work == NULL;
      if (!is_last)
        job->work (job->data);
      if (job->destroy != NULL)
        job->destroy (job->data);
    }
  return NULL;
}

JrWorker *
jr_worker_new (const char *name)
{
  JrWorker *self = g_new0 (JrWorker, 1);

  self->jobs = g_async_queue_new ();
  self->thread = g_thread_new (name, run, g_async_queue_ref (self->jobs));
  return self;
}

static void
push (JrWorker *self, JrWorkFunc work, gpointer data, GDestroyNotify destroy)
{
  Job *job = g_new (Job, 1);

  *job = (Job){ .work = work, .data = data, .destroy = destroy };
  g_async_queue_push (self->jobs, job);
}

void
jr_worker_free (JrWorker *self)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (!jr_worker_is_current (self));

  push (self, NULL, NULL, NULL);
  g_thread_join (self->thread);
  g_async_queue_unref (self->jobs);
  g_free (self);
}

/** @destroy is called on the worker, after @work. */
void
jr_worker_push (JrWorker *self, JrWorkFunc work, gpointer data, GDestroyNotify destroy)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (work != NULL);

  push (self, work, data, destroy);
}

static void
run_task (gpointer data)
{
  TaskJob *job = data;

  job->func (job->task, g_task_get_source_object (job->task), g_task_get_task_data (job->task),
             g_task_get_cancellable (job->task));
}

static gboolean
on_task_is_home (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/* The last reference to a task may be the worker's. The source object behind it can be a widget, so it is given up in
 * the task's own context, never here. */
static void
task_job_free (gpointer data)
{
  g_autofree TaskJob *job = data;
  g_autoptr (GSource) source = g_idle_source_new ();
  GMainContext       *home = g_task_get_context (job->task);

  g_source_set_callback (source, on_task_is_home, job->task, g_object_unref);
  g_source_attach (source, home);
}

void
jr_worker_run_task (JrWorker *self, GTask *task, GTaskThreadFunc func)
{
  TaskJob *job = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  job = g_new (TaskJob, 1);
  *job = (TaskJob){ .task = g_object_ref (task), .func = func };
  push (self, run_task, job, task_job_free);
}

gboolean
jr_worker_is_current (JrWorker *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->thread == g_thread_self ();
}
