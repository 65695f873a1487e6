/* jr-range.h: the part of a file that a Range header asks for
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 offset;
  gint64 length;
} JrByteRange;

typedef enum
{
  JR_BYTE_RANGE_WHOLE,   /* nothing that is understood: the header does not count */
  JR_BYTE_RANGE_PART,    /* one range */
  JR_BYTE_RANGE_OUTSIDE, /* it has none of the file's bytes */
} JrByteRangeKind;

/* RFC 9110, 14.1.2. Several ranges are not understood. @out_range is set for a part only. */
JrByteRangeKind jr_byte_range_read (const char *header, gint64 size, JrByteRange *out_range);

/**
 * JrContentRange: where the bytes of a body belong
 */
typedef struct
{
  gint64 offset;
  gint64 length;
  gint64 total;
} JrContentRange;

/* RFC 9110, 14.4, for a body: "bytes FIRST-LAST/TOTAL" and nothing else. */
gboolean jr_content_range_read (const char *header, JrContentRange *out_range);

G_END_DECLS
