/* jr-document.h: a submitted scan
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-record.h"

G_BEGIN_DECLS

JR_DECLARE_RECORD (JrDocument, jr_document)

struct _JrDocument
{
  char  *sha256;   /* names the blob */
  char  *name;     /* as shown: 申请表.pdf; never a path */
  char  *material; /* code of the item's material, or NULL */
  gint64 size;     /* bytes */
  guint  round;    /* 0 submitted with the case, 1 with the first supplement … */
};

G_END_DECLS
