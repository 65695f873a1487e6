/* jr-writer.c: the one thread that writes
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A commit waits for the disk, so all that came meanwhile is committed together next time: the busier the hub, the less a
 * command costs. Each piece of work has a savepoint of its own, so that one that fails takes nothing of the others with
 * it. A full disk fails the whole commit; nothing of it is done then, and the next one tries anew. */

#include "jr-writer.h"

#include "jr-error.h"
#include "jr-metrics.h"

#define GROUP_MAXIMUM 64
/* After a group of this size the next waits a moment for the clients that have just been answered: it costs them less
 * than a commit, and saves one. */
#define CROWD_MINIMUM 5
#define GATHERING_US 1000

typedef struct
{
  JrWriteFunc func;
  JrWriteDone done;
  gpointer    data;
  GError     *error; /* of @func */
} Work;

struct _JrWriter
{
  JrDatabase             *database;
  const JrExecutionRules *rules;
  GThread                *thread;

  GMutex   lock;
  GCond    changed;
  GQueue   queue; /* (element-type Work) */
  gboolean is_ending;
  gboolean is_idle; /* the thread sleeps until there is work */
  guint    n_last;  /* in the group before */
};

static void
work_free (gpointer data)
{
  Work *self = data;

  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
undo (Work *work, JrTransaction *transaction, GError **error)
{
  /* SQLite may have undone everything already, also what others did. */
  if (work->error->code == JR_ERROR_FULL || work->error->code == JR_ERROR_IO)
    {
      g_propagate_error (error, g_error_copy (work->error));
      return FALSE;
    }
  return jr_transaction_rollback_to_savepoint (transaction, error);
}

static gboolean
do_one (JrWriter *self, Work *work, JrTransaction *transaction, GPtrArray *frames, GError **error)
{
  guint n_before = frames->len;

  if (!jr_transaction_savepoint (transaction, error))
    return FALSE;
  if (work->func (self->database, frames, work->data, &work->error))
    return jr_transaction_release (transaction, error);
  g_message ("A piece of work was undone: %s", work->error->message);
  g_ptr_array_set_size (frames, (gint) n_before);
  return undo (work, transaction, error);
}

static gboolean
do_all (JrWriter *self, GPtrArray *group, GPtrArray *frames, GError **error)
{
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;

  if (!jr_transaction_begin (&transaction, self->database, error))
    return FALSE;
  for (guint i = 0; i < group->len; i++)
    if (!do_one (self, group->pdata[i], &transaction, frames, error))
      return FALSE;
  return jr_transaction_commit (&transaction, error);
}

static void
do_group (JrWriter *self, GPtrArray *group)
{
  g_autoptr (GPtrArray) frames = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_frame_unref);
  g_autoptr (GError)    error = NULL;
  gint64                begin = g_get_monotonic_time ();
  gboolean              is_done = do_all (self, group, frames, &error);

  jr_metrics_observe (JR_HISTOGRAM_COMMIT_SECONDS, g_get_monotonic_time () - begin);
  jr_metrics_observe (JR_HISTOGRAM_COMMIT_WORK, group->len);
  jr_metrics_add (is_done ? JR_METRIC_COMMITS_DONE : JR_METRIC_COMMITS_FAILED, 1);

  /* First the feed: whoever has his answer finds it there. */
  if (is_done && frames->len > 0)
    jr_feed_publish (self->rules->feed, frames);
  if (!is_done)
    g_message ("Nothing was written: %s", error->message);
  for (guint i = 0; i < group->len; i++)
    {
      const Work *work = group->pdata[i];

      work->done (work->data, is_done ? work->error : error);
    }
}

/* Under the lock. */
static void
gather (JrWriter *self)
{
  gint64 until = g_get_monotonic_time () + GATHERING_US;

  while (self->n_last >= CROWD_MINIMUM && self->queue.length < GROUP_MAXIMUM && !self->is_ending &&
         g_cond_wait_until (&self->changed, &self->lock, until))
    continue;
}

/* Waits for work; empty at the end. */
static GPtrArray *
take_group (JrWriter *self)
{
  GPtrArray               *group = g_ptr_array_new_with_free_func (work_free);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->is_idle = TRUE;
  while (self->queue.length == 0 && !self->is_ending)
    g_cond_wait (&self->changed, &self->lock);
  self->is_idle = FALSE;
  gather (self);
  while (self->queue.length > 0 && group->len < GROUP_MAXIMUM)
    g_ptr_array_add (group, g_queue_pop_head (&self->queue));
  self->n_last = group->len;
  return group;
}

static gpointer
run (gpointer data)
{
  gboolean is_over = FALSE;

  while (!is_over)
    {
      g_autoptr (GPtrArray) group = take_group (data);

      is_over = group->len == 0;
      if (!is_over)
        do_group (data, group);
    }
  return NULL;
}

