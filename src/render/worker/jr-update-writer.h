/* jr-update-writer.h: an incremental update of a PDF, being written
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * JrUpdateWriter:
 *
 * Collects new and replaced objects as the bytes to append to a PDF (PDF 1.7, 7.5.6), and ends with a cross-reference
 * section of the kind that the file already has: a reader of a file with streams need not look for a table.
 */
typedef struct _JrUpdateWriter JrUpdateWriter;

/** JrUpdateTail: what the end of the update says about the file. Texts are PDF syntax, or NULL for none. */
typedef struct
{
  gboolean    as_stream;
  gint64      previous; /* offset of the section before */
  const char *root;
  const char *info;
  const char *first_id; /* the unchanging half of /ID */
} JrUpdateTail;

/* @base: length of the file; @next_number: the first object number that is free in it. */
JrUpdateWriter *jr_update_writer_new (gsize base, guint next_number);
void            jr_update_writer_free (JrUpdateWriter *self);

guint jr_update_writer_take_number (JrUpdateWriter *self);

/* @body is the object without "obj" and "endobj". */
void jr_update_writer_put (JrUpdateWriter *self, guint number, guint generation, const char *body);
/* @dictionary: entries without << >> and /Length. Flate-compressed if @compress. */
void jr_update_writer_put_stream (JrUpdateWriter *self,
                                  guint           number,
                                  const char     *dictionary,
                                  const void     *bytes,
                                  gsize           size,
                                  gboolean        compress);

/* Adds the cross-reference section. The writer is done after that. */
GBytes *jr_update_writer_finish (JrUpdateWriter *self, const JrUpdateTail *tail);

/* "<FEFF…>": text of any script as a PDF string. */
char *jr_pdf_text (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrUpdateWriter, jr_update_writer_free)

G_END_DECLS
