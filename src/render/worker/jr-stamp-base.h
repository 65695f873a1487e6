/* jr-stamp-base.h: whether and how a PDF can be appended to
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-pdf-document.h"

G_BEGIN_DECLS

/** JrStampBase: the file as an update must know it. */
typedef struct
{
  qpdf_data qpdf; /* a reader of our own: it is written to, so that pages can be put together */
  gint64    section_offset; /* of the newest cross-reference section */
  gboolean  section_is_stream;
  guint     next_number; /* the first free object number */
} JrStampBase;

/* Refuses, with a reason in words for the person, whatever could not be stamped without harm. */
gboolean jr_stamp_base_read (JrStampBase *self, GBytes *bytes, GError **error);
void     jr_stamp_base_clear (JrStampBase *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JrStampBase, jr_stamp_base_clear)

G_END_DECLS
