/* jr-restore.c: makes a room from a backup
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In a folder of another name, which gets its own only when everything in it was verified: whoever serves the room never
 * serves half of one. What was handed out since the backup is gone from this log, so it goes on in a new epoch, and every
 * desk and counter begins anew. */

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jr-account-table.h"
#include "jr-backup.h"
#include "jr-error.h"
#include "jr-hub-error.h"
#include "jr-hub-folder.h"

#define OPEN_FILES 16

/**
 * Restoration:
 * @draft: the folder until it is verified
 * @writer: of the blob in hand, NULL for the database
 */
typedef struct
{
  char         *draft;
  JrBlobStore  *blobs;
  JrBlobWriter *writer;
  int           fd;
} Restoration;

static int
remove_one (const char *path, const struct stat *status, int kind, struct FTW *place)
{
  return remove (path);
}

static void
restoration_clear (Restoration *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->writer, jr_blob_writer_free);
  g_clear_pointer (&self->blobs, jr_blob_store_free);
  /* What cannot be removed stays under a name that says what it is. */
  if (self->draft != NULL)
    nftw (self->draft, remove_one, OPEN_FILES, FTW_DEPTH | FTW_PHYS);
  g_free (self->draft);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Restoration, restoration_clear)

static gboolean
fail_os (const char *attempt, const char *path, GError **error)
{
  int saved = errno;

  g_set_error (error, JR_HUB_ERROR,
               saved == ENOSPC || saved == EDQUOT      ? JR_ERROR_FULL
               : saved == EEXIST || saved == ENOTEMPTY ? JR_ERROR_CONFLICT
                                                       : JR_ERROR_IO,
               "Cannot %s %s: %s", attempt, path, g_strerror (saved));
  return FALSE;
}

static gboolean
begin_file (const char *name, const char *sha256, gpointer data, GError **error)
{
  Restoration     *self = data;
  g_autofree char *path = NULL;

  if (!g_str_equal (name, JR_BACKUP_DATABASE))
    {
      self->writer = jr_blob_writer_new (self->blobs, sha256, error);
      return self->writer != NULL;
    }
  path = g_build_filename (self->draft, JR_BACKUP_DATABASE, NULL);
  self->fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  return self->fd >= 0 || fail_os ("create", path, error);
}

static gboolean
write_file (const void *bytes, gsize length, gpointer data, GError **error)
{
  Restoration *self = data;
  const char  *at = bytes;

  if (self->writer != NULL)
    return jr_blob_writer_write (self->writer, bytes, length, error);
  while (length > 0)
    {
      gssize written = TEMP_FAILURE_RETRY (write (self->fd, at, length));

      if (written < 0)
        return fail_os ("write the database in", self->draft, error);
      at += written;
      length -= (gsize) written;
    }
  return TRUE;
}

static gboolean
end_file (gpointer data, GError **error)
{
  Restoration *self = data;
  gboolean     is_saved;

  if (self->writer != NULL)
    {
      is_saved = jr_blob_writer_finish (self->writer, NULL, error);
      g_clear_pointer (&self->writer, jr_blob_writer_free);
      return is_saved;
    }
  is_saved = fsync (self->fd) == 0 || fail_os ("save the database in", self->draft, error);
  close (self->fd);
  self->fd = -1;
  return is_saved;
}

static const JrBackupSink restoring = { begin_file, write_file, end_file };

/* The log must end exactly where the signed head of the backup says. */
static gboolean
check_head (JrDatabase *database, const JrHead *head, GError **error)
{
  JrHead present;

  if (!jr_head_load_present (database, &present, error) ||
      !jr_head_check_log (database, head, error))
    return FALSE;
  if (present.cursor.sequence == head->cursor.sequence)
    return TRUE;
  g_set_error_literal (error, JR_HUB_ERROR, JR_ERROR_CORRUPT,
                       "The log in the backup goes on behind the head that was signed");
  return FALSE;
}

static gboolean
prove_and_renew (Restoration *self, JrHead *head, GError **error)
{
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (self->draft, error);
  JrVerification          found;

  return folder != NULL && check_head (folder->database, head, error) &&
         jr_hub_folder_verify (folder, &found, error) &&
         jr_secret_table_remove_sessions (folder->database, error) &&
         jr_log_begin_epoch (folder->database, error);
}

static gboolean
sync_folder (const char *path, GError **error)
{
  int      fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean is_saved = fd >= 0 && fsync (fd) == 0;

  if (!is_saved)
    fail_os ("save the folder", path, error);
  if (fd >= 0)
    close (fd);
  return is_saved;
}

static gboolean
publish (Restoration *self, const char *folder, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (folder);

  if (!sync_folder (self->draft, error))
    return FALSE;
  if (renameat2 (AT_FDCWD, self->draft, AT_FDCWD, folder, RENAME_NOREPLACE) != 0)
    return fail_os ("make", folder, error);
  g_clear_pointer (&self->draft, g_free);
  return sync_folder (parent, error);
}

static gboolean
unpack (Restoration *self, const char *file, JrHead *out_head, GError **error)
{
  g_autofree char *blobs = g_build_filename (self->draft, "blobs", NULL);

  self->blobs = jr_blob_store_open (blobs, error);
  return self->blobs != NULL && jr_backup_read (file, &restoring, self, out_head, error);
}

gboolean
jr_restore (const char *file, const char *folder, JrHead *out_head, GError **error)
{
  g_auto (Restoration) self = { .fd = -1 };
  g_autofree char     *name = g_strdup (folder);

  g_return_val_if_fail (file != NULL && folder != NULL && out_head != NULL, FALSE);

  while (g_str_has_suffix (name, "/") && name[1] != '\0')
    name[strlen (name) - 1] = '\0';
  if (g_file_test (name, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, JR_HUB_ERROR, JR_ERROR_CONFLICT,
                   "%s is there already; a room is restored into a new folder", name);
      return FALSE;
    }
  self.draft = g_strconcat (name, ".restoring-XXXXXX", NULL);
  if (g_mkdtemp_full (self.draft, 0700) == NULL)
    {
      fail_os ("make", self.draft, error);
      g_clear_pointer (&self.draft, g_free);
      return FALSE;
    }
  return unpack (&self, file, out_head, error) && prove_and_renew (&self, out_head, error) &&
         publish (&self, name, error);
}
