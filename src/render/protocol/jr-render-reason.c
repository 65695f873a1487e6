/* jr-render-reason.c: why a PDF was not shown, or not stamped
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-render-reason.h"

#include <glib/gi18n-lib.h>

#include "jr-render-error.h"

typedef struct
{
  JrErrorCode code;
  const char *sentence;
} Row;

static const Row rows[JR_RENDER_N_REASONS] = {
  [JR_RENDER_OK] = { JR_ERROR_IO, N_ ("nothing went wrong") },
  [JR_RENDER_BAD_REQUEST] = { JR_ERROR_INVALID,
                              N_ ("the PDF worker did not understand the request") },
  [JR_RENDER_NOT_A_FILE] = { JR_ERROR_INVALID, N_ ("this is not a regular file") },
  [JR_RENDER_EMPTY] = { JR_ERROR_INVALID, N_ ("the file is empty") },
  [JR_RENDER_FILE_TOO_LARGE] = { JR_ERROR_TOO_LARGE, N_ ("the file is larger than 256 MB") },
  [JR_RENDER_NOT_PDF] = { JR_ERROR_INVALID, N_ ("this is not a PDF file") },
  [JR_RENDER_DAMAGED] = { JR_ERROR_CORRUPT, N_ ("the file is damaged beyond repair") },
  [JR_RENDER_PASSWORD] = { JR_ERROR_REFUSED,
                           N_ ("the file is encrypted and needs a password to be read") },
  [JR_RENDER_NO_PAGES] = { JR_ERROR_CORRUPT, N_ ("the file has no pages") },
  [JR_RENDER_TOO_MANY_PAGES] = { JR_ERROR_TOO_LARGE, N_ ("the file has more than 20,000 pages") },
  [JR_RENDER_NO_SUCH_PAGE] = { JR_ERROR_NOT_FOUND, N_ ("the file has no such page") },
  [JR_RENDER_BAD_PAGE_SIZE] = { JR_ERROR_CORRUPT, N_ ("the page has no usable size") },
  [JR_RENDER_PAGE_TOO_LARGE] = { JR_ERROR_TOO_LARGE,
                                 N_ ("the page is too large to be shown at this size") },
  [JR_RENDER_IMAGE_LOST] = { JR_ERROR_CORRUPT, N_ ("a picture on the page is damaged or cut off") },
  [JR_RENDER_CONTENT_LOST] = { JR_ERROR_CORRUPT, N_ ("part of the page could not be drawn") },
  [JR_RENDER_OUT_OF_MEMORY] = { JR_ERROR_CORRUPT,
                                N_ ("it needs more memory than a document may have") },
  [JR_RENDER_CRASHED] = { JR_ERROR_CORRUPT, N_ ("the PDF worker crashed over this file") },
  [JR_RENDER_HUNG] = { JR_ERROR_TIMED_OUT, N_ ("it took too long and was stopped") },
  [JR_RENDER_POISONED] = { JR_ERROR_CORRUPT,
                           N_ (
                             "the file has stopped the PDF worker twice and is not opened again") },
  [JR_RENDER_NO_WORKER] = { JR_ERROR_IO, N_ ("the PDF worker could not be started") },
  [JR_RENDER_NO_SANDBOX] = { JR_ERROR_IO, N_ ("the PDF worker could not lock itself in") },
  [JR_RENDER_SANDBOX_LEAKS] = { JR_ERROR_IO, N_ ("the PDF worker could do what it must not") },
  [JR_RENDER_CANCELLED] = { JR_ERROR_CANCELLED, N_ ("cancelled") },
  [JR_RENDER_STAMP_ENCRYPTED] = { JR_ERROR_REFUSED, N_ ("an encrypted file cannot be stamped") },
  [JR_RENDER_STAMP_REPAIRED] = { JR_ERROR_REFUSED,
                                 N_ ("the file is damaged; it can be read but not stamped") },
  [JR_RENDER_STAMP_JUNK] = { JR_ERROR_REFUSED,
                             N_ (
                               "the file has foreign bytes before or after the PDF and cannot be stamped") },
  [JR_RENDER_STAMP_LOCKED] = { JR_ERROR_REFUSED,
                               N_ ("a signature in the file forbids any mark on it") },
  [JR_RENDER_STAMP_ODD_PAGE] = { JR_ERROR_REFUSED,
                                 N_ ("the page is built in a way that cannot be stamped safely") },
  [JR_RENDER_STAMP_BAD_PLACE] = { JR_ERROR_INVALID, N_ ("the mark does not lie on the page") },
  [JR_RENDER_STAMP_UNVERIFIED] = { JR_ERROR_REFUSED,
                                   N_ (
                                     "the stamped file did not pass its check and was not kept") },
  [JR_RENDER_FAILED] = { JR_ERROR_IO, N_ ("the PDF worker failed") },
};

static const Row *
find_row (guint reason)
{
  return &rows[reason < JR_RENDER_N_REASONS ? reason : JR_RENDER_FAILED];
}

JrErrorCode
jr_render_reason_get_code (JrRenderReason reason)
{
  return find_row (reason)->code;
}

void
jr_render_reason_set_error (GError    **error,
                            guint       reason,
                            const char *document_name,
                            const char *detail)
{
  const Row  *row = find_row (reason);
  const char *sentence = _ (row->sentence);

  if (detail == NULL || *detail == '\0')
    g_set_error (error, JR_RENDER_ERROR, row->code, "%s: %s", document_name, sentence);
  else
    g_set_error (error, JR_RENDER_ERROR, row->code, "%s: %s (%s)", document_name, sentence, detail);
}
