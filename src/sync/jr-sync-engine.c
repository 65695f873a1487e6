/* jr-sync-engine.c: keeps the local copy equal to the hub, and the outbox empty
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * This file is the engine as others see it: its life, its state and its signals. The two threads are in jr-follower.c
 * and jr-sender.c; they share nothing but what stands behind the lock here, and sleep on one condition, so that a stop
 * reaches them wherever they are: a call to the hub through the cancellable, a wait through the condition. */

#include "jr-sync-engine-private.h"

#include "jr-database.h"
#include "jr-desk-table.h"
#include "jr-error.h"

struct _JrSyncEngine
{
  GObject       parent_instance;
  JrHubClient  *client;
  char         *database_path;
  GMainContext *context;
  GThread      *follower; /* both NULL while not started; touched by the maker's thread only */
  GThread      *sender;

  GMutex        lock; /* all below */
  GCond         changed;
  GCancellable *cancellable; /* of this start */
  JrLinkState   link;
  JrTime        last_live;
  char         *fault;        /* of the link */
  char         *outbox_fault; /* of the sender */
  guint         wakes;
  JrDistrust    distrust;
  gboolean      is_trusted;
  gboolean      is_pardoned;

  GMutex      outbox_lock;
  JrDatabase *outbox; /* of jr_sync_engine_enqueue(), opened at its first call */
};

G_DEFINE_FINAL_TYPE (JrSyncEngine, jr_sync_engine, G_TYPE_OBJECT)

enum
{
  SIGNAL_LINK_CHANGED,
  SIGNAL_CASE_CHANGED,
  SIGNAL_RELOADED,
  SIGNAL_RESTORED,
  SIGNAL_ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Signals ----------------------------------------------------------------------------------------------------------- */

typedef struct
{
  JrSyncEngine *engine;
  guint         signal;
  char         *id;
  JrAnswer     *answer;
} Emission;

static gboolean
on_emission_is_due (gpointer data)
{
  Emission *self = data;

  if (self->id != NULL)
    g_signal_emit (self->engine, signals[self->signal], 0, self->id);
  else if (self->answer != NULL)
    g_signal_emit (self->engine, signals[self->signal], 0, self->answer);
  else
    g_signal_emit (self->engine, signals[self->signal], 0);
  return G_SOURCE_REMOVE;
}

static void
emission_free (gpointer data)
{
  g_autofree Emission *self = data;

  g_free (self->id);
  g_clear_pointer (&self->answer, jr_answer_unref);
  g_object_unref (self->engine);
}

/* Not g_main_context_invoke(): that runs at once, here, when the maker's loop is not running just now. */
static void
emit_later (JrSyncEngine *self, guint signal, const char *id, JrAnswer *answer)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Emission           *emission = g_new (Emission, 1);

  *emission = (Emission){ .engine = g_object_ref (self),
                          .signal = signal,
                          .id = g_strdup (id),
                          .answer = answer == NULL ? NULL : jr_answer_ref (answer) };
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_emission_is_due, emission, emission_free);
  g_source_attach (source, self->context);
}

void
jr_sync_engine_emit_case_changed (JrSyncEngine *self, const char *id)
{
  emit_later (self, SIGNAL_CASE_CHANGED, id, NULL);
}

void
jr_sync_engine_emit_reloaded (JrSyncEngine *self)
{
  emit_later (self, SIGNAL_RELOADED, NULL, NULL);
}

void
jr_sync_engine_emit_restored (JrSyncEngine *self)
{
  emit_later (self, SIGNAL_RESTORED, NULL, NULL);
}

void
jr_sync_engine_emit_answered (JrSyncEngine *self, JrAnswer *answer)
{
  emit_later (self, SIGNAL_ANSWERED, NULL, answer);
}

/* State ------------------------------------------------------------------------------------------------------------- */

JrHubClient *
jr_sync_engine_get_client (JrSyncEngine *self)
{
  return self->client;
}

const char *
jr_sync_engine_get_database_path (JrSyncEngine *self)
{
  return self->database_path;
}

GCancellable *
jr_sync_engine_get_cancellable (JrSyncEngine *self)
{
  return self->cancellable;
}

gboolean
jr_sync_engine_is_stopping (JrSyncEngine *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

static gboolean
replace_link (JrSyncEngine *self, JrLinkState link)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gboolean                 is_over =
    (self->link == JR_LINK_DENIED || self->link == JR_LINK_DISTRUSTED) && link != JR_LINK_OFF;
  gboolean is_other = self->link != link && !is_over;

  if (is_other)
    self->link = link;
  if (self->link == JR_LINK_LIVE)
    {
      self->last_live = jr_time_now ();
      g_clear_pointer (&self->fault, g_free);
    }
  return is_other;
}

