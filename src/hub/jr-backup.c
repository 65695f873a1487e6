/* jr-backup.c: writes a room into one file
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tar archive, since those can be read by anybody for ever: SHA256SUMS (for sha256sum -c), backup.json, the database as
 * of one moment, and every blob that its log names. Blobs never change and none that is named goes away, so only the
 * database needs a moment; the hub goes on serving. The whole is read back from the disk before it gets its name. */

#include "jr-backup.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jr-blob-set.h"
#include "jr-error.h"
#include "jr-head-signer.h"
#include "jr-hub-error.h"
#include "jr-hub-folder.h"
#include "jr-json.h"
#include "jr-log.h"
#include "jr-upkeep.h"

#define CHUNK (256 * 1024)

/**
 * Backup:
 * @draft: the archive until it is verified
 * @copy: of the database, beside it
 */
typedef struct
{
  JrHubFolder    *folder;
  JrBlobSet      *blobs;
  struct archive *archive;
  char           *draft;
  char           *copy;
  int             fd;
  JrHead          head;
} Backup;

static void
backup_clear (Backup *self)
{
  if (self->archive != NULL)
    archive_write_free (self->archive);
  if (self->fd >= 0)
    close (self->fd);
  /* What is left of an attempt that failed; after success neither is there any more. */
  if (self->draft != NULL)
    g_unlink (self->draft);
  if (self->copy != NULL)
    g_unlink (self->copy);
  g_free (self->draft);
  g_free (self->copy);
  g_clear_pointer (&self->blobs, jr_blob_set_free);
  g_clear_pointer (&self->folder, jr_hub_folder_close);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Backup, backup_clear)

static gboolean
fail_os (const char *attempt, const char *path, GError **error)
{
  int saved = errno;

  g_set_error (error, JR_HUB_ERROR,
               saved == ENOSPC || saved == EDQUOT ? JR_ERROR_FULL : JR_ERROR_IO, "Cannot %s %s: %s",
               attempt, path, g_strerror (saved));
  return FALSE;
}

static gboolean
fail_archive (Backup *self, GError **error)
{
  int saved = archive_errno (self->archive);

  g_set_error (error, JR_HUB_ERROR, saved == ENOSPC ? JR_ERROR_FULL : JR_ERROR_IO,
               "Cannot write %s: %s", self->draft,
               saved > 0 ? g_strerror (saved) : archive_error_string (self->archive));
  return FALSE;
}

/* The database ------------------------------------------------------------------------------------------------------- */

/* The head is signed in the copy, so that it is that of the very log which goes out. */
static gboolean
finish_copy (Backup *self, GError **error)
{
  g_autoptr (JrHeadSigner) signer = jr_head_signer_open (self->folder->path, error);
  g_autoptr (JrDatabase)   database =
    signer == NULL ? NULL : jr_database_open (self->copy, JR_DATABASE_READ_WRITE, error);
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;

  if (database == NULL || !jr_transaction_begin (&transaction, database, error) ||
      !jr_head_signer_sign (signer, database, jr_time_now (), &self->head, error) ||
      !jr_transaction_commit (&transaction, error) || !jr_log_verify (database, NULL, error))
    return FALSE;
  self->blobs = jr_blob_set_new ();
  if (!jr_log_collect_blobs (database, 0, self->blobs, NULL, error))
    return FALSE;
  jr_blob_set_sort (self->blobs);
  return TRUE;
}

static gboolean
copy_database (Backup *self, const char *file, GError **error)
{
  int fd;

  self->copy = g_strconcat (file, ".db-XXXXXX", NULL);
  fd = g_mkstemp_full (self->copy, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      fail_os ("create", self->copy, error);
      g_clear_pointer (&self->copy, g_free);
      return FALSE;
    }
  close (fd);
  return jr_database_copy_to (self->folder->database, self->copy, error) &&
         finish_copy (self, error);
}

