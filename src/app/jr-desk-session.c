/* jr-desk-session.c: logging in, going on with a kept session, logging out
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-desk-private.h"
#include "jr-desk-table.h"
#include "jr-error.h"
#include "jr-wire.h"

/* Two steps: the line asks the hub who the person is (with a password, or with the token of an earlier session), then
 * the local copy's worker opens the database and remembers the answer. With a kept token and no line the answer comes
 * from the local copy, so that the desk starts without the hub. Only after both is anything of the desk replaced. */

/** JrLogIn: what goes in and what comes out; owned by the task, touched by one thread at a time. */
typedef struct
{
  char *url;
  char *user;
  char *password;     /* or NULL: with the token */
  char *new_password; /* or NULL */
  char *token;        /* or NULL */

  JrHubClient  *client;
  JrActor      *me;
  JrRoom       *room;
  GPtrArray    *items;
  JrLocalCopy  *copy;
  JrDraftCache *drafts;
  GPtrArray    *outbox;
  JrProblem    *problem;
  gboolean      is_offline;
} JrLogIn;

static void
log_in_free (JrLogIn *self)
{
  g_free (self->url);
  g_free (self->user);
  g_free (self->password);
  g_free (self->new_password);
  g_free (self->token);
  g_clear_pointer (&self->client, jr_hub_client_free);
  g_clear_pointer (&self->me, jr_actor_unref);
  g_clear_pointer (&self->room, jr_room_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->copy, jr_local_copy_free);
  g_clear_pointer (&self->drafts, jr_draft_cache_free);
  g_clear_pointer (&self->outbox, g_ptr_array_unref);
  g_clear_pointer (&self->problem, jr_problem_unref);
  g_free (self);
}

static gboolean
authenticate (JrLogIn *self, GCancellable *cancellable, GError **error)
{
  if (self->token != NULL)
    {
      jr_hub_client_set_secret (self->client, self->token);
      return TRUE;
    }
  if (jr_hub_client_log_in (self->client, self->user, self->password, self->new_password,
                            cancellable, error))
    return TRUE;

  self->problem = jr_hub_client_dup_problem (self->client);
  return FALSE;
}

/* On the line. */
static gboolean
ask_hub (JrLogIn *self, GCancellable *cancellable, GError **error)
{
  const char *certificate = g_getenv ("JOINT_REVIEW_CERT");

  self->client = jr_hub_client_new (self->url, g_getenv ("JOINT_REVIEW_CA"), error);
  if (self->client == NULL ||
      (certificate != NULL && !jr_hub_client_use_certificate (self->client, certificate, error)) ||
      !authenticate (self, cancellable, error))
    return FALSE;
  if (!jr_hub_client_load_me (self->client, &self->me, &self->room, cancellable, error))
    return FALSE;

  self->items = jr_hub_client_load_items (self->client, cancellable, error);
  return self->items != NULL;
}