void
jr_sync_engine_set_link (JrSyncEngine *self, JrLinkState link)
{
  if (replace_link (self, link))
    emit_later (self, SIGNAL_LINK_CHANGED, NULL, NULL);
}

void
jr_sync_engine_set_fault (JrSyncEngine *self, const GError *error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_free (self->fault);
  self->fault = g_strdup (error->message);
}

void
jr_sync_engine_set_outbox_fault (JrSyncEngine *self, const GError *error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_free (self->outbox_fault);
  self->outbox_fault = error == NULL ? NULL : g_strdup (error->message);
}

void
jr_sync_engine_touch (JrSyncEngine *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->last_live = jr_time_now ();
}

/* Takes the lock so that no thread can be between looking and sleeping. */
static void
cancel_and_wake (JrSyncEngine *self)
{
  g_cancellable_cancel (self->cancellable);
  g_mutex_lock (&self->lock);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

void
jr_sync_engine_deny (JrSyncEngine *self)
{
  jr_sync_engine_set_link (self, JR_LINK_DENIED);
  cancel_and_wake (self);
}

void
jr_sync_engine_distrust (JrSyncEngine *self, JrDistrust distrust)
{
  g_mutex_lock (&self->lock);
  self->distrust = distrust;
  self->is_trusted = FALSE;
  g_mutex_unlock (&self->lock);
  jr_sync_engine_set_link (self, JR_LINK_DISTRUSTED);
  cancel_and_wake (self);
}

void
jr_sync_engine_set_trusted (JrSyncEngine *self, gboolean is_trusted)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->is_trusted == is_trusted)
    return;
  self->is_trusted = is_trusted;
  self->wakes++;
  g_cond_broadcast (&self->changed);
}

gboolean
jr_sync_engine_is_trusted (JrSyncEngine *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->is_trusted;
}

gboolean
jr_sync_engine_take_pardon (JrSyncEngine *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gboolean                 is_pardoned = self->is_pardoned;

  self->is_pardoned = FALSE;
  return is_pardoned;
}

gboolean
jr_sync_is_session_over (JrHubClient *client)
{
  g_autoptr (JrProblem) problem = jr_hub_client_dup_problem (client);

  return problem != NULL && problem->status == 401;
}

void
jr_sync_engine_wake_sender (JrSyncEngine *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->wakes++;
  g_cond_broadcast (&self->changed);
}

guint
jr_sync_engine_get_wakes (JrSyncEngine *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->wakes;
}

void
jr_sync_engine_wait_for_wake (JrSyncEngine *self, guint wakes)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (self->wakes == wakes && !jr_sync_engine_is_stopping (self))
    g_cond_wait (&self->changed, &self->lock);
}

void
jr_sync_engine_wait_to_retry (JrSyncEngine *self, JrBackoff *backoff, const guint *wakes)
{
  gint64                   wait_ms = jr_backoff_next_ms (backoff, g_random_int ());
  gint64                   ends_at = g_get_monotonic_time () + wait_ms * 1000;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (!jr_sync_engine_is_stopping (self) && (wakes == NULL || self->wakes == *wakes))
    if (!g_cond_wait_until (&self->changed, &self->lock, ends_at))
      return;
}

/* Life -------------------------------------------------------------------------------------------------------------- */

static void
jr_sync_engine_dispose (GObject *object)
{
  jr_sync_engine_stop (JR_SYNC_ENGINE (object));
  G_OBJECT_CLASS (jr_sync_engine_parent_class)->dispose (object);
}

static void
jr_sync_engine_finalize (GObject *object)
{
  JrSyncEngine *self = JR_SYNC_ENGINE (object);

  g_clear_pointer (&self->outbox, jr_database_close);
  g_clear_pointer (&self->client, jr_hub_client_free);
  g_clear_object (&self->cancellable);
  g_free (self->fault);
  g_free (self->outbox_fault);
  g_free (self->database_path);
  g_main_context_unref (self->context);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->outbox_lock);
  G_OBJECT_CLASS (jr_sync_engine_parent_class)->finalize (object);
}

static guint
add_signal (const char *name, GType parameter)
{
  if (parameter == G_TYPE_NONE)
    return g_signal_new (name, JR_TYPE_SYNC_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                         G_TYPE_NONE, 0);
  return g_signal_new (name, JR_TYPE_SYNC_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 1, parameter);
}

