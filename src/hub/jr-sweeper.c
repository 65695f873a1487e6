/* jr-sweeper.c: removes what nobody needs any more
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It looks on a connection of its own, and lets the writer remove a few rows at a time, so that nobody waits for it. Ages
 * are times of the machine's clock, so a sweep is left out when that was set meanwhile: a clock that is ten years ahead
 * makes everything old, also what a command that is under way is about to name. */

#include "jr-sweeper.h"

#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "jr-delivery-table.h"
#include "jr-error.h"

#define STEP_SECONDS (24 * 60 * 60)
/* Rows of one piece of the writer's work. */
#define ROWS 500
/* By how much the clock may have been set since the last look. */
#define CLOCK_SET_US (10 * G_TIME_SPAN_MINUTE)
/* Of the thread: whoever waits for an answer comes first. */
#define NICENESS 10

struct _JrSweeper
{
  JrHubFolder  *folder;
  JrChecker    *checker;
  JrWriter     *writer;
  gint64        kept_seconds;
  gint64        clock; /* real time less time since the machine's start, at the last look */
  GCancellable *stopping;
  GThread      *thread;

  GMutex   lock;
  GCond    changed;
  gboolean is_ending;
  gboolean is_written;
};

/** OldDeliveries: a piece of the writer's work. */
typedef struct
{
  JrSweeper *self;
  GArray    *keys;
  JrTime     before;
  guint      n_removed;
} OldDeliveries;

static gint64
read_clock (void)
{
  struct timespec since_start;

  clock_gettime (CLOCK_BOOTTIME, &since_start);
  return g_get_real_time () - (since_start.tv_sec * G_USEC_PER_SEC + since_start.tv_nsec / 1000);
}

static JrDatabase *
open_database (JrHubFolder *folder, GError **error)
{
  g_autofree char *path = jr_hub_folder_dup_database_path (folder);

  return jr_database_open (path, JR_DATABASE_READ_ONLY, error);
}

/* Blobs -------------------------------------------------------------------------------------------------------------- */

static void
forget (const char *sha256, gpointer checker)
{
  jr_checker_forget (checker, sha256);
}

static void
sweep_blobs (JrSweeper *self, JrDatabase *database)
{
  g_autoptr (GError) error = NULL;
  JrBlobSweep        sweep;
  gboolean is_done = jr_blob_store_sweep (self->folder->blobs, database, self->kept_seconds, forget,
                                          self->checker, &sweep, self->stopping, &error);
  g_autofree char *size = g_format_size ((guint64) sweep.bytes);

  if (sweep.n_removed > 0)
    g_message ("Removed %u uploaded files (%s) that no case has named", sweep.n_removed, size);
  if (!is_done && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("Files that no case names are not removed: %s", error->message);
}

/* Deliveries --------------------------------------------------------------------------------------------------------- */

static gboolean
remove_deliveries (JrDatabase *database, GPtrArray *frames, gpointer data, GError **error)
{
  OldDeliveries *old = data;

  return jr_delivery_table_remove_old (database, old->keys, old->before, &old->n_removed, error);
}

static void
on_removed (gpointer data, const GError *error)
{
  OldDeliveries           *old = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&old->self->lock);

  if (error != NULL)
    old->n_removed = 0;
  old->self->is_written = TRUE;
  g_cond_signal (&old->self->changed);
}

static gboolean
let_write (OldDeliveries *old)
{
  JrSweeper               *self = old->self;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->is_written = FALSE;
  if (!jr_writer_push (self->writer, remove_deliveries, on_removed, old))
    return FALSE;
  while (!self->is_written)
    g_cond_wait (&self->changed, &self->lock);
  return old->n_removed > 0;
}

static void
sweep_deliveries (JrSweeper *self, JrDatabase *database)
{
  g_autoptr (GError) error = NULL;
  JrTime             before = jr_time_now () - JR_DELIVERY_KEPT;
  gboolean           is_more = TRUE;

  while (is_more && !g_cancellable_is_cancelled (self->stopping))
    {
      g_autoptr (GArray) keys = jr_delivery_table_find_old (database, before, ROWS, &error);
      OldDeliveries      old = { self, keys, before, 0 };

      if (keys == NULL)
        g_message ("Old deliveries are not removed: %s", error->message);
      is_more = keys != NULL && keys->len > 0 && let_write (&old) && keys->len == ROWS;
    }
}

