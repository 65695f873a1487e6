/* jr-result.h: what the hub composed of a document when its case was concluded
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-record.h"

G_BEGIN_DECLS

JR_DECLARE_RECORD (JrResultDocument, jr_result_document)

/** JrResultDocument: digests of the scan as submitted and as stamped, kept in the record of the case. */
struct _JrResultDocument
{
  char *original; /* SHA-256 of the scan */
  char *stamped; /* SHA-256 of the stamped file; NULL when it has no mark or could not be stamped */
  char *name;
  gint64 size;  /* bytes of the stamped file, 0 without */
  char  *fault; /* why it could not be stamped, in words; NULL otherwise */
};

G_END_DECLS
