/* jr-sweeper.h: removes what nobody needs any more
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-blob-sweep.h"
#include "jr-checker.h"
#include "jr-hub-folder.h"
#include "jr-writer.h"

G_BEGIN_DECLS

/**
 * JrSweeper:
 *
 * A thread that sweeps when the hub starts and once a day: blobs that no event names, parts of uploads that nobody
 * goes on with, and deliveries that were taken long ago (JR_DELIVERY_KEPT). What it removed it says in the log.
 */
typedef struct _JrSweeper JrSweeper;

/* All are borrowed and outlive it. @kept_seconds: as jr_blob_store_sweep() has it. */
JrSweeper *
jr_sweeper_new (JrHubFolder *folder, JrChecker *checker, JrWriter *writer, gint64 kept_seconds);
/* Breaks off what is under way. */
void jr_sweeper_free (JrSweeper *self);

/* The same at once, in a folder that nobody serves. */
gboolean jr_sweeper_sweep_folder (const char  *path,
                                  gint64       kept_seconds,
                                  JrBlobSweep *out_sweep,
                                  guint       *out_deliveries,
                                  GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrSweeper, jr_sweeper_free)

G_END_DECLS