static void
jr_sync_engine_class_init (JrSyncEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = jr_sync_engine_dispose;
  object_class->finalize = jr_sync_engine_finalize;
  signals[SIGNAL_LINK_CHANGED] = add_signal ("link-changed", G_TYPE_NONE);
  signals[SIGNAL_CASE_CHANGED] = add_signal ("case-changed", G_TYPE_STRING);
  signals[SIGNAL_RELOADED] = add_signal ("reloaded", G_TYPE_NONE);
  signals[SIGNAL_RESTORED] = add_signal ("restored", G_TYPE_NONE);
  signals[SIGNAL_ANSWERED] = add_signal ("answered", G_TYPE_POINTER);
}

static void
jr_sync_engine_init (JrSyncEngine *self)
{
  g_mutex_init (&self->lock);
  g_mutex_init (&self->outbox_lock);
  g_cond_init (&self->changed);
  self->context = g_main_context_ref_thread_default ();
  self->cancellable = g_cancellable_new ();
}

JrSyncEngine *
jr_sync_engine_new (JrHubClient *client, const char *database_path)
{
  JrSyncEngine *self = NULL;

  g_return_val_if_fail (client != NULL, NULL);
  g_return_val_if_fail (database_path != NULL, NULL);

  self = g_object_new (JR_TYPE_SYNC_ENGINE, NULL);
  self->client = jr_hub_client_copy (client);
  self->database_path = g_strdup (database_path);
  return self;
}

/** Does nothing when it is running already. */
void
jr_sync_engine_start (JrSyncEngine *self)
{
  g_return_if_fail (JR_IS_SYNC_ENGINE (self));

  if (self->follower != NULL)
    return;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  jr_sync_engine_set_trusted (self, FALSE);
  jr_sync_engine_set_link (self, JR_LINK_CONNECTING);
  self->follower = g_thread_new ("jr-follower", jr_follower_run, self);
  self->sender = g_thread_new ("jr-sender", jr_sender_run, self);
}

void
jr_sync_engine_stop (JrSyncEngine *self)
{
  g_return_if_fail (JR_IS_SYNC_ENGINE (self));

  if (self->follower == NULL)
    return;
  cancel_and_wake (self);
  g_clear_pointer (&self->follower, g_thread_join);
  g_clear_pointer (&self->sender, g_thread_join);
  jr_sync_engine_set_link (self, JR_LINK_OFF);
}

/* For its users ----------------------------------------------------------------------------------------------------- */

JrLinkState
jr_sync_engine_get_link (JrSyncEngine *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (JR_IS_SYNC_ENGINE (self), JR_LINK_OFF);

  locker = g_mutex_locker_new (&self->lock);
  return self->link;
}

JrDistrust
jr_sync_engine_get_distrust (JrSyncEngine *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (JR_IS_SYNC_ENGINE (self), JR_DISTRUST_NONE);

  locker = g_mutex_locker_new (&self->lock);
  return self->link == JR_LINK_DISTRUSTED ? self->distrust : JR_DISTRUST_NONE;
}

void
jr_sync_engine_trust_again (JrSyncEngine *self)
{
  g_return_if_fail (JR_IS_SYNC_ENGINE (self));

  jr_sync_engine_stop (self);
  g_mutex_lock (&self->lock);
  self->is_pardoned = TRUE;
  g_mutex_unlock (&self->lock);
  jr_sync_engine_start (self);
}

JrTime
jr_sync_engine_get_last_live (JrSyncEngine *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (JR_IS_SYNC_ENGINE (self), 0);

  locker = g_mutex_locker_new (&self->lock);
  return self->last_live;
}

char *
jr_sync_engine_dup_fault (JrSyncEngine *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (JR_IS_SYNC_ENGINE (self), NULL);

  locker = g_mutex_locker_new (&self->lock);
  return g_strdup (self->fault != NULL ? self->fault : self->outbox_fault);
}

/** Any thread may call, also while the engine is not started. */
JrCommand *
jr_sync_engine_enqueue (JrSyncEngine *self, const JrCommand *command, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  JrCommand               *numbered;

  g_return_val_if_fail (JR_IS_SYNC_ENGINE (self), NULL);
  g_return_val_if_fail (command != NULL, NULL);

  locker = g_mutex_locker_new (&self->outbox_lock);
  if (self->outbox == NULL)
    self->outbox = jr_database_open (self->database_path, JR_DATABASE_READ_WRITE, error);
  if (self->outbox == NULL)
    return NULL;
  numbered = jr_outbox_add (self->outbox, command, jr_time_now (), error);
  if (numbered != NULL)
    jr_sync_engine_wake_sender (self);
  return numbered;
}
