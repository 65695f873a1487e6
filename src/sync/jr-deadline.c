/* jr-deadline.c: an end to waiting for the other side
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A socket's own time-out begins anew with every byte, so a server that sends one now and then holds a caller for ever;
 * and a blocking call has no main loop whose timer could stop it. So each call has a thread that sleeps on a condition
 * until the call is over or its time is. A thread for a call costs some 30 µs, beside a round trip it is nothing. */

#include "jr-deadline-private.h"

struct _JrDeadline
{
  GMutex        lock;
  GCond         changed;
  gint64        ends_at; /* monotonic µs */
  gboolean      is_over; /* the call has ended */
  gboolean      has_passed;
  GCancellable *cancellable;
  GCancellable *caller;
  gulong        caller_handler;
  GThread      *thread;
};

static gboolean
wait_for_end (JrDeadline *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (!self->is_over && g_get_monotonic_time () < self->ends_at)
    g_cond_wait_until (&self->changed, &self->lock, self->ends_at);
  self->has_passed = !self->is_over;
  return self->has_passed;
}

static gpointer
watch (gpointer data)
{
  JrDeadline *self = data;

  if (wait_for_end (self))
    g_cancellable_cancel (self->cancellable);
  return NULL;
}

static void
on_caller_cancelled (GCancellable *caller, gpointer data)
{
  g_cancellable_cancel (data);
}

JrDeadline *
jr_deadline_new (guint limit_ms, GCancellable *caller)
{
  JrDeadline *self = g_new0 (JrDeadline, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->ends_at = g_get_monotonic_time () + (gint64) limit_ms * 1000;
  self->cancellable = g_cancellable_new ();
  if (caller != NULL)
    {
      self->caller = g_object_ref (caller);
      self->caller_handler =
        g_cancellable_connect (caller, G_CALLBACK (on_caller_cancelled),
                               g_object_ref (self->cancellable), g_object_unref);
    }
  self->thread = g_thread_new ("jr-deadline", watch, self);
  return self;
}

static void
end (JrDeadline *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->is_over = TRUE;
  g_cond_signal (&self->changed);
}

void
jr_deadline_free (JrDeadline *self)
{
  g_return_if_fail (self != NULL);

  end (self);
  g_thread_join (self->thread);
  /* Waits for a handler that is running. */
  g_cancellable_disconnect (self->caller, self->caller_handler);
  g_clear_object (&self->caller);
  g_object_unref (self->cancellable);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}

GCancellable *
jr_deadline_get_cancellable (JrDeadline *self)
{
  return self->cancellable;
}

void
jr_deadline_extend (JrDeadline *self, guint limit_ms)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  /* The thread wakes at the old end and sleeps on to the new one, unless that is earlier. */
  self->ends_at = g_get_monotonic_time () + (gint64) limit_ms * 1000;
  g_cond_signal (&self->changed);
}

gboolean
jr_deadline_has_passed (JrDeadline *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->has_passed;
}
