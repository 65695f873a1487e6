/* jr-desk-outbox.c: commands on their way to the hub, and drafts
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-desk-private.h"
#include "jr-desk-table.h"
#include "jr-error.h"

/* A command is durable in the outbox before anybody hears of it; the engine sends it and says what was answered. Who
 * sent it waits as a task found by the command's number. The answer can be here before the number is: both come to the
 * main thread by different ways, so answers that nobody waits for are kept while a number is still on its way. */

/* How long a window waits for an answer over a line that seems to live, before it is told that the command is queued. */
#define JR_ANSWER_SECONDS 10

/** JrSending: the data of a waiting task. */
typedef struct
{
  JrSyncEngine *engine;
  JrCommand    *command;
  guint         session;
  guint64       number; /* 0 until it is in the outbox */
  guint         deadline;
} JrSending;

static void
sending_free (JrSending *self)
{
  g_clear_handle_id (&self->deadline, g_source_remove);
  g_object_unref (self->engine);
  jr_command_unref (self->command);
  g_free (self);
}

static void
return_queued (GTask *task)
{
  g_task_return_new_error (task, JR_SYNC_ERROR, JR_ERROR_OFFLINE,
                           "there is no line to the hub, the command waits in the outbox");
}

static void
remove_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JrDesk            *self = JR_DESK (source);
  const JrAnswer    *answer = data;
  g_autoptr (GError) error = NULL;
  JrDatabase        *database = jr_local_copy_use (self->copy, &error);

  if (database == NULL || !jr_outbox_remove (database, answer->number, &error))
    g_debug ("a refused command stays in the outbox: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
on_removed (GObject *object, GAsyncResult *result, gpointer data)
{
  jr_desk_count_outbox (JR_DESK (object));
}

/* The person has been told. */
static void
forget_refused (JrDesk *self, const JrAnswer *answer)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_removed, NULL);

  g_task_set_task_data (task, jr_answer_ref (answer), (GDestroyNotify) jr_answer_unref);
  jr_worker_run_task (jr_local_copy_get_worker (self->copy), task, remove_thread);
}

static void
tell_refusal (JrDesk *self, const JrAnswer *answer)
{
  g_autofree char *words = jr_desk_describe_problem (self, answer->problem);

  jr_desk_emit_refused (self, answer->case_number, words);
}

void
jr_desk_on_answered (JrDesk *self, const JrAnswer *answer)
{
  g_autoptr (GTask) task = NULL;

  if (g_hash_table_steal_extended (self->waiting, &answer->number, NULL, (gpointer *) &task))
    g_task_return_pointer (task, jr_answer_ref (answer), (GDestroyNotify) jr_answer_unref);
  else if (self->n_enqueuing > 0)
    {
      g_hash_table_replace (self->early, g_memdup2 (&answer->number, sizeof answer->number),
                            jr_answer_ref (answer));
      return;
    }
  else if (answer->problem != NULL)
    tell_refusal (self, answer);

  if (answer->problem != NULL)
    forget_refused (self, answer);
  jr_desk_count_outbox (self);
}

/* Answers that were early for a number that is known by now. */
static void
deliver_early (JrDesk *self)
{
  g_autoptr (GHashTable) early = NULL;
  GHashTableIter         iter;
  gpointer               answer;

  if (self->n_enqueuing > 0 || g_hash_table_size (self->early) == 0)
    return;

  early = g_steal_pointer (&self->early);
  self->early =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) jr_answer_unref);
  g_hash_table_iter_init (&iter, early);
  while (g_hash_table_iter_next (&iter, NULL, &answer))
    jr_desk_on_answered (self, answer);
}

static gboolean
on_deadline (gpointer data)
{
  GTask            *task = data;
  JrDesk           *self = g_task_get_source_object (task);
  JrSending        *sending = g_task_get_task_data (task);
  g_autoptr (GTask) owned = NULL;

  sending->deadline = 0;
  if (g_hash_table_steal_extended (self->waiting, &sending->number, NULL, (gpointer *) &owned))
    return_queued (owned);
  return G_SOURCE_REMOVE;
}

static gboolean
has_line (JrDesk *self)
{
  JrLinkState link = jr_desk_get_link (self);

  return link == JR_LINK_LIVE || link == JR_LINK_CATCHING_UP;
}

static void
enqueue_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JrSending            *sending = data;
  g_autoptr (GError)    error = NULL;
  g_autoptr (JrCommand) numbered =
    jr_sync_engine_enqueue (sending->engine, sending->command, &error);

  if (numbered == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&numbered), (GDestroyNotify) jr_command_unref);
}

static void
wait_for_answer (JrDesk *self, GTask *outer, guint64 number)
{
  JrSending *sending = g_task_get_task_data (outer);

  if (!has_line (self))
    {
      return_queued (outer);
      return;
    }
  sending->number = number;
  sending->deadline = g_timeout_add_seconds (JR_ANSWER_SECONDS, on_deadline, outer);
  g_hash_table_insert (self->waiting, &sending->number, g_object_ref (outer));
}

