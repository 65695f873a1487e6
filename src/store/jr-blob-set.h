/* jr-blob-set.h: which blobs there are, many of them
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-database.h"

G_BEGIN_DECLS

/** JrBlobSet: names of blobs, 32 bytes each, so that the blobs of many years fit into memory. */
typedef struct _JrBlobSet JrBlobSet;

JrBlobSet *jr_blob_set_new (void);
void       jr_blob_set_free (JrBlobSet *self);
void       jr_blob_set_add (JrBlobSet *self, const char *sha256);
/* Each once, in order; before anything is asked, and after the last was added. */
void     jr_blob_set_sort (JrBlobSet *self);
guint    jr_blob_set_get_size (JrBlobSet *self);
gboolean jr_blob_set_has (JrBlobSet *self, const char *sha256);
/* (transfer full) */
char *jr_blob_set_dup_name (JrBlobSet *self, guint index);

/* Adds every blob that an event after @after names: submitted and supplemented documents, and results. Reads a page at a
 * time, so that it holds nothing up; *out_last (nullable) is the last sequence that was looked at. */
gboolean jr_log_collect_blobs (JrDatabase *database,
                               gint64      after,
                               JrBlobSet  *set,
                               gint64     *out_last,
                               GError    **error);

/* Those of @among (sorted) that any event names, sorted, in @found (empty before). */
gboolean jr_log_find_blobs (JrDatabase   *database,
                            JrBlobSet    *among,
                            JrBlobSet    *found,
                            GCancellable *cancellable,
                            GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrBlobSet, jr_blob_set_free)

G_END_DECLS
