/* jr-memory-file.h: bytes handed from one process to another
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * JrMemoryFile:
 *
 * A memfd being filled by its maker. Sealing it gives up the mapping; after that nobody can change it any more, neither
 * its bytes nor its size, so the receiver may map it without fear of SIGBUS or of bytes that change under its hands.
 */
typedef struct
{
  int     fd;
  guint8 *bytes; /* writable until sealed; all zero at first */
  gsize   size;
} JrMemoryFile;

#define JR_MEMORY_FILE_INIT                                                                        \
  {                                                                                                \
    .fd = -1                                                                                       \
  }

gboolean jr_memory_file_open (JrMemoryFile *self, gsize size, GError **error);
gboolean jr_memory_file_seal (JrMemoryFile *self, GError **error);
void     jr_memory_file_clear (JrMemoryFile *self);

/* A sealed file with these bytes. */
gboolean jr_memory_file_write (JrMemoryFile *self, const void *bytes, gsize size, GError **error);

/* The bytes of a file that somebody else sealed; refuses one that is not sealed or larger than @max_size. @fd is
 * borrowed. */
GBytes *jr_memory_file_read (int fd, gsize max_size, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JrMemoryFile, jr_memory_file_clear)

G_END_DECLS
