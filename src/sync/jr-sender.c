/* jr-sender.c: the thread that empties the outbox
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In the order in which things were done, some at a time, again and again until the hub has answered: the numbers make
 * a second sending harmless. Only the hub refuses a command; a line that is gone, a proxy that complains or a full disk
 * is a reason to wait. What is refused stays, with its answer, until its person has seen it. */

#include "jr-sync-engine-private.h"

#include "jr-database.h"
#include "jr-desk-table.h"
#include "jr-error.h"

/* Few enough that one that takes long does not hold the others up. */
#define BATCH 50

typedef struct
{
  JrSyncEngine *engine;
  JrHubClient  *client;
  JrDatabase   *database;
  JrBackoff     backoff;
  guint         batch; /* 1 while it is being found out which command makes a request unreadable */
} Sender;

static gboolean
open_database (Sender *self, GError **error)
{
  if (self->database != NULL)
    return TRUE;
  self->database = jr_database_open (jr_sync_engine_get_database_path (self->engine),
                                     JR_DATABASE_READ_WRITE, error);
  return self->database != NULL && jr_outbox_reset (self->database, error);
}

static GPtrArray *
load_batch (Sender *self, GError **error)
{
  g_autoptr (GPtrArray) entries = jr_outbox_load (self->database, error);
  g_autoptr (GPtrArray) commands = NULL;

  if (entries == NULL)
    return NULL;
  commands = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_command_unref);
  for (guint i = 0; i < entries->len && commands->len < self->batch; i++)
    {
      const JrOutboxEntry *entry = entries->pdata[i];

      if (entry->state != JR_OUTBOX_REFUSED)
        g_ptr_array_add (commands, jr_command_ref (entry->command));
    }
  return g_steal_pointer (&commands);
}

static gboolean
mark (Sender *self, GPtrArray *commands, gboolean is_sending, GError **error)
{
  g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;

  if (!jr_transaction_begin (&txn, self->database, error))
    return FALSE;
  for (guint i = 0; i < commands->len; i++)
    {
      const JrCommand *command = commands->pdata[i];

      if (!jr_outbox_set_sending (self->database, command->number, is_sending, error))
        return FALSE;
    }
  return jr_transaction_commit (&txn, error);
}

static gboolean
settle (Sender *self, GPtrArray *answers, GError **error)
{
  for (guint i = 0; i < answers->len; i++)
    {
      JrAnswer *answer = answers->pdata[i];

      if (!jr_outbox_settle (self->database, answer, error))
        return FALSE;
      jr_sync_engine_emit_answered (self->engine, answer);
    }
  return TRUE;
}

/* Takes a request apart until the command is alone that the hub will not even read; its problem is its answer. */
static gboolean
refuse (Sender *self, GPtrArray *commands, JrProblem *problem, GError **error)
{
  const JrCommand      *command = commands->pdata[0];
  g_autoptr (GPtrArray) answers = NULL;

  if (commands->len > 1)
    {
      self->batch = 1;
      return TRUE;
    }
  answers = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_answer_unref);
  g_ptr_array_add (answers, jr_answer_new (&(JrAnswer){ .number = command->number,
                                                        .case_id = command->case_id,
                                                        .case_number = command->case_number,
                                                        .problem = problem }));
  return settle (self, answers, error);
}

static gboolean
handle_no_answers (Sender *self, GPtrArray *commands, GError *cause, GError **error)
{
  g_autoptr (JrProblem) lasting = jr_hub_client_dup_lasting_problem (self->client);

  if (lasting != NULL)
    return refuse (self, commands, lasting, error);
  /* Should this fail too, they are sent again all the same; only the picture of them is late. */
  mark (self, commands, FALSE, NULL);
  g_propagate_error (error, g_error_copy (cause));
  return FALSE;
}

/* FALSE also when there was no answer. */
static gboolean
send_batch (Sender *self, GPtrArray *commands, GError **error)
{
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GError)    cause = NULL;

  if (!mark (self, commands, TRUE, error))
    return FALSE;
  answers = jr_hub_client_send (self->client, commands,
                                jr_sync_engine_get_cancellable (self->engine), &cause);
  if (answers == NULL)
    return handle_no_answers (self, commands, cause, error);
  self->batch = BATCH;
  return settle (self, answers, error);
}

/* Sends what there is; *out_is_empty when there was nothing. */
static gboolean
send_some (Sender *self, gboolean *out_is_empty, GError **error)
{
  g_autoptr (GPtrArray) commands = NULL;

  if (!open_database (self, error))
    return FALSE;
  commands = load_batch (self, error);
  if (commands == NULL)
    return FALSE;
  *out_is_empty = commands->len == 0;
  return *out_is_empty || send_batch (self, commands, error);
}

static void
handle_fault (Sender *self, const GError *error, guint wakes)
{
  jr_sync_engine_set_outbox_fault (self->engine, error);
  if (g_error_matches (error, JR_SYNC_ERROR, JR_ERROR_DENIED) &&
      jr_sync_is_session_over (self->client))
    jr_sync_engine_deny (self->engine);
  else
    jr_sync_engine_wait_to_retry (self->engine, &self->backoff, &wakes);
}

gpointer
jr_sender_run (gpointer data)
{
  JrSyncEngine           *engine = data;
  g_autoptr (JrHubClient) client = jr_hub_client_copy (jr_sync_engine_get_client (engine));
  Sender                  self = { .engine = engine,
                                   .client = client,
                                   .backoff = { .base_ms = JR_RETRY_BASE_MS, .cap_ms = JR_RETRY_CAP_MS },
                                   .batch = BATCH };

  while (!jr_sync_engine_is_stopping (engine))
    {
      g_autoptr (GError) error = NULL;
      guint              wakes = jr_sync_engine_get_wakes (engine);
      gboolean           is_empty = FALSE;

      if (!jr_sync_engine_is_trusted (engine))
        {
          jr_sync_engine_wait_for_wake (engine, wakes);
          continue;
        }
      if (!send_some (&self, &is_empty, &error))
        {
          handle_fault (&self, error, wakes);
          continue;
        }
      jr_backoff_reset (&self.backoff);
      jr_sync_engine_set_outbox_fault (engine, NULL);
      if (is_empty)
        jr_sync_engine_wait_for_wake (engine, wakes);
    }
  g_clear_pointer (&self.database, jr_database_close);
  return NULL;
}
