/* jr-output-file.h: a file that is there whole or not at all
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * JrOutputFile:
 *
 * A temporary file beside the one that is wanted; keeping it puts it in that one's place, everything else removes it.
 */
typedef struct
{
  int   fd; /* for reading too */
  char *path;
  char *temporary;
} JrOutputFile;

#define JR_OUTPUT_FILE_INIT                                                                        \
  {                                                                                                \
    .fd = -1                                                                                       \
  }

/* JR_ERROR_REFUSED when @path is @input, or is there and no regular file: only an older output may be replaced. */
gboolean
jr_output_file_open (JrOutputFile *self, const char *path, const char *input, GError **error);
gboolean jr_output_file_keep (JrOutputFile *self, GError **error);
void     jr_output_file_clear (JrOutputFile *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JrOutputFile, jr_output_file_clear)

G_END_DECLS
