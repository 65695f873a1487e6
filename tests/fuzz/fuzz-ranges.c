/* fuzz-ranges.c: the headers that ask for a part of a file, or bring one
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Range, Content-Range, If-None-Match, and the numbers in them. The first byte stands for the size of the file. */

#include "fuzz.h"

#include <string.h>

#include "jr-range.h"

#define ETAG "\"0011223344556677889900112233445566778899001122334455667788990011\""

static void
try_range (const char *header, gint64 size)
{
  JrByteRange     range = { -1, -1 };
  JrByteRangeKind kind = jr_byte_range_read (header, size, &range);

  if (kind != JR_BYTE_RANGE_PART)
    {
      g_assert_cmpint (range.offset, ==, -1);
      return;
    }
  g_assert_cmpint (range.offset, >=, 0);
  g_assert_cmpint (range.length, >, 0);
  g_assert_cmpint (range.length, <=, size - range.offset);
}

/* There is one way to write it, but for zeros before numbers. */
static void
try_content_range (const char *header)
{
  JrContentRange   range = { -1, -1, -1 };
  JrContentRange   range_again;
  g_autofree char *again = NULL;

  if (!jr_content_range_read (header, &range))
    return;
  g_assert_cmpint (range.offset, >=, 0);
  g_assert_cmpint (range.length, >, 0);
  g_assert_cmpint (range.length, <=, range.total - range.offset);
  again = g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
                           range.offset, range.offset + range.length - 1, range.total);
  g_assert_true (jr_content_range_read (again, &range_again));
  g_assert_cmpint (range_again.offset, ==, range.offset);
  g_assert_cmpint (range_again.length, ==, range.length);
  g_assert_cmpint (range_again.total, ==, range.total);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autofree char *header = NULL;

  if (length == 0)
    return 0;
  header = g_strndup ((const char *) bytes + 1, length - 1);
  try_range (header, bytes[0] < 128 ? bytes[0] : G_MAXINT64 - bytes[0]);
  try_content_range (header);
  /* Nothing that does not hold it is taken for it. */
  if (jr_etag_list_has (header, ETAG))
    g_assert_true (strstr (header, ETAG) != NULL || strchr (header, '*') != NULL);
  return 0;
}
