/* jr-test-pdf.h: PDFs that the tests write themselves
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-render-client.h"

G_BEGIN_DECLS

/** JrTestPdf: objects in the order of their numbers, from 1; finished with a cross-reference table. */
typedef struct _JrTestPdf JrTestPdf;

JrTestPdf *jr_test_pdf_new (void);
void       jr_test_pdf_free (JrTestPdf *self);

/* Both return the object's number. */
guint jr_test_pdf_add (JrTestPdf *self, const char *body);
guint
jr_test_pdf_add_stream (JrTestPdf *self, const char *dictionary, const void *bytes, gsize size);
/* Object 1 is the catalog. */
GBytes *jr_test_pdf_finish (JrTestPdf *self);

/** JrTestPage: the variable parts of a file of one page; NULL leaves the usual thing there. */
typedef struct
{
  const char *page;          /* more entries of the page: "/Rotate 90" */
  const char *tree;          /* more entries of the page tree's root */
  const char *media_box;     /* "0 0 595 842" */
  const char *content;       /* a grey line across */
  const char *resources;     /* "/XObject<</I 5 0 R>>" */
  GBytes     *content_bytes; /* instead of @content, with */
  const char *content_dictionary;
} JrTestPage;

/* Catalog 1, pages 2, page 3, content 4; what is added afterwards begins with 5. */
JrTestPdf *jr_test_pdf_new_page (const JrTestPage *page);
GBytes    *jr_test_pdf_make_page (const JrTestPage *page);

/* A page of forms in forms that takes 2 to the 30 drawings. */
GBytes *jr_test_pdf_make_endless (void);

/* A client over these bytes. */
JrRenderClient *jr_test_open (GBytes *bytes);
/* Writes a file into the test's temporary folder. @return its path. */
char *jr_test_save (GBytes *bytes, const char *name);
/* Runs an outside tool; FALSE and a skip message when it is not installed. @out_status: its exit status. */
gboolean jr_test_run_tool (const char *const *arguments, int *out_status, char **out_text);

/* How many pixels are neither white nor nearly so. */
guint jr_test_count_ink (const JrPagePixels *pixels);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrTestPdf, jr_test_pdf_free)

G_END_DECLS