/* The archive -------------------------------------------------------------------------------------------------------- */

static gboolean
begin_entry (Backup *self, const char *name, gint64 size, GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  gboolean              is_begun;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_mtime (entry, self->head.signed_at / JR_TIME_SECOND, 0);
  is_begun = archive_write_header (self->archive, entry) == ARCHIVE_OK;
  archive_entry_free (entry);
  return is_begun || fail_archive (self, error);
}

static gboolean
write_bytes (Backup *self, const void *bytes, gsize length, GError **error)
{
  return archive_write_data (self->archive, bytes, length) == (gssize) length ||
         fail_archive (self, error);
}

/* All bytes of @fd to the archive (when @self is given one) and their digest. */
static char *
pass (Backup *self, int fd, const char *path, gboolean is_written, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char      *chunk = g_malloc (CHUNK);
  gssize                length;

  while ((length = TEMP_FAILURE_RETRY (read (fd, chunk, CHUNK))) > 0)
    {
      g_checksum_update (checksum, (const guchar *) chunk, length);
      if (is_written && !write_bytes (self, chunk, (gsize) length, error))
        return NULL;
    }
  if (length < 0)
    return fail_os ("read", path, error), NULL;
  return g_strdup (g_checksum_get_string (checksum));
}

/* What the database is, or (@is_written) its bytes into the archive. */
static char *
pass_database (Backup *self, gboolean is_written, GError **error)
{
  int         fd = open (self->copy, O_RDONLY | O_CLOEXEC);
  struct stat status;
  char       *sha256 = NULL;

  if (fd < 0 || fstat (fd, &status) != 0)
    fail_os ("read", self->copy, error);
  else if (!is_written || begin_entry (self, JR_BACKUP_DATABASE, status.st_size, error))
    sha256 = pass (self, fd, self->copy, is_written, error);
  if (fd >= 0)
    close (fd);
  return sha256;
}

static char *
blob_path (const char *sha256)
{
  return g_strdup_printf ("blobs/%.2s/%s", sha256, sha256 + 2);
}

static gboolean
write_blob (Backup *self, const char *sha256, GError **error)
{
  g_autofree char *name = blob_path (sha256);
  g_autofree char *found = NULL;
  gint64           size;
  int              fd = jr_blob_store_open_fd (self->folder->blobs, sha256, &size, error);

  if (fd < 0)
    return FALSE;
  if (begin_entry (self, name, size, error))
    found = pass (self, fd, name, TRUE, error);
  close (fd);
  if (found != NULL && !g_str_equal (found, sha256))
    {
      g_set_error (error, JR_HUB_ERROR, JR_ERROR_CORRUPT,
                   "The document %s is damaged; a backup without it would not be one", sha256);
      return FALSE;
    }
  return found != NULL;
}

static char *
describe (Backup *self)
{
  g_autoptr (JsonNode)   node = json_node_alloc ();
  g_autoptr (JsonObject) about = json_object_new ();

  json_object_set_int_member (about, "format", JR_BACKUP_FORMAT);
  json_object_set_string_member (about, "program", "joint-review-hub " JR_VERSION);
  json_object_set_int_member (about, "schema", jr_database_get_schema_version ());
  json_object_set_int_member (about, "blobs", jr_blob_set_get_size (self->blobs));
  json_object_set_member (about, "head", jr_head_write (&self->head));
  json_node_init_object (node, about);
  return jr_json_to_canonical (node);
}

/* In the order of the archive. */
static GString *
list_sums (Backup *self, const char *about, const char *database)
{
  g_autofree char *about_sum = jr_sha256_of (about, strlen (about));
  GString         *sums = g_string_new (NULL);

  g_string_append_printf (sums, "%s  %s\n%s  %s\n", about_sum, JR_BACKUP_ABOUT, database,
                          JR_BACKUP_DATABASE);
  for (guint i = 0; i < jr_blob_set_get_size (self->blobs); i++)
    {
      g_autofree char *sha256 = jr_blob_set_dup_name (self->blobs, i);
      g_autofree char *name = blob_path (sha256);

      g_string_append_printf (sums, "%s  %s\n", sha256, name);
    }
  return sums;
}

