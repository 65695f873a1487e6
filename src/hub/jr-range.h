/* jr-range.h: headers that ask for a part of a file, or bring one
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

/* If-None-Match, RFC 9110, 13.1.2: weak comparison; @list: (nullable). */
gboolean jr_etag_list_has (const char *list, const char *etag);

G_END_DECLS
