/* jr-pdf-document.h: the one PDF of this worker
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdlib.h>

#include <poppler.h>
#include <qpdf/qpdf-c.h>

G_BEGIN_DECLS

/* Under names of our own: whether Poppler's own types clean up by themselves depends on its version. */
typedef PopplerDocument JrPopplerDocument;
typedef PopplerPage     JrPopplerPage;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrPopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrPopplerPage, g_object_unref)

/* What libqpdf hands out as a copy comes from malloc(). */
typedef unsigned char JrQpdfBytes;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrQpdfBytes, free)

/**
 * JrPdfDocument:
 *
 * The file, mapped, and the two libraries' views of it, each made when first asked for: Poppler draws, qpdf knows the
 * objects. A file that one of them cannot open stays so; asking again gives the same error.
 */
typedef struct _JrPdfDocument JrPdfDocument;

JrPdfDocument *jr_pdf_document_new (GBytes *bytes);
JrPdfDocument *jr_pdf_document_open (int fd, GError **error);
void           jr_pdf_document_free (JrPdfDocument *self);

GBytes          *jr_pdf_document_get_bytes (JrPdfDocument *self);
PopplerDocument *jr_pdf_document_get_poppler (JrPdfDocument *self, GError **error);
guint            jr_pdf_document_get_n_pages (JrPdfDocument *self);
/* Owned. @page from 0. */
PopplerPage *jr_pdf_document_load_page (JrPdfDocument *self, guint page, GError **error);

/* NULL with an error when qpdf cannot read the file. Handles made by a caller are released by qpdf_oh_release_all(). */
qpdf_data jr_pdf_document_get_qpdf (JrPdfDocument *self, GError **error);
/* Once qpdf has read it: the file had to be reconstructed. */
gboolean jr_pdf_document_was_repaired (JrPdfDocument *self);

/* Object numbers of the pictures that were found whole: those need not be decoded again. A set. */
GHashTable *jr_pdf_document_get_sound_images (JrPdfDocument *self);

/* Pages that cannot be shown whole, and why: number to GError. */
GHashTable *jr_pdf_document_get_lost_pages (JrPdfDocument *self);

/* A reader of one's own, its page list made; to be ended by qpdf_cleanup(). @bytes must outlive it. */
qpdf_data jr_qpdf_read (GBytes *bytes, gboolean *out_was_repaired, GError **error);

/* Takes qpdf's pending error and warnings; the error's words, or NULL when there was none. */
char *jr_qpdf_dup_error (qpdf_data qpdf);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrPdfDocument, jr_pdf_document_free)

G_END_DECLS
