/* jr-local-copy.h: the database and the scans that this desk keeps of a hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-blob-store.h"
#include "jr-database.h"
#include "jr-worker.h"

G_BEGIN_DECLS

/** JrLocalCopy: a folder for one person at one hub, with a thread that reads and writes its database. */
typedef struct _JrLocalCopy JrLocalCopy;

/* The folder is made under @folder when first used; its name follows from hub and person. */
JrLocalCopy *jr_local_copy_new (const char *folder, const char *url, const char *user);
/* Waits for what is queued. */
void        jr_local_copy_free (JrLocalCopy *self);
const char *jr_local_copy_get_database_path (JrLocalCopy *self);
JrWorker   *jr_local_copy_get_worker (JrLocalCopy *self);

/* On the worker: the open connection. */
JrDatabase *jr_local_copy_use (JrLocalCopy *self, GError **error);
/* Any thread. */
JrBlobStore *jr_local_copy_get_blobs (JrLocalCopy *self, GError **error);
/* A place for one file that is being fetched. */
const char *jr_local_copy_get_scratch_path (JrLocalCopy *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrLocalCopy, jr_local_copy_free)

G_END_DECLS
