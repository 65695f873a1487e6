/* jr-blob-store-private.h: what reader and writer of blobs share
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-blob-store.h"

G_BEGIN_DECLS

/* Unfinished files, on the same file system, so that a link puts them into place. */
#define JR_BLOB_INCOMING "incoming"
/* "ab/cdef…": two hexadecimal digits, "/", 62, NUL. */
#define JR_BLOB_NAME_SIZE 66
/* Folders by the first two digits. */
#define JR_BLOB_FANS 256

struct _JrBlobStore
{
  char *folder;
  int   fd;                         /* of the folder */
  int   incoming_fd;                /* of JR_BLOB_INCOMING in it */
  gint  is_fan_saved[JR_BLOB_FANS]; /* atomic: its name is on the disk for certain */

  GMutex use; /* between looking at the age of a blob and doing something about it */
};

struct _JrBlobWriter
{
  JrBlobStore *store;
  GChecksum   *checksum; /* of all that was written; NULL for a part */
  char        *name;     /* in JR_BLOB_INCOMING */
  char        *expected;
  gint64       size;
  int          fd;
  gboolean     is_part;    /* stays when it is not finished */
  gboolean     has_failed; /* file and checksum may differ: it can only be given up */
};

/* Removes what writers have left behind, and parts that are not waited for any more. */
void jr_blob_store_remove_leftovers (JrBlobStore *self);
/* Of a part's file, by its name in JR_BLOB_INCOMING: whether it is one that is still waited for. */
gboolean jr_blob_store_keeps_part (JrBlobStore *self, const char *name);
/* (transfer full) (nullable): the digest of a part's bytes, read again. */
char *jr_blob_writer_digest_part (JrBlobWriter *self, GError **error);

/* Relative to the store's folder. @sha256 must be valid. */
void jr_blob_name (const char *sha256, char name[JR_BLOB_NAME_SIZE]);

/* Makes the folder of @sha256 if it is not there; its name is on the disk afterwards. */
gboolean jr_blob_store_make_fan (JrBlobStore *self, const char *sha256, GError **error);
/* The names in the folder of @sha256 are on the disk afterwards. */
gboolean jr_blob_store_save_fan (JrBlobStore *self, const char *sha256, GError **error);

G_END_DECLS
