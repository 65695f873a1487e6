/* jr-blob-store.h: scans and stamped files, named by their SHA-256
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The largest scan: 400 pages of 300-dpi colour are about 200 MB. */
#define JR_BLOB_MAXIMUM_BYTES (G_GINT64_CONSTANT (256) * 1024 * 1024)

/** JrBlobStore: a folder; any thread may use it. Put, has, get, list are all there is, so that it can be an S3 store. */
typedef struct _JrBlobStore  JrBlobStore;
typedef struct _JrBlobWriter JrBlobWriter;

JrBlobStore *jr_blob_store_open (const char *folder, GError **error);
void         jr_blob_store_free (JrBlobStore *self);

/* Streamed into a temporary file, hashed on the way, fsynced and linked into place by finish. "Already there" is
 * success. JR_ERROR_CORRUPT when the hash is not @expected_sha256 (NULL: any), JR_ERROR_FULL on a full disk. */
JrBlobWriter *jr_blob_writer_new (JrBlobStore *store, const char *expected_sha256, GError **error);
gboolean jr_blob_writer_write (JrBlobWriter *self, const void *bytes, gsize length, GError **error);
/* @out_sha256 (nullable) (transfer full). */
gboolean jr_blob_writer_finish (JrBlobWriter *self, char **out_sha256, GError **error);
void     jr_blob_writer_free (JrBlobWriter *self);

/* What one owner may have begun and not finished; beyond it his oldest goes. */
#define JR_BLOB_PARTS_MAXIMUM 16
#define JR_BLOB_PARTS_MAXIMUM_BYTES (G_GINT64_CONSTANT (1024) * 1024 * 1024)
/* How long a part waits for the rest. */
#define JR_BLOB_PART_SECONDS (24 * 60 * 60)

/* The same for a blob that comes in parts: what was written stays when the writer is freed, also when the program or
 * the machine ends, and the next one for this owner and digest goes on behind it. Finish reads it again, and a wrong
 * digest ends it. JR_ERROR_CONFLICT when another writer is at it, or @owner has too many at work. */
JrBlobWriter *
jr_blob_writer_resume (JrBlobStore *store, const char *owner, const char *sha256, GError **error);
gint64 jr_blob_writer_get_size (JrBlobWriter *self);
/* How much of it @owner has sent; 0 when nothing. */
gint64 jr_blob_store_get_part_size (JrBlobStore *self, const char *owner, const char *sha256);

/* -1 when it is not there. */
gint64 jr_blob_store_get_size (JrBlobStore *self, const char *sha256);
/* An own read-only descriptor, close-on-exec; -1 with JR_ERROR_NOT_FOUND. */
int jr_blob_store_open_fd (JrBlobStore *self, const char *sha256, gint64 *out_size, GError **error);
/* Notes that a blob is wanted, so that no sweep removes it in the next hours; FALSE when it is not there. Whoever lets
 * somebody rely on a blob that no event names yet asks this, and not only its size. */
gboolean jr_blob_store_use (JrBlobStore *self, const char *sha256);
/* Before a blob that was found there is relied upon: its writer may still have been at it, or have been killed, between
 * its name and the disk. Afterwards it is there whenever the power goes, and used as above. JR_ERROR_NOT_FOUND. */
gboolean jr_blob_store_secure (JrBlobStore *self, const char *sha256, GError **error);
char    *jr_blob_store_get_path (JrBlobStore *self, const char *sha256);
gboolean jr_blob_store_put_file (JrBlobStore *self,
                                 const char  *path,
                                 char       **out_sha256,
                                 gint64      *out_size,
                                 GError     **error);
/* Reads every blob again; JR_ERROR_CORRUPT names the first that is not what its name says. */
gboolean jr_blob_store_verify (JrBlobStore *self, gint64 *out_count, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrBlobStore, jr_blob_store_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrBlobWriter, jr_blob_writer_free)

G_END_DECLS
