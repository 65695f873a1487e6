/* jr-pdf-document.c: the one PDF of this worker
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-pdf-document.h"

#include <string.h>
#include <sys/stat.h>

#include "jr-fault-log.h"
#include "jr-render-protocol.h"
#include "jr-trouble.h"

/* Readers look for "%PDF-" in so many first bytes (PDF 1.7, appendix H, note 13). */
#define HEADER_SEARCH_BYTES 1024

struct _JrPdfDocument
{
  GBytes          *bytes;
  PopplerDocument *poppler;
  GError          *poppler_error;
  qpdf_data        qpdf;
  GError          *qpdf_error;
  gboolean         was_repaired;
  GHashTable      *sound_images;
  GHashTable      *lost_pages;
};

JrPdfDocument *
jr_pdf_document_new (GBytes *bytes)
{
  JrPdfDocument *self = g_new0 (JrPdfDocument, 1);

  self->bytes = g_bytes_ref (bytes);
  self->sound_images = g_hash_table_new (NULL, NULL);
  self->lost_pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_error_free);
  return self;
}

JrPdfDocument *
jr_pdf_document_open (int fd, GError **error)
{
  g_autoptr (GMappedFile) mapped = NULL;
  struct stat             status;
  g_autoptr (GBytes)      bytes = NULL;
  JrRenderReason          reason = JR_RENDER_OK;

  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode))
    reason = JR_RENDER_NOT_A_FILE;
  else if (status.st_size == 0)
    reason = JR_RENDER_EMPTY;
  else if (status.st_size > JR_RENDER_MAX_DOCUMENT_BYTES)
    reason = JR_RENDER_FILE_TOO_LARGE;

  if (reason != JR_RENDER_OK)
    {
      jr_trouble_set (error, reason, NULL);
      return NULL;
    }
  mapped = g_mapped_file_new_from_fd (fd, FALSE, error);
  if (mapped == NULL)
    return NULL;

  bytes = g_mapped_file_get_bytes (mapped);
  return jr_pdf_document_new (bytes);
}

void
jr_pdf_document_free (JrPdfDocument *self)
{
  if (self->qpdf != NULL)
    qpdf_cleanup (&self->qpdf);
  g_clear_object (&self->poppler);
  g_clear_error (&self->poppler_error);
  g_clear_error (&self->qpdf_error);
  g_hash_table_unref (self->sound_images);
  g_hash_table_unref (self->lost_pages);
  g_bytes_unref (self->bytes);
  g_free (self);
}

GBytes *
jr_pdf_document_get_bytes (JrPdfDocument *self)
{
  return self->bytes;
}

static gboolean
has_header (JrPdfDocument *self)
{
  gsize       size;
  const char *start = g_bytes_get_data (self->bytes, &size);

  return memmem (start, MIN (size, HEADER_SEARCH_BYTES), "%PDF-", 5) != NULL;
}

