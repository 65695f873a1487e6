/* jr-signatures.h: the digital signatures of a PDF
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-pdf-document.h"

G_BEGIN_DECLS

/* Has a signature field with a value. */
gboolean jr_signatures_exist (qpdf_data qpdf);

/* One of them would no longer count if an annotation were added. */
gboolean jr_signatures_forbid_annotations (qpdf_data qpdf);

G_END_DECLS
