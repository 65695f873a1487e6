/* jr-blob-store-private.h: what reader and writer of blobs share
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-blob-store.h"

G_BEGIN_DECLS

/* Unfinished files, on the same file system, so that a link puts them into place. */
#define JR_BLOB_INCOMING "incoming"
/* "ab/cdef…": two hexadecimal digits, "/", 62, NUL. */
#define JR_BLOB_NAME_SIZE 66

struct _JrBlobStore
{
  char *folder;
  int   fd;          /* of the folder */
  int   incoming_fd; /* of JR_BLOB_INCOMING in it */
};

/* Relative to the store's folder. @sha256 must be valid. */
void jr_blob_name (const char *sha256, char name[JR_BLOB_NAME_SIZE]);

G_END_DECLS
