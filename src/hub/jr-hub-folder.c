/* jr-hub-folder.c: where a hub keeps everything
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One folder is one room: its database and its blobs, nothing elsewhere, so that it can be moved and copied as a whole. */

#include "jr-hub-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "jr-error.h"
#include "jr-hub-error.h"

#define DATABASE "hub.db"
#define BLOBS "blobs"

/* A folder that has other things in it is not made one's own, and least of all closed to others. */
static gboolean
check_is_free (const char *path, GError **error)
{
  g_autofree char *file = g_build_filename (path, DATABASE, NULL);
  g_autoptr (GDir) folder = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  folder = g_dir_open (path, 0, error);
  if (folder == NULL)
    return FALSE;
  if (g_dir_read_name (folder) == NULL)
    return TRUE;
  if (g_file_test (file, G_FILE_TEST_EXISTS))
    g_set_error (error, JR_HUB_ERROR, JR_ERROR_CONFLICT, "%s holds a hub already", path);
  else
    g_set_error (error, JR_HUB_ERROR, JR_ERROR_CONFLICT,
                 "%s is not empty; give a folder that is, or is not there yet", path);
  return FALSE;
}

static gboolean
save_name (const char *path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  int              fd = g_open (parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean         is_saved = fd >= 0 && fsync (fd) == 0;

  if (!is_saved)
    g_set_error (error, JR_HUB_ERROR, JR_ERROR_IO, "Cannot save the folder %s: %s", parent,
                 g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return is_saved;
}

/* With its parents. A room whose folder is gone after a power cut is lost, however well its files were saved. */
static gboolean
make_folder (const char *path, GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);

  for (char *at = g_canonicalize_filename (path, NULL); at != NULL; at = g_path_get_dirname (at))
    {
      g_ptr_array_add (made, at);
      if (g_file_test (at, G_FILE_TEST_EXISTS))
        break;
    }
  if (g_mkdir_with_parents (path, 0700) != 0 || g_chmod (path, 0700) != 0)
    {
      g_set_error (error, JR_HUB_ERROR, JR_ERROR_IO, "Cannot make %s: %s", path,
                   g_strerror (errno));
      return FALSE;
    }
  /* The last of them was there before. */
  for (guint i = 0; i + 1 < made->len; i++)
    if (!save_name (made->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
jr_hub_folder_create (const char *path, const char *code, const char *name, GError **error)
{
  g_autofree char        *file = g_build_filename (path, DATABASE, NULL);
  g_autofree char        *blobs = g_build_filename (path, BLOBS, NULL);
  g_autoptr (JrDatabase)  database = NULL;
  g_autoptr (JrBlobStore) store = NULL;

  if (!check_is_free (path, error) || !make_folder (path, error))
    return FALSE;
  store = jr_blob_store_open (blobs, error);
  database = store == NULL ? NULL : jr_database_open (file, JR_DATABASE_READ_WRITE, error);
  return database != NULL && jr_log_create (database, code, name, error);
}

JrHubFolder *
jr_hub_folder_open (const char *path, GError **error)
{
  g_autoptr (JrHubFolder) self = g_new0 (JrHubFolder, 1);
  g_autofree char        *file = g_build_filename (path, DATABASE, NULL);
  g_autofree char        *blobs = g_build_filename (path, BLOBS, NULL);

  if (!g_file_test (file, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, JR_HUB_ERROR, JR_ERROR_NOT_FOUND,
                   "%s holds no hub; set one up with: joint-review-hub init %s", path, path);
      return NULL;
    }
  self->path = g_strdup (path);
  self->database = jr_database_open (file, JR_DATABASE_READ_WRITE, error);
  if (self->database == NULL)
    return NULL;
  self->blobs = jr_blob_store_open (blobs, error);
  return self->blobs == NULL ? NULL : g_steal_pointer (&self);
}

void
jr_hub_folder_close (JrHubFolder *self)
{
  g_clear_pointer (&self->blobs, jr_blob_store_free);
  g_clear_pointer (&self->database, jr_database_close);
  g_free (self->path);
  g_free (self);
}

char *
jr_hub_folder_dup_notice_path (JrHubFolder *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_build_filename (self->path, "accounts.changed", NULL);
}

char *
jr_hub_folder_dup_webhooks_notice_path (JrHubFolder *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_build_filename (self->path, "webhooks.changed", NULL);
}

char *
jr_hub_folder_dup_database_path (JrHubFolder *self)
{
  return g_build_filename (self->path, DATABASE, NULL);
}

/* Held by the open descriptor, so that it is gone with the process, however that ends. */
int
jr_hub_folder_lock (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  if (fd >= 0 && errno == EWOULDBLOCK)
    g_set_error (error, JR_HUB_ERROR, JR_ERROR_CONFLICT, "Another hub serves %s already", path);
  else
    g_set_error (error, JR_HUB_ERROR, JR_ERROR_IO, "Cannot serve %s: %s", path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}
