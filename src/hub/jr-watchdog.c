/* jr-watchdog.c: tells the service manager that the hub works, while it does
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is asked is whether threads go on, not whether all is well: a full disk or a database that somebody else holds are
 * answers too, since being killed would not help. So a line that the server takes and closes is an answer, also where it
 * expects TLS; and when all lines are taken nobody new can be, which no watchdog should make worse. */

#include "jr-watchdog.h"

/* Of an interval: so often it is asked, and so long each may take. */
#define ROUNDS 4
#define REQUEST "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

/* Outlives the watchdog while the writer has it. */
typedef struct
{
  GMutex   lock;
  GCond    changed;
  gboolean is_asked;  /* the writer has it */
  gboolean is_ending; /* nobody waits any more */
} Beat;

struct _JrWatchdog
{
  JrService    *service;
  JrWriter     *writer;
  JrServer     *server;
  gint64        step;
  Beat         *beat;
  GCancellable *stopping;
  GThread      *thread; /* NULL when there is nothing to do */
};

/* The writer --------------------------------------------------------------------------------------------------------- */

static void
beat_clear (gpointer data)
{
  Beat *self = data;

  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
}

static gboolean
do_nothing (JrDatabase *database, GPtrArray *frames, gpointer data, GError **error)
{
  return TRUE;
}

static void
on_beat (gpointer data, const GError *error)
{
  Beat *self = data;

  g_mutex_lock (&self->lock);
  self->is_asked = FALSE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_atomic_rc_box_release_full (self, beat_clear);
}

/* FALSE when it has too much to do to take anything. */
static gboolean
ask_writer (JrWatchdog *self)
{
  Beat    *beat = self->beat;
  gboolean is_asked;

  g_mutex_lock (&beat->lock);
  is_asked = beat->is_asked;
  beat->is_asked = TRUE;
  g_mutex_unlock (&beat->lock);
  /* One at a time: a writer that hangs gets no second one. */
  if (is_asked ||
      jr_writer_push (self->writer, do_nothing, on_beat, g_atomic_rc_box_acquire (beat)))
    return TRUE;
  on_beat (beat, NULL);
  return FALSE;
}

/* FALSE when it has not answered in time. */
static gboolean
writer_answers (JrWatchdog *self)
{
  Beat    *beat = self->beat;
  gint64   until = g_get_monotonic_time () + self->step;
  gboolean is_answered;

  if (!ask_writer (self))
    return FALSE;
  g_mutex_lock (&beat->lock);
  while (beat->is_asked && !beat->is_ending &&
         g_cond_wait_until (&beat->changed, &beat->lock, until))
    continue;
  is_answered = !beat->is_asked;
  g_mutex_unlock (&beat->lock);
  return is_answered;
}

/* The listener ------------------------------------------------------------------------------------------------------- */

static gboolean
exchange (GSocket *line, GSocketAddress *address, GCancellable *cancellable, GError **error)
{
  char answer[64];

  /* 0 is its end: where TLS is spoken this request is none. */
  return g_socket_connect (line, address, cancellable, error) &&
         g_socket_send (line, REQUEST, sizeof REQUEST - 1, cancellable, error) >= 0 &&
         (g_socket_receive (line, answer, sizeof answer, cancellable, error) >= 0 ||
          g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED));
}

static gboolean
listener_answers (JrWatchdog *self)
{
  g_autoptr (GSocketAddress) address = jr_server_dup_address (self->server);
  g_autoptr (GError)         error = NULL;
  g_autoptr (GSocket)        line = NULL;

  if (jr_server_is_full (self->server))
    return TRUE;
  line = address == NULL ? NULL
                         : g_socket_new (g_socket_address_get_family (address),
                                         G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, &error);
  if (line == NULL)
    return FALSE;
  g_socket_set_timeout (line, (guint) MAX (1, self->step / G_TIME_SPAN_SECOND));
  if (exchange (line, address, self->stopping, &error))
    return TRUE;
  g_message ("The hub does not answer itself: %s", error->message);
  return FALSE;
}

/* Life --------------------------------------------------------------------------------------------------------------- */

/* FALSE at the end. */
static gboolean
sleep_for (JrWatchdog *self, gint64 time)
{
  Beat                    *beat = self->beat;
  gint64                   until = g_get_monotonic_time () + time;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&beat->lock);

  while (!beat->is_ending && g_cond_wait_until (&beat->changed, &beat->lock, until))
    continue;
  return !beat->is_ending;
}

static gpointer
run (gpointer data)
{
  JrWatchdog *self = data;

  do
    {
      if (writer_answers (self) && listener_answers (self))
        jr_service_say (self->service, "WATCHDOG=1");
    }
  while (sleep_for (self, self->step));
  return NULL;
}

JrWatchdog *
jr_watchdog_new (JrService *service, JrWriter *writer, JrServer *server)
{
  JrWatchdog *self = NULL;

  g_return_val_if_fail (service != NULL && writer != NULL && server != NULL, NULL);

  self = g_new0 (JrWatchdog, 1);
  self->service = service;
  self->writer = writer;
  self->server = server;
  self->step = jr_service_get_watchdog (service) / ROUNDS;
  self->stopping = g_cancellable_new ();
  self->beat = g_atomic_rc_box_new0 (Beat);
  g_mutex_init (&self->beat->lock);
  g_cond_init (&self->beat->changed);
  if (self->step > 0)
    self->thread = g_thread_new ("watchdog", run, self);
  return self;
}

void
jr_watchdog_free (JrWatchdog *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->beat->lock);
  self->beat->is_ending = TRUE;
  g_cond_signal (&self->beat->changed);
  g_mutex_unlock (&self->beat->lock);
  g_cancellable_cancel (self->stopping);
  if (self->thread != NULL)
    g_thread_join (self->thread);
  g_atomic_rc_box_release_full (self->beat, beat_clear);
  g_object_unref (self->stopping);
  g_free (self);
}
