/* test-worker.c: work runs in order, on its thread, all of it
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-worker.h"

#define JOBS 2000

typedef struct
{
  JrWorker *worker;
  guint     next; /* touched on the worker only, until it is joined */
  guint     destroyed;
} Tally;

typedef struct
{
  Tally *tally;
  guint  index;
} Step;

static void
take_step (gpointer data)
{
  Step *step = data;

  g_assert_true (jr_worker_is_current (step->tally->worker));
  g_assert_cmpuint (step->tally->next, ==, step->index);
  step->tally->next++;
}

static void
step_free (gpointer data)
{
  Step *step = data;

  step->tally->destroyed++;
  g_free (step);
}

static void
test_order_and_join (void)
{
  JrWorker *worker = jr_worker_new ("test");
  Tally     tally = { .worker = worker };

  g_assert_false (jr_worker_is_current (worker));
  for (guint i = 0; i < JOBS; i++)
    {
      Step *step = g_new (Step, 1);

      *step = (Step){ .tally = &tally, .index = i };
      jr_worker_push (worker, take_step, step, step_free);
    }
  jr_worker_free (worker);
  g_assert_cmpuint (tally.next, ==, JOBS);
  g_assert_cmpuint (tally.destroyed, ==, JOBS);
}

static void
test_without_work (void)
{
  g_autoptr (JrWorker) worker = jr_worker_new ("idle");

  g_assert_false (jr_worker_is_current (worker));
}

typedef struct
{
  JrWorker  *worker;
  GThread   *finalized_on;
  GMainLoop *loop;
  int        answer;
} Call;

static void
compute (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Call *call = data;

  g_assert_true (jr_worker_is_current (call->worker));
  g_assert_true (G_IS_OBJECT (source));
  g_task_return_int (task, 42);
}

static void
on_computed (GObject *source, GAsyncResult *result, gpointer data)
{
  Call              *call = data;
  g_autoptr (GError) error = NULL;

  call->answer = (int) g_task_propagate_int (G_TASK (result), &error);
  g_assert_no_error (error);
}

static void
on_source_finalized (gpointer data, GObject *where_it_was)
{
  Call *call = data;

  call->finalized_on = g_thread_self ();
  g_main_loop_quit (call->loop);
}

/* A widget may be the source of a task: it must die where it lived, even when the worker holds the task last. */
static void
test_task_ends_and_dies_at_home (void)
{
  g_autoptr (JrWorker)  worker = jr_worker_new ("task");
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Call                  call = { .worker = worker, .loop = loop };
  GObject              *source = g_object_new (G_TYPE_OBJECT, NULL);
  GTask                *task = g_task_new (source, NULL, on_computed, &call);

  g_object_weak_ref (source, on_source_finalized, &call);
  g_task_set_task_data (task, &call, NULL);
  jr_worker_run_task (worker, task, compute);
  g_object_unref (task);
  g_object_unref (source);

  g_main_loop_run (loop);
  g_assert_cmpint (call.answer, ==, 42);
  g_assert_true (call.finalized_on == g_thread_self ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/worker/order-and-join", test_order_and_join);
  g_test_add_func ("/worker/without-work", test_without_work);
  g_test_add_func ("/worker/task-ends-and-dies-at-home", test_task_ends_and_dies_at_home);
  return g_test_run ();
}
