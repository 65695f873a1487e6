/* jr-sample-pdf.h: a PDF of scans, as office scanners write it
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  JR_SCAN_COLOUR,
  JR_SCAN_GREY,
  JR_SCAN_BILEVEL, /* CCITT group 4 */
} JrScanMode;

typedef struct
{
  GBytes    *image; /* encoded as @mode says, of the size of a JrSheet */
  JrScanMode mode;
  guint      rotation; /* how a viewer must turn the page */
} JrScanPage;

/* One image a page. @uses_stream: the cross-reference table is a stream, as in PDF 1.5, else a table. */
gboolean jr_sample_pdf_write (const char       *path,
                              const JrScanPage *pages,
                              guint             n_pages,
                              gboolean          uses_stream,
                              GError          **error);

G_END_DECLS
