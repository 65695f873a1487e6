/* jr-image-fax.c: whether a CCITT group 4 picture is whole
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* libtiff decodes the bare data once they are dressed as a TIFF of one strip; Poppler's own decoder ends quietly where
 * the data end and leaves the rest white. Any warning of libtiff's decoder means a row that is not what was scanned. */

#include "jr-image-data.h"

#include <string.h>

#include <tiffio.h>

#define N_TAGS 10
#define HEADER_BYTES (8 + 2 + N_TAGS * 12 + 4)
#define TYPE_LONG 4

typedef struct
{
  guint8             header[HEADER_BYTES];
  const JrImageData *image;
  toff_t             position;
} Source;

static gboolean has_warned;

static void
append (guint8 **cursor, guint32 value, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    *(*cursor)++ = (guint8) (value >> (8 * i));
}

static void
make_header (Source *source)
{
  const guint32 tags[N_TAGS][2] = {
    { TIFFTAG_IMAGEWIDTH, (guint32) source->image->fax_columns },
    { TIFFTAG_IMAGELENGTH, source->image->height },
    { TIFFTAG_BITSPERSAMPLE, 1 },
    { TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4 },
    { TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE },
    { TIFFTAG_FILLORDER, FILLORDER_MSB2LSB },
    { TIFFTAG_STRIPOFFSETS, HEADER_BYTES },
    { TIFFTAG_SAMPLESPERPIXEL, 1 },
    { TIFFTAG_ROWSPERSTRIP, source->image->height },
    { TIFFTAG_STRIPBYTECOUNTS, (guint32) source->image->size },
  };
  guint8 *cursor = source->header;

  memcpy (cursor, "II*\0\10\0\0\0", 8);
  cursor += 8;
  append (&cursor, N_TAGS, 2);
  for (guint i = 0; i < N_TAGS; i++)
    {
      append (&cursor, tags[i][0], 2);
      append (&cursor, TYPE_LONG, 2);
      append (&cursor, 1, 4);
      append (&cursor, tags[i][1], 4);
    }
  append (&cursor, 0, 4);
  g_assert (cursor == source->header + HEADER_BYTES);
}

static tmsize_t
on_read (thandle_t handle, void *buffer, tmsize_t wanted)
{
  Source  *source = handle;
  guint8  *out = buffer;
  tmsize_t done = 0;

  for (; done < wanted && source->position < HEADER_BYTES; done++)
    out[done] = source->header[source->position++];
  if (done < wanted && source->position - HEADER_BYTES < source->image->size)
    {
      gsize start = (gsize) source->position - HEADER_BYTES;
      gsize size = MIN ((gsize) (wanted - done), source->image->size - start);

      memcpy (out + done, source->image->bytes + start, size);
      source->position += size;
      done += (tmsize_t) size;
    }
  return done;
}

static tmsize_t
on_write (thandle_t handle, void *buffer, tmsize_t size)
{
  return -1;
}

static toff_t
on_seek (thandle_t handle, toff_t offset, int whence)
{
  Source *source = handle;

  if (whence == SEEK_CUR)
    offset += source->position;
  else if (whence == SEEK_END)
    offset += HEADER_BYTES + source->image->size;
  source->position = offset;
  return offset;
}

static int
on_close (thandle_t handle)
{
  return 0;
}

static toff_t
on_size (thandle_t handle)
{
  return HEADER_BYTES + ((Source *) handle)->image->size;
}

static void
on_warning (const char *module, const char *format, va_list arguments)
{
  has_warned = TRUE;
}

/* Header and data stand for a file of that many rows; libtiff never asks for more than there is. */
static gboolean
decode_rows (TIFF *tiff, guint height)
{
  g_autofree guint8 *row = g_malloc0 ((gsize) MAX (1, TIFFScanlineSize (tiff)));

  for (guint i = 0; i < height && !has_warned; i++)
    if (TIFFReadScanline (tiff, row, i, 0) != 1)
      return FALSE;
  return !has_warned;
}

gboolean
jr_image_test_fax (const JrImageData *image, const char **out_what)
{
  Source   source = { .image = image };
  gboolean whole = FALSE;
  TIFF    *tiff;

  *out_what = "CCITT data are damaged or end early";
  if (image->fax_columns < 1 || image->fax_columns > G_MAXUINT16)
    return FALSE;

  make_header (&source);
  TIFFSetWarningHandler (NULL);
  TIFFSetErrorHandler (on_warning);
  has_warned = FALSE;
  tiff = TIFFClientOpen ("picture", "rm", &source, on_read, on_write, on_seek, on_close, on_size,
                         NULL, NULL);
  if (tiff == NULL)
    return FALSE;

  /* About the header libtiff may say what it likes; from here on it speaks of the rows. */
  TIFFSetWarningHandler (on_warning);
  has_warned = FALSE;
  whole = decode_rows (tiff, image->height);
  TIFFClose (tiff);
  return whole;
}
