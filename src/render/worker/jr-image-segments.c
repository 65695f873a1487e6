/* jr-image-segments.c: whether JBIG2 and JPEG 2000 pictures are whole
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Both formats say beforehand how long each of their parts is, so that a cut shows without decoding. Damage within a
 * part does not show here; Poppler's decoders report most of that themselves. */

#include "jr-image-data.h"

#include <string.h>

#define JBIG2_PAGE_INFORMATION 48
#define JBIG2_END_OF_PAGE 49
#define JBIG2_UNKNOWN_LENGTH 0xffffffffu
#define MAX_JBIG2_SEGMENTS 100000

typedef struct
{
  const guint8 *bytes;
  gsize         size;
  gsize         position;
} Cursor;

static gsize
left (const Cursor *cursor)
{
  return cursor->size - cursor->position;
}

/* A number of @n_bytes, most significant first. @return FALSE at the end. */
static gboolean
read_number (Cursor *cursor, guint n_bytes, guint32 *out_number)
{
  guint32 number = 0;

  if (left (cursor) < n_bytes)
    return FALSE;
  for (guint i = 0; i < n_bytes; i++)
    number = number << 8 | cursor->bytes[cursor->position++];
  *out_number = number;
  return TRUE;
}

static gboolean
skip (Cursor *cursor, gsize n_bytes)
{
  if (left (cursor) < n_bytes)
    return FALSE;
  cursor->position += n_bytes;
  return TRUE;
}

/* ISO/IEC 14492, 7.2.4: how many segments this one refers to, in 3 bits or, if those are all set, in 29. */
static gboolean
skip_referred_segments (Cursor *cursor, guint32 number)
{
  guint   bytes_each = number <= 256 ? 1 : number <= 65536 ? 2 : 4;
  guint32 count;

  if (!read_number (cursor, 1, &count))
    return FALSE;
  if (count >> 5 < 7)
    return skip (cursor, (gsize) (count >> 5) * bytes_each);

  cursor->position--;
  if (!read_number (cursor, 4, &count))
    return FALSE;
  count &= 0x1fffffff;
  return skip (cursor, ((gsize) count + 8) / 8 + (gsize) count * bytes_each);
}

static gboolean
read_segment (Cursor *cursor, guint32 *out_kind)
{
  guint32 number, flags, page, length;

  if (!read_number (cursor, 4, &number) || !read_number (cursor, 1, &flags) ||
      !skip_referred_segments (cursor, number) ||
      !read_number (cursor, (flags & 0x40) != 0 ? 4 : 1, &page) ||
      !read_number (cursor, 4, &length))
    return FALSE;

  *out_kind = flags & 0x3f;
  if (length == JBIG2_UNKNOWN_LENGTH)
    return skip (cursor,
                 left (cursor)); /* its end is in the coded data, and in a PDF it is the last */
  return skip (cursor, length);
}

gboolean
jr_image_test_jbig2 (const JrImageData *image, const char **out_what)
{
  Cursor   cursor = { .bytes = image->bytes, .size = image->size };
  gboolean has_page = FALSE, has_region = FALSE;
  guint32  kind = 0;

  *out_what = "JBIG2 data end early";
  for (guint i = 0; i < MAX_JBIG2_SEGMENTS && left (&cursor) > 0 && kind != JBIG2_END_OF_PAGE; i++)
    {
      if (!read_segment (&cursor, &kind))
        return has_page && has_region && left (&cursor) < 4; /* padding */
      has_page |= kind == JBIG2_PAGE_INFORMATION;
      has_region |= kind < JBIG2_PAGE_INFORMATION && kind != 0 && kind != 16;
    }
  return has_page && has_region;
}

#define JPX_START_OF_CODESTREAM "\xff\x4f\xff\x51"
#define JPX_START_OF_TILE_PART 0xff90
#define JPX_END_OF_CODESTREAM 0xffd9

/* ISO/IEC 15444-1, A.4.2: a tile part gives its length from its own marker on; 0 means up to the end. */
static gboolean
skip_tile_part (Cursor *cursor)
{
  gsize   start = cursor->position - 2;
  guint32 skipped, length;

  if (!read_number (cursor, 4, &skipped) || !read_number (cursor, 4, &length))
    return FALSE;
  cursor->position = start;
  return skip (cursor, length == 0 ? left (cursor) : length) && (length == 0 || length >= 14);
}

gboolean
jr_image_test_jpx (const JrImageData *image, const char **out_what)
{
  const guint8 *start = memmem (image->bytes, image->size, JPX_START_OF_CODESTREAM, 4);
  Cursor        cursor = { 0 };
  guint32       marker, length;
  gboolean      has_tiles = FALSE;

  *out_what = "JPEG 2000 data end early";
  if (start == NULL)
    return FALSE;
  cursor.bytes = start + 2;
  cursor.size = image->size - (gsize) (cursor.bytes - image->bytes);

  while (read_number (&cursor, 2, &marker) && marker != JPX_END_OF_CODESTREAM)
    {
      gboolean is_tile = marker == JPX_START_OF_TILE_PART;

      has_tiles |= is_tile;
      if (is_tile && !skip_tile_part (&cursor))
        return FALSE;
      if (!is_tile && has_tiles)
        break; /* something else follows the codestream in its box */
      if (!is_tile &&
          (!read_number (&cursor, 2, &length) || length < 2 || !skip (&cursor, length - 2)))
        return FALSE;
    }
  return has_tiles;
}
