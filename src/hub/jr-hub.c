/* jr-hub.c: the running hub
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts the parts together and takes them apart again. Going down is a sequence: no new lines, no new requests; everybody
 * who waits is answered; what was accepted is committed; only then do the threads end. */

#include "jr-hub.h"

#include <glib-unix.h>
#include <signal.h>
#include <unistd.h>

#include "jr-hub-error.h"
#include "jr-server.h"
#include "jr-service.h"
#include "jr-watchdog.h"

#define DRAIN_SECONDS 10

static gboolean
on_signal (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

/* Whoever waits is answered by those who end here, from the last user down to the writer. */
static void
take_apart (JrHub *self)
{
  g_clear_pointer (&self->sweeper, jr_sweeper_free);
  g_clear_pointer (&self->alarms, jr_alarms_free);
  g_clear_pointer (&self->composer, jr_composer_free);
  g_clear_pointer (&self->delivery, jr_delivery_free);
  g_clear_pointer (&self->disk, jr_worker_free);
  g_clear_pointer (&self->checker, jr_checker_free);
  g_clear_pointer (&self->sessions, jr_sessions_free);
  g_clear_pointer (&self->rates, jr_throttle_free);
  jr_head_keeper_stop (self->heads);
  g_clear_pointer (&self->writer, jr_writer_free);
  g_clear_pointer (&self->openings, jr_openings_free);
}

static void
on_accounts_changed (GFileMonitor     *monitor,
                     GFile            *file,
                     GFile            *other,
                     GFileMonitorEvent event,
                     JrSubscribers    *subscribers)
{
  jr_subscribers_check_all (subscribers);
}

/* Without it an account that is disabled loses its lines at their next bookmark. */
static GFileMonitor *
watch_accounts (JrHub *self)
{
  g_autofree char   *path = jr_hub_folder_dup_notice_path (self->folder);
  g_autoptr (GFile)  file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GFileMonitor      *monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, &error);

  if (monitor == NULL)
    g_message ("Disabled accounts lose their lines late: %s", error->message);
  else
    g_signal_connect (monitor, "changed", G_CALLBACK (on_accounts_changed), self->subscribers);
  return monitor;
}

/* Whoever has started us waits for this, perhaps at the other end of a pipe. */
static void
say_ready (JrService *service, JrServer *server)
{
  g_autofree char *status = g_strdup_printf ("Serving at %s", jr_server_get_url (server));

  g_print ("listening on %s\n", jr_server_get_url (server));
  jr_service_say_status (service, status);
  jr_service_say (service, "READY=1");
}

static void
wait_for_end (JrHub *self, JrService *service, JrServer *server, GMainLoop *loop)
{
  g_autoptr (JrWatchdog) watchdog = jr_watchdog_new (service, self->writer, server);

  g_main_loop_run (loop);
  /* Nothing is said of working once it stops. */
  g_clear_pointer (&watchdog, jr_watchdog_free);
  jr_service_say (service, "STOPPING=1\nSTATUS=Answering what was accepted");
}

static gboolean
serve (JrHub *self, GMainLoop *loop, GError **error)
{
  g_autoptr (JrService)    service = jr_service_new ();
  g_autoptr (GFileMonitor) monitor = watch_accounts (self);
  g_autoptr (JrServer)     server = jr_server_new (self, error);

  if (server == NULL)
    return FALSE;
  say_ready (service, server);
  wait_for_end (self, service, server, loop);
  jr_server_quiesce (server);
  jr_subscribers_say_farewell (self->subscribers);
  jr_server_drain (server, DRAIN_SECONDS);
  take_apart (self);
  return TRUE;
}

/* A signal that comes while the hub is still starting ends it as soon as it has. */
static gboolean
serve_until_signal (JrHub *self, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint                 terminate = g_unix_signal_add (SIGTERM, on_signal, loop);
  guint                 interrupt = g_unix_signal_add (SIGINT, on_signal, loop);
  gboolean              is_done;

  /* Lines that break are an error of the call that writes, not the end of the program. */
  signal (SIGPIPE, SIG_IGN);
  is_done = serve (self, loop, error);
  g_source_remove (terminate);
  g_source_remove (interrupt);
  return is_done;
}

static gboolean
run (JrHub *self, JrRoom *room, GError **error)
{
  JrExecutionRules rules = { .feed = self->feed,
                             .room_code = room->code,
                             .claim_lease = self->options->claim_lease,
                             .recall_window = self->options->recall_window };
  gboolean         is_done;

  self->heads = jr_head_keeper_new (self->folder->path, self->folder->database, self->feed);
  self->disk = jr_worker_new ("jr-disk");
  self->checker = jr_checker_new (self->folder->blobs);
  self->writer = jr_writer_new (self->folder->database, &rules);
  jr_head_keeper_start (self->heads, self->writer);
  self->sessions = jr_sessions_new (self->readers, self->writer);
  self->openings = jr_openings_new (self->writer);
  self->rates = jr_throttle_new (self->options->request_rate * JR_REQUEST_BURST_SECONDS,
                                 G_TIME_SPAN_SECOND / self->options->request_rate);
  self->alarms = jr_alarms_new (self->folder, &self->options->alarms);
  self->composer = jr_composer_new (self->folder, self->readers, self->feed, self->writer,
                                    self->options->recall_window);
  self->delivery = jr_delivery_new (self->folder, self->readers, self->feed, self->writer,
                                    self->heads, &self->options->delivery);
  self->sweeper =
    jr_sweeper_new (self->folder, self->checker, self->writer, self->options->keep_uploads);
  is_done = serve_until_signal (self, error);
  take_apart (self);
  g_clear_pointer (&self->heads, jr_head_keeper_free);
  return is_done;
}

static gboolean
open_and_run (const char *path, const JrHubOptions *options, GError **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (path, error);
  g_autofree char        *file = folder == NULL ? NULL : jr_hub_folder_dup_database_path (folder);
  g_autoptr (JrRoom)      room = folder == NULL ? NULL : jr_log_load_room (folder->database, error);
  g_autoptr (JrReaders)   readers = room == NULL ? NULL : jr_readers_new (file);
  g_autoptr (JrFeed)      feed = room == NULL ? NULL : jr_feed_new (readers, error);
  g_autoptr (JrSubscribers) subscribers = feed == NULL ? NULL : jr_subscribers_new (feed, readers);
  JrHub                     self = { .options = options,
                                     .started_at = jr_time_now (),
                                     .folder = folder,
                                     .readers = readers,
                                     .feed = feed,
                                     .subscribers = subscribers };

  return feed != NULL && run (&self, room, error);
}

gboolean
jr_hub_serve (const char *path, const JrHubOptions *options, GError **error)
{
  int      lock = jr_hub_folder_lock (path, error);
  gboolean is_done;

  if (lock < 0)
    return FALSE;
  is_done = open_and_run (path, options, error);
  close (lock);
  return is_done;
}