static void
on_enqueued (GObject *object, GAsyncResult *result, gpointer data)
{
  JrDesk               *self = JR_DESK (object);
  g_autoptr (GTask)     outer = data;
  JrSending            *sending = g_task_get_task_data (outer);
  g_autoptr (GError)    error = NULL;
  g_autoptr (JrCommand) numbered = g_task_propagate_pointer (G_TASK (result), &error);

  if (sending->session != self->session)
    {
      return_queued (outer);
      return;
    }
  self->n_enqueuing--;
  if (numbered == NULL)
    g_task_return_error (outer, g_steal_pointer (&error));
  else
    wait_for_answer (self, outer, numbered->number);
  deliver_early (self);
  jr_desk_count_outbox (self);
}

void
jr_desk_send_async (JrDesk             *self,
                    const JrCommand    *command,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            data)
{
  g_autoptr (GTask) outer = g_task_new (self, cancellable, callback, data);
  g_autoptr (GTask) next = NULL;
  JrSending        *sending;

  if (self->engine == NULL)
    {
      g_task_return_new_error (outer, JR_SYNC_ERROR, JR_ERROR_DENIED, "nobody is logged in");
      return;
    }
  sending = g_new0 (JrSending, 1);
  sending->engine = g_object_ref (self->engine);
  sending->command = jr_command_ref (command);
  sending->session = self->session;
  g_task_set_task_data (outer, sending, (GDestroyNotify) sending_free);
  self->n_enqueuing++;

  next = g_task_new (self, NULL, on_enqueued, g_object_ref (outer));
  g_task_set_task_data (next, sending, NULL);
  jr_worker_run_task (jr_local_copy_get_worker (self->copy), next, enqueue_thread);
}

JrAnswer *
jr_desk_send_finish (JrDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
jr_desk_give_up_waiting (JrDesk *self)
{
  g_autoptr (GHashTable) waiting = g_steal_pointer (&self->waiting);
  GHashTableIter         iter;
  gpointer               task;

  self->waiting = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);
  g_hash_table_iter_init (&iter, waiting);
  while (g_hash_table_iter_next (&iter, NULL, &task))
    return_queued (task);
}

static void
count_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  JrDatabase           *database = jr_local_copy_use (data, &error);

  if (database != NULL)
    entries = jr_outbox_load (database, &error);
  if (entries == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, entries->len);
}

static void
on_counted (GObject *object, GAsyncResult *result, gpointer data)
{
  JrDesk            *self = JR_DESK (object);
  g_autoptr (GError) error = NULL;
  gssize             size = g_task_propagate_int (G_TASK (result), &error);

  if (error != NULL)
    g_debug ("the outbox could not be counted: %s", error->message);
  else if (self->copy != NULL && self->outbox_size != (guint) size)
    {
      self->outbox_size = (guint) size;
      jr_desk_notify_outbox (self);
    }
}

void
jr_desk_count_outbox (JrDesk *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->copy == NULL)
    return;

  task = g_task_new (self, NULL, on_counted, NULL);
  g_task_set_task_data (task, self->copy, NULL);
  jr_worker_run_task (jr_local_copy_get_worker (self->copy), task, count_thread);
}

void
jr_desk_init_outbox (JrDesk *self)
{
  self->waiting = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);
  self->early =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) jr_answer_unref);
}

void
jr_desk_clear_outbox (JrDesk *self)
{
  jr_desk_give_up_waiting (self);
  g_hash_table_remove_all (self->early);
  self->n_enqueuing = 0;
  self->outbox_size = 0;
}

char *
jr_desk_get_draft (JrDesk *self, const char *case_id, const char *field)
{
  g_return_val_if_fail (JR_IS_DESK (self) && case_id != NULL && field != NULL, NULL);

  return self->drafts == NULL ? NULL : jr_draft_cache_get (self->drafts, case_id, field);
}

static void
write_drafts (gpointer data)
{
  JrDesk            *self = data;
  g_autoptr (GError) error = NULL;
  JrDatabase        *database = jr_local_copy_use (self->copy, &error);

  if (database == NULL || !jr_draft_cache_write (self->drafts, database, &error))
    g_debug ("drafts could not be saved, the next key stroke tries again: %s", error->message);
}

/* The desk outlives what is pushed: closing the session waits for the local copy's worker. */
void
jr_desk_set_draft (JrDesk *self, const char *case_id, const char *field, const char *text)
{
  g_return_if_fail (JR_IS_DESK (self) && case_id != NULL && field != NULL);

  if (self->drafts != NULL && jr_draft_cache_set (self->drafts, case_id, field, text))
    jr_worker_push (jr_local_copy_get_worker (self->copy), write_drafts, self, NULL);
}
