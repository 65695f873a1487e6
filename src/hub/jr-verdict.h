/* jr-verdict.h: what the PDF worker said of a document
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-blob-store.h"
#include "jr-record.h"

G_BEGIN_DECLS

JR_DECLARE_RECORD (JrVerdict, jr_verdict)

/** JrVerdict: the document can be used when @word is NULL. */
struct _JrVerdict
{
  const char *word;   /* static, of the table in jr-problem.c */
  char       *detail; /* with @word: a sentence without the document's name */
  gint64      size;   /* bytes */
  guint       n_pages;
};

/** JrVerdicts: gives verdicts, and remembers the last ones by the hash of the bytes. Any thread. */
typedef struct _JrVerdicts JrVerdicts;

/* @blobs is borrowed. */
JrVerdicts *jr_verdicts_new (JrBlobStore *blobs);
void        jr_verdicts_free (JrVerdicts *self);

/* NULL with an error when nothing can be said: the disk fails, the worker does not start, @cancellable was cancelled. */
JrVerdict *
jr_verdicts_get (JrVerdicts *self, const char *sha256, GCancellable *cancellable, GError **error);

/* Before the document is removed. */
void jr_verdicts_forget (JrVerdicts *self, const char *sha256);

/* Whether jr_verdicts_get() would answer at once. */
gboolean jr_verdicts_remember (JrVerdicts *self, const char *sha256);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrVerdicts, jr_verdicts_free)

G_END_DECLS
