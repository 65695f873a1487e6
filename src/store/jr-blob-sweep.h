/* jr-blob-sweep.h: removes the blobs that nobody names
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-blob-store.h"
#include "jr-database.h"

G_BEGIN_DECLS

/* How long a blob that no event names is kept after it was sent or asked for last: long enough for a counter that was
 * offline over the longest holidays. The least keeps whatever is under way. */
#define JR_BLOB_KEPT_SECONDS (14 * 24 * 60 * 60)
#define JR_BLOB_KEPT_SECONDS_MINIMUM (24 * 60 * 60)

typedef struct
{
  guint  n_removed;
  gint64 bytes; /* of those */
} JrBlobSweep;

/* Called for each before it is removed, so that whoever remembers it forgets it. */
typedef void (*JrBlobSweepFunc) (const char *sha256, gpointer data);

/**
 * jr_blob_store_sweep:
 * @database: a connection of one's own; it is read in short statements
 * @kept_seconds: at least JR_BLOB_KEPT_SECONDS_MINIMUM
 * @func: (nullable)
 * @out_sweep: counts what was removed, also when it fails in the middle
 *
 * Removes each blob that no event of the log names and that was last used before @kept_seconds, and what writers have
 * left behind. One program alone may sweep a store, and only it may rely on blobs meanwhile that are not named.
 */
gboolean jr_blob_store_sweep (JrBlobStore    *self,
                              JrDatabase     *database,
                              gint64          kept_seconds,
                              JrBlobSweepFunc func,
                              gpointer        data,
                              JrBlobSweep    *out_sweep,
                              GCancellable   *cancellable,
                              GError        **error);

G_END_DECLS
