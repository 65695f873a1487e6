/* jr-test-corpus.h: PDFs of other makers' test suites, and what is known of them
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** JrTestCorpusFile: one line of the index. */
typedef struct
{
  char *path;
  char *name;    /* "qpdf/bad-jpeg.pdf" */
  guint n_pages; /* as pdfinfo has it; 0: it could not open the file */
  char *tags;    /* "encrypted qpdf-warning" */
} JrTestCorpusFile;

void     jr_test_corpus_file_free (JrTestCorpusFile *self);
gboolean jr_test_corpus_file_is (const JrTestCorpusFile *self, const char *tag);

/* In the order of the index; NULL when the corpus is not beside this checkout. $JR_SHARED names another place. */
GPtrArray *jr_test_corpus_load (void);

G_END_DECLS
