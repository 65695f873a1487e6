/* jr-render-reason.h: why a PDF was not shown, or not stamped
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "jr-error.h"

G_BEGIN_DECLS

/**
 * JrRenderReason:
 *
 * The worker sends a number, the other side has the sentence for the person, in the person's language. One table holds
 * for each reason its sentence and what a caller can do about it.
 */
typedef enum
{
  JR_RENDER_OK,
  JR_RENDER_BAD_REQUEST,
  JR_RENDER_NOT_A_FILE,
  JR_RENDER_EMPTY,
  JR_RENDER_FILE_TOO_LARGE,
  JR_RENDER_NOT_PDF,
  JR_RENDER_DAMAGED,
  JR_RENDER_PASSWORD,
  JR_RENDER_NO_PAGES,
  JR_RENDER_TOO_MANY_PAGES,
  JR_RENDER_NO_SUCH_PAGE,
  JR_RENDER_BAD_PAGE_SIZE,
  JR_RENDER_PAGE_TOO_LARGE,
  JR_RENDER_IMAGE_LOST,
  JR_RENDER_CONTENT_LOST,
  JR_RENDER_OUT_OF_MEMORY,
  JR_RENDER_CRASHED,
  JR_RENDER_HUNG,
  JR_RENDER_POISONED,
  JR_RENDER_NO_WORKER,
  JR_RENDER_NO_SANDBOX,
  JR_RENDER_SANDBOX_LEAKS,
  JR_RENDER_CANCELLED,
  JR_RENDER_STAMP_ENCRYPTED,
  JR_RENDER_STAMP_REPAIRED,
  JR_RENDER_STAMP_JUNK,
  JR_RENDER_STAMP_LOCKED,
  JR_RENDER_STAMP_ODD_PAGE,
  JR_RENDER_STAMP_BAD_PLACE,
  JR_RENDER_STAMP_UNVERIFIED,
  JR_RENDER_FAILED,
  JR_RENDER_N_REASONS,
} JrRenderReason;

JrErrorCode jr_render_reason_get_code (JrRenderReason reason);

/* Sets "NAME: sentence (detail)"; @detail may be NULL or empty. A number that is no reason counts as FAILED. */
void jr_render_reason_set_error (GError    **error,
                                 guint       reason,
                                 const char *document_name,
                                 const char *detail);

G_END_DECLS
