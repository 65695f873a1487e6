/* jr-range.c: headers that ask for a part of a file, or bring one
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A header that is wrong in any way does not count and the whole file is the answer: RFC 9110 allows that always, and a
 * client that gets 200 knows that it has everything. */

#include "jr-range.h"

#include <string.h>

#define UNIT "bytes="

/* Digits only, and at least one; a number that is too large counts as the largest. */
static gboolean
read_number (const char **at, gint64 *out_number)
{
  gsize   length = strspn (*at, "0123456789");
  guint64 number = g_ascii_strtoull (*at, NULL, 10);

  if (length == 0)
    return FALSE;
  *out_number = (gint64) MIN (number, (guint64) G_MAXINT64);
  *at += length;
  return TRUE;
}

/* "-500": the last 500 bytes. */
static JrByteRangeKind
read_suffix (const char *at, gint64 size, JrByteRange *out_range)
{
  gint64 length = 0;

  if (!read_number (&at, &length) || *at != '\0')
    return JR_BYTE_RANGE_WHOLE;
  if (length == 0 || size == 0)
    return JR_BYTE_RANGE_OUTSIDE;
  length = MIN (length, size);
  *out_range = (JrByteRange){ size - length, length };
  return JR_BYTE_RANGE_PART;
}

JrByteRangeKind
jr_byte_range_read (const char *header, gint64 size, JrByteRange *out_range)
{
  const char *at = header + strlen (UNIT);
  gint64      first = 0;
  gint64      last = G_MAXINT64;

  if (g_ascii_strncasecmp (header, UNIT, strlen (UNIT)) != 0)
    return JR_BYTE_RANGE_WHOLE;
  if (*at == '-')
    return read_suffix (at + 1, size, out_range);
  if (!read_number (&at, &first) || *at++ != '-')
    return JR_BYTE_RANGE_WHOLE;
  if (*at != '\0' && (!read_number (&at, &last) || *at != '\0' || last < first))
    return JR_BYTE_RANGE_WHOLE;
  if (first >= size)
    return JR_BYTE_RANGE_OUTSIDE;
  last = MIN (last, size - 1);
  *out_range = (JrByteRange){ first, last - first + 1 };
  return JR_BYTE_RANGE_PART;
}

/* Digits up to @end, which is stepped over. */
static gboolean
read_digits (const char **text, char end, gint64 *out_number)
{
  gsize            length = strspn (*text, G_CSET_DIGITS);
  g_autofree char *digits = g_strndup (*text, length);

  if (!g_ascii_string_to_signed (digits, 10, 0, G_MAXINT64 - 1, out_number, NULL) ||
      (*text)[length] != end)
    return FALSE;
  *text += length + (end == '\0' ? 0 : 1);
  return TRUE;
}

gboolean
jr_content_range_read (const char *header, JrContentRange *out_range)
{
  const char *text = header;
  gint64      first, last, total;

  g_return_val_if_fail (header != NULL, FALSE);

  if (g_ascii_strncasecmp (text, "bytes ", strlen ("bytes ")) != 0)
    return FALSE;
  text += strlen ("bytes ");
  if (!read_digits (&text, '-', &first) || !read_digits (&text, '/', &last) ||
      !read_digits (&text, '\0', &total) || last < first || total <= last)
    return FALSE;
  *out_range = (JrContentRange){ first, last - first + 1, total };
  return TRUE;
}

gboolean
jr_etag_list_has (const char *list, const char *etag)
{
  g_auto (GStrv) tags = g_strsplit (list == NULL ? "" : list, ",", -1);

  for (char **tag = tags; *tag != NULL; tag++)
    {
      const char *stripped = g_strstrip (*tag);

      if (g_str_equal (stripped, "*") ||
          g_str_equal (g_str_has_prefix (stripped, "W/") ? stripped + 2 : stripped, etag))
        return TRUE;
    }
  return FALSE;
}