static gboolean
write_text (Backup *self, const char *name, const char *text, gsize length, GError **error)
{
  return begin_entry (self, name, (gint64) length, error) &&
         write_bytes (self, text, length, error);
}

static gboolean
write_entries (Backup *self, GError **error)
{
  g_autofree char    *about = describe (self);
  g_autofree char    *sha256 = pass_database (self, FALSE, error);
  g_autofree char    *again = NULL;
  g_autoptr (GString) sums = sha256 == NULL ? NULL : list_sums (self, about, sha256);

  if (sums == NULL || !write_text (self, JR_BACKUP_SUMS, sums->str, sums->len, error) ||
      !write_text (self, JR_BACKUP_ABOUT, about, strlen (about), error))
    return FALSE;
  again = pass_database (self, TRUE, error);
  if (again == NULL)
    return FALSE;
  for (guint i = 0; i < jr_blob_set_get_size (self->blobs); i++)
    {
      g_autofree char *name = jr_blob_set_dup_name (self->blobs, i);

      if (!write_blob (self, name, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_archive (Backup *self, const char *file, GError **error)
{
  self->draft = g_strconcat (file, ".part-XXXXXX", NULL);
  self->fd = g_mkstemp_full (self->draft, O_RDWR | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      fail_os ("create", self->draft, error);
      g_clear_pointer (&self->draft, g_free);
      return FALSE;
    }
  self->archive = archive_write_new ();
  archive_write_set_format_pax_restricted (self->archive);
  archive_write_set_bytes_per_block (self->archive, CHUNK);
  archive_write_set_bytes_in_last_block (self->archive, 1);
  if (archive_write_open_fd (self->archive, self->fd) != ARCHIVE_OK)
    return fail_archive (self, error);
  if (!write_entries (self, error))
    return FALSE;
  if (archive_write_close (self->archive) != ARCHIVE_OK)
    return fail_archive (self, error);
  if (fsync (self->fd) != 0)
    return fail_os ("save", self->draft, error);
  /* So that what is read back comes from the disk. Without it the reading proves a little less, no more. */
  posix_fadvise (self->fd, 0, 0, POSIX_FADV_DONTNEED);
  return TRUE;
}

/* Not over another one, whoever was faster. */
static gboolean
publish (Backup *self, const char *file, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (file);
  int              fd;
  gboolean         is_saved;

  if (renameat2 (AT_FDCWD, self->draft, AT_FDCWD, file, RENAME_NOREPLACE) != 0)
    return fail_os ("name the backup", file, error);
  fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  is_saved = fd >= 0 && fsync (fd) == 0;
  if (!is_saved)
    fail_os ("save the folder", folder, error);
  if (fd >= 0)
    close (fd);
  return is_saved;
}

gboolean
jr_backup_make (const char *folder, const char *file, JrBackupReport *out_report, GError **error)
{
  g_auto (Backup) self = { .fd = -1 };
  struct stat     status;

  g_return_val_if_fail (folder != NULL && file != NULL && out_report != NULL, FALSE);

  if (g_file_test (file, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, JR_HUB_ERROR, JR_ERROR_CONFLICT, "%s is there already", file);
      return FALSE;
    }
  self.folder = jr_hub_folder_open (folder, error);
  if (self.folder == NULL || !copy_database (&self, file, error) ||
      !write_archive (&self, file, error) ||
      !jr_backup_read (self.draft, NULL, NULL, &out_report->head, error) ||
      !publish (&self, file, error))
    return FALSE;
  out_report->blobs = jr_blob_set_get_size (self.blobs);
  out_report->bytes = fstat (self.fd, &status) == 0 ? status.st_size : 0;
  return TRUE;
}