/* The thread --------------------------------------------------------------------------------------------------------- */

static void
sweep (JrSweeper *self)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (JrDatabase) database = NULL;
  gint64                 clock = read_clock ();

  if (ABS (clock - self->clock) > CLOCK_SET_US)
    {
      g_message ("The clock was set, so that nothing is removed for its age before tomorrow");
      self->clock = clock;
      return;
    }
  self->clock = clock;
  database = open_database (self->folder, &error);
  if (database == NULL)
    {
      g_message ("Nothing is removed for its age: %s", error->message);
      return;
    }
  sweep_blobs (self, database);
  sweep_deliveries (self, database);
}

static gpointer
run (gpointer data)
{
  JrSweeper               *self = data;
  g_autoptr (GMutexLocker) locker = NULL;

  /* Of this thread only, on Linux. That it cannot be had is no fault. */
  if (setpriority (PRIO_PROCESS, (id_t) gettid (), NICENESS) != 0)
    g_debug ("The sweeper is not nice");
  locker = g_mutex_locker_new (&self->lock);
  while (!self->is_ending)
    {
      gint64 until = g_get_monotonic_time () + STEP_SECONDS * G_TIME_SPAN_SECOND;

      g_mutex_unlock (&self->lock);
      sweep (self);
      g_mutex_lock (&self->lock);
      while (!self->is_ending && g_cond_wait_until (&self->changed, &self->lock, until))
        continue;
    }
  return NULL;
}

JrSweeper *
jr_sweeper_new (JrHubFolder *folder, JrChecker *checker, JrWriter *writer, gint64 kept_seconds)
{
  JrSweeper *self = g_new0 (JrSweeper, 1);

  self->folder = folder;
  self->checker = checker;
  self->writer = writer;
  self->kept_seconds = kept_seconds;
  self->clock = read_clock ();
  self->stopping = g_cancellable_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->thread = g_thread_new ("jr-sweeper", run, self);
  return self;
}

void
jr_sweeper_free (JrSweeper *self)
{
  g_return_if_fail (self != NULL);

  g_cancellable_cancel (self->stopping);
  g_mutex_lock (&self->lock);
  self->is_ending = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_object_unref (self->stopping);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

/* By hand ------------------------------------------------------------------------------------------------------------ */

static gboolean
remove_all_deliveries (JrDatabase *database, guint *out_count, GError **error)
{
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;
  JrTime                 before = jr_time_now () - JR_DELIVERY_KEPT;
  g_autoptr (GArray)     keys = NULL;

  if (!jr_transaction_begin (&transaction, database, error))
    return FALSE;
  keys = jr_delivery_table_find_old (database, before, G_MAXINT32, error);
  return keys != NULL && jr_delivery_table_remove_old (database, keys, before, out_count, error) &&
         jr_transaction_commit (&transaction, error);
}

static gboolean
sweep_locked (const char  *path,
              gint64       kept_seconds,
              JrBlobSweep *out_sweep,
              guint       *out_deliveries,
              GError     **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (path, error);

  return folder != NULL &&
         jr_blob_store_sweep (folder->blobs, folder->database, kept_seconds, NULL, NULL, out_sweep,
                              NULL, error) &&
         remove_all_deliveries (folder->database, out_deliveries, error);
}

gboolean
jr_sweeper_sweep_folder (const char  *path,
                         gint64       kept_seconds,
                         JrBlobSweep *out_sweep,
                         guint       *out_deliveries,
                         GError     **error)
{
  int      lock = jr_hub_folder_lock (path, error);
  gboolean is_done;

  if (lock < 0)
    return FALSE;
  is_done = sweep_locked (path, kept_seconds, out_sweep, out_deliveries, error);
  close (lock);
  return is_done;
}
