/* jr-blob-sweep.c: removes the blobs that nobody names
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The time of a blob's file is when it was used last, that is sent, or looked at for a command that names it. A command
 * waits for seconds, a blob for days: whatever was used before that is named by now or by nobody, and whatever is used
 * while we look is too young to go. Looking at the age and removing are one step to jr_blob_store_use(). The log is read
 * for certain, whole, before anything goes; what it names is marked, so that it is asked for each blob once. */

#include "jr-blob-sweep.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jr-blob-set.h"
#include "jr-blob-store-private.h"
#include "jr-id.h"

/* Of a file that an event names. The log loses nothing, so it holds for ever. */
#define MARK 0400
/* Blobs of one reading of the log; 32 bytes each. */
#define AT_ONCE 200000
/* How old the time of a file that is in use may get before it is set again. */
#define USE_STEP_SECONDS (60 * 60)

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
look (JrBlobStore *self, const char *name, struct stat *out_status)
{
  return fstatat (self->fd, name, out_status, AT_SYMLINK_NOFOLLOW) == 0 &&
         S_ISREG (out_status->st_mode);
}

gboolean
jr_blob_store_use (JrBlobStore *self, const char *sha256)
{
  g_autoptr (GMutexLocker) locker = NULL;
  char                     name[JR_BLOB_NAME_SIZE];
  struct stat              status;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!jr_sha256_is_valid (sha256))
    return FALSE;
  jr_blob_name (sha256, name);
  locker = g_mutex_locker_new (&self->use);
  if (!look (self, name, &status))
    return FALSE;
  if (ABS (get_now () - status.st_mtime) < USE_STEP_SECONDS)
    return TRUE;
  return utimensat (self->fd, name, NULL, AT_SYMLINK_NOFOLLOW) == 0;
}

/** Sweep: @unused: those of the fans looked at that may have to go. */
typedef struct
{
  JrBlobStore    *store;
  JrDatabase     *database;
  gint64          before; /* when they were last used */
  JrBlobSweepFunc func;
  gpointer        data;
  GCancellable   *cancellable;
  JrBlobSet      *unused;
  JrBlobSweep    *report;
} Sweep;

static gboolean
is_old (const Sweep *self, const struct stat *status)
{
  return status->st_mtime < self->before;
}

static void
look_at_fan (Sweep *self, const char *fan)
{
  g_autofree char *path = g_build_filename (self->store->folder, fan, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char      *rest;

  while (dir != NULL && (rest = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *sha256 = g_strconcat (fan, rest, NULL);
      char             name[JR_BLOB_NAME_SIZE];
      struct stat      status;

      if (!jr_sha256_is_valid (sha256))
        continue;
      jr_blob_name (sha256, name);
      if (look (self->store, name, &status) && (status.st_mode & 0777) != MARK &&
          is_old (self, &status))
        jr_blob_set_add (self->unused, sha256);
    }
}

static void
remove_if_old (Sweep *self, const char *sha256)
{
  g_autoptr (GMutexLocker) locker = NULL;
  char                     name[JR_BLOB_NAME_SIZE];
  struct stat              status;

  jr_blob_name (sha256, name);
  /* First: whoever remembers it again has used it before. */
  if (self->func != NULL)
    self->func (sha256, self->data);
  locker = g_mutex_locker_new (&self->store->use);
  if (!look (self->store, name, &status) || !is_old (self, &status) ||
      unlinkat (self->store->fd, name, 0) != 0)
    return;
  self->report->n_removed++;
  self->report->bytes += status.st_size;
}

static gboolean
settle (Sweep *self, GError **error)
{
  g_autoptr (JrBlobSet) named = jr_blob_set_new ();

  jr_blob_set_sort (self->unused);
  if (jr_blob_set_get_size (self->unused) > 0 &&
      !jr_log_find_blobs (self->database, self->unused, named, self->cancellable, error))
    return FALSE;
  for (guint i = 0; i < jr_blob_set_get_size (self->unused); i++)
    {
      g_autofree char *sha256 = jr_blob_set_dup_name (self->unused, i);
      char             name[JR_BLOB_NAME_SIZE];

      jr_blob_name (sha256, name);
      /* Without its mark it is only asked for again. */
      if (!jr_blob_set_has (named, sha256))
        remove_if_old (self, sha256);
      else if (fchmodat (self->store->fd, name, MARK, 0) != 0)
        g_debug ("Cannot mark %s", sha256);
    }
  g_clear_pointer (&self->unused, jr_blob_set_free);
  self->unused = jr_blob_set_new ();
  return TRUE;
}

static gboolean
look_at_all (Sweep *self, GError **error)
{
  for (guint i = 0; i < JR_BLOB_FANS; i++)
    {
      g_autofree char *fan = g_strdup_printf ("%02x", i);

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      look_at_fan (self, fan);
      if (jr_blob_set_get_size (self->unused) >= AT_ONCE && !settle (self, error))
        return FALSE;
    }
  return settle (self, error);
}

gboolean
jr_blob_store_sweep (JrBlobStore    *self,
                     JrDatabase     *database,
                     gint64          kept_seconds,
                     JrBlobSweepFunc func,
                     gpointer        data,
                     JrBlobSweep    *out_sweep,
                     GCancellable   *cancellable,
                     GError        **error)
{
  Sweep    sweep = { self, database, 0, func, data, cancellable, NULL, out_sweep };
  gboolean is_done;

  g_return_val_if_fail (self != NULL && database != NULL && out_sweep != NULL, FALSE);
  g_return_val_if_fail (kept_seconds >= JR_BLOB_KEPT_SECONDS_MINIMUM, FALSE);

  *out_sweep = (JrBlobSweep){ 0, 0 };
  sweep.before = get_now () - kept_seconds;
  sweep.unused = jr_blob_set_new ();
  jr_blob_store_remove_leftovers (self);
  is_done = look_at_all (&sweep, error);
  jr_blob_set_free (sweep.unused);
  return is_done;
}
