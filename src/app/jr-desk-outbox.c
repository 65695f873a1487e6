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

/* The window's own list of what is in the outbox: of every session, in the order of the numbers. */
static gboolean
find_entry (JrDesk *self, guint64 number, guint *out_index)
{
  for (guint i = 0; self->outbox != NULL && i < self->outbox->len; i++)
    if (((JrOutboxEntry *) self->outbox->pdata[i])->command->number == number)
      {
        *out_index = i;
        return TRUE;
      }
  return FALSE;
}

static const JrOutboxEntry *
find_last (JrDesk *self, const char *case_id, gboolean is_refused)
{
  for (guint i = self->outbox == NULL ? 0 : self->outbox->len; i > 0; i--)
    {
      const JrOutboxEntry *entry = self->outbox->pdata[i - 1];

      if ((entry->state == JR_OUTBOX_REFUSED) == is_refused &&
          g_strcmp0 (entry->command->case_id, case_id) == 0)
        return entry;
    }
  return NULL;
}

const JrOutboxEntry *
jr_desk_find_queued (JrDesk *self, const char *case_id)
{
  g_return_val_if_fail (JR_IS_DESK (self), NULL);

  return find_last (self, case_id, FALSE);
}

const JrOutboxEntry *
jr_desk_find_refused (JrDesk *self, const char *case_id)
{
  g_return_val_if_fail (JR_IS_DESK (self), NULL);

  return find_last (self, case_id, TRUE);
}

guint
jr_desk_count_queued (JrDesk *self)
{
  guint n_queued = 0;

  for (guint i = 0; self->outbox != NULL && i < self->outbox->len; i++)
    n_queued += ((JrOutboxEntry *) self->outbox->pdata[i])->state != JR_OUTBOX_REFUSED;
  return n_queued;
}

static void
tell_refusal (JrDesk *self, const JrAnswer *answer)
{
  g_autofree char *words = jr_desk_describe_problem (self, answer->problem);
  JrCaseItem *item = answer->case_id == NULL ? NULL : jr_desk_find_case (self, answer->case_id);
  const char *number = item != NULL ? jr_case_item_get_state (item)->number : answer->case_number;

  jr_desk_emit_refused (self, answer->number, number, words);
}

void
jr_desk_tell_refusals (JrDesk *self)
{
  for (guint i = 0; self->outbox != NULL && i < self->outbox->len; i++)
    {
      const JrOutboxEntry *entry = self->outbox->pdata[i];

      if (entry->answer != NULL)
        tell_refusal (self, entry->answer);
    }
}

static void
remove_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JrDesk            *self = JR_DESK (source);
  const guint64     *number = data;
  g_autoptr (GError) error = NULL;
  JrDatabase        *database = jr_local_copy_use (self->copy, &error);

  if (database == NULL || !jr_outbox_remove (database, *number, &error))
    g_debug ("a refused command stays in the outbox: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

void
jr_desk_forget_refused (JrDesk *self, guint64 number)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);
  guint             index;

  g_return_if_fail (JR_IS_DESK (self));

  if (!find_entry (self, number, &index))
    return;
  g_ptr_array_remove_index (self->outbox, index);
  g_task_set_task_data (task, g_memdup2 (&number, sizeof number), g_free);
  jr_worker_run_task (jr_local_copy_get_worker (self->copy), task, remove_thread);
}

void
jr_desk_clear_drafts (JrDesk *self, const char *case_id)
{
  static const char *const fields[] = { "opinion", "missing", "marks" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    jr_desk_set_draft (self, case_id, fields[i], NULL);
}

/* The engine has put it down in the database already. */
static void
settle (JrDesk *self, guint index, const JrAnswer *answer)
{
  g_autoptr (JrOutboxEntry) entry = jr_outbox_entry_ref (self->outbox->pdata[index]);
  const char               *case_id = entry->command->case_id;

  if (answer->problem != NULL)
    {
      JrOutboxEntry fields = *entry;

      fields.state = JR_OUTBOX_REFUSED;
      fields.answer = (JrAnswer *) answer;
      jr_outbox_entry_unref (self->outbox->pdata[index]);
      self->outbox->pdata[index] = jr_outbox_entry_new (&fields);
    }
  else
    {
      g_ptr_array_remove_index (self->outbox, index);
      if (entry->command->kind == JR_COMMAND_DECIDE)
        /* Text that the hub has taken is no draft any longer. */
        jr_desk_clear_drafts (self, case_id);
    }
  jr_desk_notify_outbox (self);
  if (case_id != NULL)
    jr_desk_emit_case_changed (self, case_id);
}

void
jr_desk_on_answered (JrDesk *self, const JrAnswer *answer)
{
  g_autoptr (GTask) task = NULL;
  guint             index;

  g_hash_table_steal_extended (self->waiting, &answer->number, NULL, (gpointer *) &task);
  if (task == NULL && self->n_enqueuing > 0)
    {
      g_hash_table_replace (self->early, g_memdup2 (&answer->number, sizeof answer->number),
                            jr_answer_ref (answer));
      return;
    }
  if (find_entry (self, answer->number, &index))
    settle (self, index, answer);
  if (task != NULL)
    g_task_return_pointer (task, jr_answer_ref (answer), (GDestroyNotify) jr_answer_unref);
  else if (answer->problem != NULL)
    tell_refusal (self, answer);
}

void
jr_desk_pass_on_refusal (JrDesk *self, const JrAnswer *answer)
{
  g_return_if_fail (JR_IS_DESK (self) && answer != NULL);

  if (answer->problem != NULL)
    tell_refusal (self, answer);
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
    {
      g_ptr_array_add (self->outbox,
                       jr_outbox_entry_new (&(JrOutboxEntry){ .command = numbered,
                                                              .state = JR_OUTBOX_QUEUED,
                                                              .queued_at = jr_time_now () }));
      wait_for_answer (self, outer, numbered->number);
      jr_desk_notify_outbox (self);
    }
  deliver_early (self);
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
  g_clear_pointer (&self->outbox, g_ptr_array_unref);
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