JrWriter *
jr_writer_new (JrDatabase *database, const JrExecutionRules *rules)
{
  JrWriter *self = g_new0 (JrWriter, 1);

  self->database = database;
  self->rules = rules;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->queue);
  self->thread = g_thread_new ("writer", run, self);
  return self;
}

void
jr_writer_free (JrWriter *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->lock);
  self->is_ending = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

/* All or none. */
static gboolean
push_all (JrWriter *self, JrWriteFunc func, JrWriteDone done, gpointer *data, guint n_data)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->queue.length + n_data > JR_WRITER_QUEUE_MAXIMUM || self->is_ending)
    return FALSE;
  for (guint i = 0; i < n_data; i++)
    {
      Work *work = g_new (Work, 1);

      *work = (Work){ .func = func, .done = done, .data = data[i] };
      g_queue_push_tail (&self->queue, work);
    }
  /* A signal is a system call: not for each while it gathers, and none while it writes. */
  if (self->is_idle || self->queue.length >= GROUP_MAXIMUM)
    g_cond_signal (&self->changed);
  return TRUE;
}

gboolean
jr_writer_push (JrWriter *self, JrWriteFunc func, JrWriteDone done, gpointer data)
{
  g_return_val_if_fail (self != NULL && func != NULL && done != NULL, FALSE);

  return push_all (self, func, done, &data, 1);
}

/* Commands ----------------------------------------------------------------------------------------------------------- */

typedef struct
{
  JrWriter     *writer;
  JrActor      *actor;
  GPtrArray    *answers;
  guint         n_left;
  JrAnswersFunc done;
  gpointer      data;
} Batch;

typedef struct
{
  Batch     *batch;
  JrCommand *command;
  JrAnswer  *answer;
} BatchPart;

static void
batch_free (Batch *self)
{
  jr_actor_unref (self->actor);
  g_ptr_array_unref (self->answers);
  g_free (self);
}

static void
part_free (gpointer data)
{
  BatchPart *self = data;

  jr_command_unref (self->command);
  g_clear_pointer (&self->answer, jr_answer_unref);
  g_free (self);
}

static gboolean
carry_out (JrDatabase *database, GPtrArray *frames, gpointer data, GError **error)
{
  BatchPart *self = data;

  return jr_execution_run (database, self->batch->writer->rules, self->batch->actor, self->command,
                           frames, &self->answer, error);
}

static JrAnswer *
answer_failure (const BatchPart *self, const GError *error)
{
  g_autoptr (JrProblem) problem =
    jr_problem_new_for (error->code == JR_ERROR_FULL ? "disk-full" : "internal", NULL);

  return jr_answer_new (&(JrAnswer){ .number = self->command->number, .problem = problem });
}

/* Parts are done in their order, so that the answers are in theirs. */
static void
on_carried_out (gpointer data, const GError *error)
{
  BatchPart *self = data;
  Batch     *batch = self->batch;

  jr_metrics_add (error != NULL                   ? JR_METRIC_COMMANDS_FAILED
                  : self->answer->problem != NULL ? JR_METRIC_COMMANDS_REFUSED
                                                  : JR_METRIC_COMMANDS_ACCEPTED,
                  1);
  g_ptr_array_add (batch->answers,
                   error != NULL ? answer_failure (self, error) : g_steal_pointer (&self->answer));
  part_free (self);
  if (--batch->n_left > 0)
    return;
  batch->done (batch->answers, batch->data);
  batch_free (batch);
}

gboolean
jr_writer_submit (JrWriter     *self,
                  JrActor      *actor,
                  GPtrArray    *commands,
                  JrAnswersFunc done,
                  gpointer      data)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (part_free);
  Batch                *batch = NULL;

  g_return_val_if_fail (self != NULL && actor != NULL, FALSE);
  g_return_val_if_fail (commands != NULL && commands->len > 0, FALSE);

  batch = g_new (Batch, 1);
  *batch = (Batch){ .writer = self,
                    .actor = jr_actor_ref (actor),
                    .answers = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_answer_unref),
                    .n_left = commands->len,
                    .done = done,
                    .data = data };
  for (guint i = 0; i < commands->len; i++)
    {
      BatchPart *part = g_new (BatchPart, 1);

      *part = (BatchPart){ .batch = batch, .command = jr_command_ref (commands->pdata[i]) };
      g_ptr_array_add (parts, part);
    }
  if (!push_all (self, carry_out, on_carried_out, parts->pdata, parts->len))
    {
      batch_free (batch);
      return FALSE;
    }
  g_ptr_array_set_free_func (parts, NULL);
  return TRUE;
}
