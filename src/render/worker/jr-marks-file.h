/* jr-marks-file.h: marks in a JSON file
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-render-client.h"

G_BEGIN_DECLS

typedef struct
{
  JrMark  *marks; /* whose texts live in @root */
  guint    n_marks;
  gpointer root;
} JrMarksFile;

JrMarksFile *jr_marks_file_load (const char *path, GError **error);
void         jr_marks_file_free (JrMarksFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrMarksFile, jr_marks_file_free)

G_END_DECLS