static void
ask_hub_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JrLogIn           *self = data;
  g_autoptr (GError) error = NULL;

  if (ask_hub (self, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else if (self->token != NULL && g_error_matches (error, JR_SYNC_ERROR, JR_ERROR_OFFLINE))
    {
      self->is_offline = TRUE;
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static JsonNode *
read_setting (JrDatabase *database, const char *name, GError **error)
{
  g_autofree char *text = jr_desk_table_get (database, name);

  if (text != NULL)
    return jr_json_parse (text, strlen (text), &jr_wire_stored_limits, error);

  g_set_error_literal (error, JR_SYNC_ERROR, JR_ERROR_OFFLINE,
                       "the hub cannot be reached and there is no local copy yet");
  return NULL;
}

static gboolean
write_setting (JrDatabase *database, const char *name, JsonNode *node, GError **error)
{
  g_autoptr (JsonNode) owned = node;
  g_autofree char     *text = jr_json_to_canonical (owned);

  return jr_desk_table_set (database, name, text, error);
}

static gboolean
remember_session (JrLogIn *self, JrDatabase *database, GError **error)
{
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;

  return jr_transaction_begin (&transaction, database, error) &&
         write_setting (database, "me", jr_wire_write_actor (self->me), error) &&
         write_setting (database, "room", jr_wire_write_room (self->room), error) &&
         jr_transaction_commit (&transaction, error);
}

static gboolean
recall_session (JrLogIn *self, JrDatabase *database, GError **error)
{
  g_autoptr (JsonNode) me = read_setting (database, "me", error);
  g_autoptr (JsonNode) room = me == NULL ? NULL : read_setting (database, "room", error);

  if (room == NULL)
    return FALSE;
  self->me = jr_wire_read_actor (me, error);
  self->room = self->me == NULL ? NULL : jr_wire_read_room (room, error);
  return self->room != NULL;
}

/* On the local copy's worker. */
static void
open_copy_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JrLogIn           *self = data;
  g_autoptr (GError) error = NULL;
  JrDatabase        *database = jr_local_copy_use (self->copy, &error);
  gboolean           is_open = database != NULL;

  if (is_open && self->is_offline)
    is_open = recall_session (self, database, &error);
  else if (is_open)
    is_open = remember_session (self, database, &error);

  if (is_open)
    self->outbox = jr_outbox_load (database, &error);
  if (self->outbox != NULL && jr_draft_cache_load (self->drafts, database, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_engine_case_changed (JrSyncEngine *engine, const char *id, JrDesk *self)
{
  jr_desk_reload_case (self, id);
}

static void
on_engine_reloaded (JrSyncEngine *engine, JrDesk *self)
{
  jr_desk_reload_cases (self);
}

static void
on_engine_answered (JrSyncEngine *engine, JrAnswer *answer, JrDesk *self)
{
  jr_desk_on_answered (self, answer);
}

static void
on_engine_link_changed (JrSyncEngine *engine, JrDesk *self)
{
  JrLinkState link = jr_sync_engine_get_link (engine);

  jr_desk_notify_link (self);
  if (link != JR_LINK_LIVE && link != JR_LINK_CATCHING_UP)
    jr_desk_give_up_waiting (self);
  if (link == JR_LINK_DENIED)
    jr_desk_log_out (self);
}

static void
on_engine_restored (JrSyncEngine *engine, JrDesk *self)
{
  jr_desk_emit_hub_restored (self);
}

static void
start_engine (JrDesk *self)
{
  self->engine = jr_sync_engine_new (self->client, jr_local_copy_get_database_path (self->copy));
  g_signal_connect (self->engine, "case-changed", G_CALLBACK (on_engine_case_changed), self);
  g_signal_connect (self->engine, "reloaded", G_CALLBACK (on_engine_reloaded), self);
  g_signal_connect (self->engine, "restored", G_CALLBACK (on_engine_restored), self);
  g_signal_connect (self->engine, "answered", G_CALLBACK (on_engine_answered), self);
  g_signal_connect (self->engine, "link-changed", G_CALLBACK (on_engine_link_changed), self);
  jr_sync_engine_start (self->engine);
}

static void
begin_session (JrDesk *self, JrLogIn *log_in)
{
  jr_desk_close_session (self);
  self->client = g_steal_pointer (&log_in->client);
  self->fetch_client = jr_hub_client_copy (self->client);
  self->me = g_steal_pointer (&log_in->me);
  self->room = g_steal_pointer (&log_in->room);
  self->items = g_steal_pointer (&log_in->items);
  self->copy = g_steal_pointer (&log_in->copy);
  self->drafts = g_steal_pointer (&log_in->drafts);
  self->outbox = g_steal_pointer (&log_in->outbox);
  self->session++;

  jr_desk_reload_cases (self);
  jr_desk_notify_outbox (self);
  start_engine (self);
  jr_desk_notify_link (self);
}

static void
on_copy_opened (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask)  outer = data;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (outer, g_steal_pointer (&error));
      return;
    }
  if (g_task_return_error_if_cancelled (outer))
    return;
  begin_session (JR_DESK (object), g_task_get_task_data (outer));
  g_task_return_boolean (outer, TRUE);
}

static void
on_hub_asked (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask)  outer = data;
  JrDesk            *self = JR_DESK (object);
  JrLogIn           *log_in = g_task_get_task_data (outer);
  g_autoptr (GTask)  next = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->log_in_problem, jr_problem_unref);
  self->log_in_problem = g_steal_pointer (&log_in->problem);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (outer, g_steal_pointer (&error));
      return;
    }
  log_in->copy = jr_local_copy_new (self->folder, log_in->url, log_in->user);
  log_in->drafts = jr_draft_cache_new ();
  next = g_task_new (self, NULL, on_copy_opened, g_object_ref (outer));
  g_task_set_task_data (next, log_in, NULL);
  jr_worker_run_task (jr_local_copy_get_worker (log_in->copy), next, open_copy_thread);
}

/* Takes @log_in. */
static void
start_log_in (JrDesk             *self,
              JrLogIn            *log_in,
              GCancellable       *cancellable,
              GAsyncReadyCallback callback,
              gpointer            data)
{
  g_autoptr (GTask) outer = g_task_new (self, cancellable, callback, data);
  g_autoptr (GTask) next = NULL;

  g_task_set_task_data (outer, log_in, (GDestroyNotify) log_in_free);
  next = g_task_new (self, cancellable, on_hub_asked, g_object_ref (outer));
  g_task_set_task_data (next, log_in, NULL);
  jr_worker_run_task (self->line, next, ask_hub_thread);
}

