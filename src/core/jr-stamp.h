/* jr-stamp.h: a review mark on a page, as data
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-record.h"

G_BEGIN_DECLS

JR_DECLARE_RECORD (JrStamp, jr_stamp)

#define JR_STAMP_MINIMUM_UM 8000
#define JR_STAMP_MAXIMUM_UM 80000
#define JR_STAMP_DEFAULT_UM 32000

/**
 * JrStamp:
 *
 * Where a reviewer put the review mark (审核标记; not an e-seal in the sense of 国务院令716). Lengths are whole
 * micrometres of the page as it is displayed (after /Rotate), from its top left corner; whole numbers so that their
 * JSON form, which is hashed, is the same everywhere. Department, decision, reviewer and time are those of the decision
 * that holds it.
 */
struct _JrStamp
{
  char  *sha256; /* of the document */
  guint  page;   /* from 0 */
  gint64 x_um;
  gint64 y_um;
  gint64 width_um;
  gint64 height_um;
};

G_END_DECLS
