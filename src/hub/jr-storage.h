/* jr-storage.h: how much room a hub's folder takes and has left
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-hub-folder.h"

G_BEGIN_DECLS

/** JrStorage: in bytes; what cannot be found out is -1. @wal_bytes: of the write-ahead log */
typedef struct
{
  gint64 free_bytes;
  gint64 database_bytes;
  gint64 wal_bytes;
} JrStorage;

/* Asks the file system; any thread. */
void jr_storage_measure (JrHubFolder *folder, JrStorage *out_storage);

G_END_DECLS
