/* jr-storage.c: how much room a hub's folder takes and has left
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is free is counted as it is for an ordinary user: what the system keeps for root is none of ours. Blobs lie in the
 * same folder, so in the same file system unless the administrator has made it otherwise. */

#include "jr-storage.h"

#include <sys/stat.h>
#include <sys/statvfs.h>

static gint64
get_size (const char *path)
{
  struct stat found;

  return stat (path, &found) == 0 ? (gint64) found.st_size : -1;
}

void
jr_storage_measure (JrHubFolder *folder, JrStorage *out_storage)
{
  g_autofree char *database = NULL, *wal = NULL;
  struct statvfs   space;

  g_return_if_fail (folder != NULL && out_storage != NULL);

  database = jr_hub_folder_dup_database_path (folder);
  wal = g_strconcat (database, "-wal", NULL);
  out_storage->free_bytes =
    statvfs (folder->path, &space) == 0 ? (gint64) space.f_bavail * (gint64) space.f_frsize : -1;
  out_storage->database_bytes = get_size (database);
  out_storage->wal_bytes = get_size (wal);
}