static JrRenderReason
explain_poppler_error (JrPdfDocument *self, const GError *error)
{
  if (g_error_matches (error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    return JR_RENDER_PASSWORD;
  return has_header (self) ? JR_RENDER_DAMAGED : JR_RENDER_NOT_PDF;
}

static void
open_with_poppler (JrPdfDocument *self)
{
  g_autoptr (GError)            local_error = NULL;
  g_autoptr (JrPopplerDocument) opened =
    poppler_document_new_from_bytes (self->bytes, NULL, &local_error);
  int n_pages = opened == NULL ? 0 : poppler_document_get_n_pages (opened);

  if (opened == NULL)
    jr_trouble_set (&self->poppler_error, explain_poppler_error (self, local_error),
                    local_error->message);
  else if (n_pages < 1)
    jr_trouble_set (&self->poppler_error, JR_RENDER_NO_PAGES, NULL);
  else if (n_pages > JR_RENDER_MAX_PAGES)
    jr_trouble_set (&self->poppler_error, JR_RENDER_TOO_MANY_PAGES, NULL);
  else
    self->poppler = g_steal_pointer (&opened);
}

PopplerDocument *
jr_pdf_document_get_poppler (JrPdfDocument *self, GError **error)
{
  if (self->poppler == NULL && self->poppler_error == NULL)
    open_with_poppler (self);
  if (self->poppler == NULL && error != NULL)
    *error = g_error_copy (self->poppler_error);
  return self->poppler;
}

guint
jr_pdf_document_get_n_pages (JrPdfDocument *self)
{
  return self->poppler == NULL ? 0 : (guint) poppler_document_get_n_pages (self->poppler);
}

PopplerPage *
jr_pdf_document_load_page (JrPdfDocument *self, guint page, GError **error)
{
  PopplerPage *loaded;

  if (jr_pdf_document_get_poppler (self, error) == NULL)
    return NULL;
  if (page >= jr_pdf_document_get_n_pages (self))
    {
      jr_trouble_set (error, JR_RENDER_NO_SUCH_PAGE, NULL);
      return NULL;
    }

  loaded = poppler_document_get_page (self->poppler, (int) page);
  if (loaded == NULL)
    jr_trouble_set (error, JR_RENDER_CONTENT_LOST, "the page's object cannot be read");
  return loaded;
}

char *
jr_qpdf_dup_error (qpdf_data qpdf)
{
  while (qpdf_more_warnings (qpdf))
    jr_fault_log_add (qpdf_get_error_message_detail (qpdf, qpdf_next_warning (qpdf)));
  if (!qpdf_has_error (qpdf))
    return NULL;
  return g_strdup (qpdf_get_error_full_text (qpdf, qpdf_get_error (qpdf)));
}

/* qpdf says so in a warning, and in nothing else. */
static gboolean
take_warnings (qpdf_data qpdf)
{
  gboolean was_repaired = FALSE;

  while (qpdf_more_warnings (qpdf))
    {
      qpdf_error  warning = qpdf_next_warning (qpdf);
      const char *text = qpdf_get_error_message_detail (qpdf, warning);

      was_repaired |=
        strstr (text, "reconstruct") != NULL || strstr (text, "file is damaged") != NULL;
      jr_fault_log_add (text);
    }
  return was_repaired;
}

qpdf_data
jr_qpdf_read (GBytes *bytes, gboolean *out_was_repaired, GError **error)
{
  gsize            size;
  const char      *start = g_bytes_get_data (bytes, &size);
  qpdf_data        qpdf = qpdf_init ();
  g_autofree char *words = NULL;
  JrRenderReason   reason = JR_RENDER_DAMAGED;
  qpdf_error       failure;

  qpdf_set_suppress_warnings (qpdf, QPDF_TRUE);
  qpdf_silence_errors (qpdf);
  if ((qpdf_read_memory (qpdf, "", start, size, NULL) & QPDF_ERRORS) == 0)
    qpdf_get_num_pages (qpdf);
  *out_was_repaired = take_warnings (qpdf);

  if (!qpdf_has_error (qpdf))
    return qpdf;
  failure = qpdf_get_error (qpdf);
  if (qpdf_get_error_code (qpdf, failure) == qpdf_e_password)
    reason = JR_RENDER_PASSWORD;
  words = g_strdup (qpdf_get_error_full_text (qpdf, failure));
  *out_was_repaired = TRUE;
  jr_trouble_set (error, reason, words);
  qpdf_cleanup (&qpdf);
  return NULL;
}

qpdf_data
jr_pdf_document_get_qpdf (JrPdfDocument *self, GError **error)
{
  if (self->qpdf == NULL && self->qpdf_error == NULL)
    self->qpdf = jr_qpdf_read (self->bytes, &self->was_repaired, &self->qpdf_error);
  if (self->qpdf == NULL && error != NULL)
    *error = g_error_copy (self->qpdf_error);
  return self->qpdf;
}

gboolean
jr_pdf_document_was_repaired (JrPdfDocument *self)
{
  return self->was_repaired;
}

GHashTable *
jr_pdf_document_get_sound_images (JrPdfDocument *self)
{
  return self->sound_images;
}

GHashTable *
jr_pdf_document_get_lost_pages (JrPdfDocument *self)
{
  return self->lost_pages;
}
