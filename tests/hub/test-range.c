/* test-range.c: which bytes a Range header means
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-range.h"

typedef struct
{
  const char     *header;
  gint64          size;
  JrByteRangeKind kind;
  JrByteRange     range;
} Row;

static const Row rows[] = {
  { "bytes=0-0", 10, JR_BYTE_RANGE_PART, { 0, 1 } },
  { "bytes=0-", 10, JR_BYTE_RANGE_PART, { 0, 10 } },
  { "bytes=3-5", 10, JR_BYTE_RANGE_PART, { 3, 3 } },
  { "Bytes=3-5", 10, JR_BYTE_RANGE_PART, { 3, 3 } },
  { "bytes=9-9", 10, JR_BYTE_RANGE_PART, { 9, 1 } },
  { "bytes=9-99999999999999999999999", 10, JR_BYTE_RANGE_PART, { 9, 1 } },
  { "bytes=-3", 10, JR_BYTE_RANGE_PART, { 7, 3 } },
  { "bytes=-30", 10, JR_BYTE_RANGE_PART, { 0, 10 } },
  { "bytes=10-", 10, JR_BYTE_RANGE_OUTSIDE, { 0, 0 } },
  { "bytes=99999999999999999999999-", 10, JR_BYTE_RANGE_OUTSIDE, { 0, 0 } },
  { "bytes=-0", 10, JR_BYTE_RANGE_OUTSIDE, { 0, 0 } },
  { "bytes=0-", 0, JR_BYTE_RANGE_OUTSIDE, { 0, 0 } },
  { "bytes=-1", 0, JR_BYTE_RANGE_OUTSIDE, { 0, 0 } },
  { "", 10, JR_BYTE_RANGE_WHOLE, { 0, 0 } },
  { "bytes", 10, JR_BYTE_RANGE_WHOLE, { 0, 0 } },
  { "bytes=", 10, JR_BYTE_RANGE_WHOLE, { 0, 0 } },
  { "bytes=-", 10, JR_BYTE_RANGE_WHOLE, { 0, 0 } },
  { "bytes=--1", 10, JR_BYTE_RANGE_WHOLE, { 0, 0 } },
  { "bytes=+1-2", 10, JR_BYTE_RANGE_WHOLE, { 0, 0 } },
  { "bytes= 1-2", 10, JR_BYTE_RANGE_WHOLE, { 0, 0 } },
  { "bytes=5-3", 10, JR_BYTE_RANGE_WHOLE, { 0, 0 } },
  { "bytes=0-1,3-4", 10, JR_BYTE_RANGE_WHOLE, { 0, 0 } },
  { "bytes=1-2x", 10, JR_BYTE_RANGE_WHOLE, { 0, 0 } },
  { "bytes=1", 10, JR_BYTE_RANGE_WHOLE, { 0, 0 } },
  { "lines=1-2", 10, JR_BYTE_RANGE_WHOLE, { 0, 0 } },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      JrByteRange range = { 0, 0 };

      g_test_message ("%s of %" G_GINT64_FORMAT, rows[i].header, rows[i].size);
      g_assert_cmpint (jr_byte_range_read (rows[i].header, rows[i].size, &range), ==, rows[i].kind);
      g_assert_cmpint (range.offset, ==, rows[i].range.offset);
      g_assert_cmpint (range.length, ==, rows[i].range.length);
    }
}

static void
test_etags (void)
{
  g_assert_true (jr_etag_list_has ("\"a\"", "\"a\""));
  g_assert_true (jr_etag_list_has ("\"b\" , W/\"a\"", "\"a\""));
  g_assert_true (jr_etag_list_has (" *", "\"a\""));
  g_assert_false (jr_etag_list_has (NULL, "\"a\""));
  g_assert_false (jr_etag_list_has ("", "\"a\""));
  g_assert_false (jr_etag_list_has ("a, \"ab\"", "\"a\""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/range/rows", test_rows);
  g_test_add_func ("/range/etags", test_etags);
  return g_test_run ();
}