void
jr_desk_log_in_async (JrDesk             *self,
                      const char         *url,
                      const char         *user,
                      const char         *password,
                      const char         *new_password,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            data)
{
  JrLogIn *log_in = g_new0 (JrLogIn, 1);

  log_in->url = g_strdup (url);
  log_in->user = g_strdup (user);
  log_in->password = g_strdup (password);
  log_in->new_password = g_strdup (new_password);
  start_log_in (self, log_in, cancellable, callback, data);
}

void
jr_desk_resume_async (JrDesk             *self,
                      const char         *url,
                      const char         *user,
                      const char         *token,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            data)
{
  JrLogIn *log_in = g_new0 (JrLogIn, 1);

  log_in->url = g_strdup (url);
  log_in->user = g_strdup (user);
  log_in->token = g_strdup (token);
  start_log_in (self, log_in, cancellable, callback, data);
}

gboolean
jr_desk_log_in_finish (JrDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

char *
jr_desk_dup_token (JrDesk *self)
{
  return self->client == NULL ? NULL : jr_hub_client_dup_secret (self->client);
}

static void
do_nothing (gpointer data)
{
}

static void
say_goodbye (gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!jr_hub_client_log_out (data, NULL, &error))
    g_debug ("the hub was not told of the log-out, the session ends by itself: %s", error->message);
}

/* On a line of its own: what the other one waits for may take long. */
static void
tell_hub (JrDesk *self)
{
  jr_worker_push (self->farewells, say_goodbye, jr_hub_client_copy (self->client),
                  (GDestroyNotify) jr_hub_client_free);
}

static gpointer
end_line (gpointer line)
{
  jr_worker_free (line);
  return NULL;
}

/* Whoever logs in next does not wait for what the last one still waits for. */
static void
change_line (JrDesk *self)
{
  g_thread_unref (g_thread_new ("end-line", end_line, self->line));
  self->line = jr_worker_new ("line");
}

/* After all that the line still has to do with it. */
static void
give_up_client (JrDesk *self)
{
  if (self->client != NULL)
    jr_worker_push (self->line, do_nothing, g_steal_pointer (&self->client),
                    (GDestroyNotify) jr_hub_client_free);
}

void
jr_desk_close_session (JrDesk *self)
{
  if (self->engine != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->engine, self);
      jr_sync_engine_stop (self->engine);
      g_clear_object (&self->engine);
    }
  self->session++;
  jr_desk_clear_outbox (self);
  jr_desk_clear_documents (self);
  jr_desk_clear_cases (self);
  /* Not g_clear_pointer(): work that is still queued there reads the pointer until the thread has ended. */
  if (self->copy != NULL)
    jr_local_copy_free (self->copy);
  self->copy = NULL;
  g_clear_pointer (&self->drafts, jr_draft_cache_free);
  give_up_client (self);
  g_clear_pointer (&self->me, jr_actor_unref);
  g_clear_pointer (&self->room, jr_room_unref);
}

static void
leave (JrDesk *self)
{
  jr_desk_close_session (self);
  change_line (self);
  jr_desk_notify_link (self);
  jr_desk_notify_outbox (self);
  jr_desk_emit_logged_out (self);
}

void
jr_desk_log_out (JrDesk *self)
{
  if (self->client == NULL)
    return;

  tell_hub (self);
  leave (self);
}

static void
end_sessions_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (jr_hub_client_log_out_everywhere (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* The stream may have ended first and taken this desk out already, or somebody else has logged in since. */
static void
on_sessions_ended (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask)  outer = data;
  g_autoptr (GError) error = NULL;
  JrDesk            *self = JR_DESK (object);
  guint              session = GPOINTER_TO_UINT (g_task_get_task_data (outer));

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (outer, g_steal_pointer (&error));
      return;
    }
  if (self->session == session)
    leave (self);
  g_task_return_boolean (outer, TRUE);
}

void
jr_desk_log_out_everywhere_async (JrDesk *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) outer = g_task_new (self, NULL, callback, data);
  g_autoptr (GTask) next = NULL;

  if (self->client == NULL)
    {
      g_task_return_new_error (outer, JR_SYNC_ERROR, JR_ERROR_DENIED, "nobody is logged in");
      return;
    }
  g_task_set_task_data (outer, GUINT_TO_POINTER (self->session), NULL);
  next = g_task_new (self, NULL, on_sessions_ended, g_object_ref (outer));
  g_task_set_task_data (next, jr_hub_client_copy (self->client),
                        (GDestroyNotify) jr_hub_client_free);
  jr_worker_run_task (self->farewells, next, end_sessions_thread);
}

gboolean
jr_desk_log_out_everywhere_finish (JrDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
