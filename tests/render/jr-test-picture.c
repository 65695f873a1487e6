/* jr-test-picture.c: pages of one scanned picture, whole or broken
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-test-picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <tiffio.h>
#include <unistd.h>
#include <zlib.h>

#include <glib/gstdio.h>

#include "jr-test-pdf.h"

#define W JR_TEST_PICTURE_WIDTH
#define H JR_TEST_PICTURE_HEIGHT
/* 1.25 GB of pixels. */
#define BOMB_SIDE 100000

static const struct
{
  const char *name;
  const char *dictionary;
} codings[JR_TEST_N_CODINGS] = {
  [JR_TEST_FLATE] = { "Flate", "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode" },
  [JR_TEST_JPEG] = { "JPEG", "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode" },
  [JR_TEST_FAX] = { "group 4",
                    "/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms"
                    "<</K -1/Columns 800/Rows 1100>>" },
  [JR_TEST_JBIG2] = { "JBIG2", "/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode" },
};

const char *
jr_test_coding_get_name (JrTestCoding coding)
{
  return codings[coding].name;
}

/* Noise, dark: a pattern would compress to so little that there would be nothing to cut. */
static void
fill_row (guint8 *row, gsize size, guint y)
{
  guint32 state = y * 2654435761u + 12345;

  for (gsize i = 0; i < size; i++)
    {
      state = state * 1664525u + 1013904223u;
      row[i] = (guint8) (40 + (state >> 27));
    }
}

static GBytes *
encode_flate (void)
{
  g_autofree guint8 *pixels = g_malloc (W * H);
  uLongf             size = compressBound (W * H);
  guint8            *packed = g_malloc (size);

  for (guint y = 0; y < H; y++)
    fill_row (pixels + y * W, W, y);
  g_assert_cmpint (compress (packed, &size, pixels, W * H), ==, Z_OK);
  return g_bytes_new_take (packed, size);
}

static GBytes *
encode_jpeg (void)
{
  struct jpeg_compress_struct codec = { 0 };
  struct jpeg_error_mgr       errors;
  unsigned char              *bytes = NULL;
  unsigned long               size = 0;
  guint8                      row[W];
  JSAMPROW                    rows[] = { row };

  codec.err = jpeg_std_error (&errors);
  jpeg_create_compress (&codec);
  jpeg_mem_dest (&codec, &bytes, &size);
  codec.image_width = W;
  codec.image_height = H;
  codec.input_components = 1;
  codec.in_color_space = JCS_GRAYSCALE;
  jpeg_set_defaults (&codec);
  jpeg_start_compress (&codec, TRUE);
  for (guint y = 0; y < H; y++)
    {
      fill_row (row, W, y);
      jpeg_write_scanlines (&codec, rows, 1);
    }
  jpeg_finish_compress (&codec);
  jpeg_destroy_compress (&codec);
  return g_bytes_new_with_free_func (bytes, size, free, bytes);
}

static void
write_tiff (const char *path)
{
  TIFF  *tiff = TIFFOpen (path, "w");
  guint8 row[W / 8];

  TIFFSetField (tiff, TIFFTAG_IMAGEWIDTH, W);
  TIFFSetField (tiff, TIFFTAG_IMAGELENGTH, H);
  TIFFSetField (tiff, TIFFTAG_BITSPERSAMPLE, 1);
  TIFFSetField (tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
  TIFFSetField (tiff, TIFFTAG_ROWSPERSTRIP, H);
  TIFFSetField (tiff, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
  TIFFSetField (tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
  TIFFSetField (tiff, TIFFTAG_FILLORDER, FILLORDER_MSB2LSB);
  for (guint y = 0; y < H; y++)
    {
      fill_row (row, sizeof row, y);
      for (gsize i = 0; i < sizeof row; i++)
        row[i] |= 0xc7; /* mostly black */
      TIFFWriteScanline (tiff, row, y, 0);
    }
  TIFFClose (tiff);
}

/* The one strip of a TIFF is what a PDF wants. */
static GBytes *
encode_fax (void)
{
  g_autofree char   *path = NULL;
  g_autoptr (GError) error = NULL;
  int                fd = g_file_open_tmp ("joint-review-XXXXXX.tiff", &path, &error);
  TIFF              *tiff;
  gint64             size;
  guint8            *bytes;

  g_assert_no_error (error);
  g_close (fd, NULL);
  write_tiff (path);
  tiff = TIFFOpen (path, "r");
  size = (gint64) TIFFRawStripSize (tiff, 0);
  bytes = g_malloc ((gsize) size);
  g_assert_cmpint (TIFFReadRawStrip (tiff, 0, bytes, (tmsize_t) size), ==, size);
  TIFFClose (tiff);
  g_unlink (path);
  return g_bytes_new_take (bytes, (gsize) size);
}

static void
append_number (GByteArray *bytes, guint32 number)
{
  const guint8 big_endian[] = { (guint8) (number >> 24), (guint8) (number >> 16),
                                (guint8) (number >> 8), (guint8) number };

  g_byte_array_append (bytes, big_endian, sizeof big_endian);
}

/* A page that is black by default, and a generic region of whatever 2,000 bytes decode to, combined by OR. */
static GBytes *
encode_jbig2_of (guint32 width, guint32 height)
{
  static const guint8 page_head[] = { 0, 0, 0, 0, 48, 0, 1, 0, 0, 0, 19 };
  static const guint8 page_tail[] = { 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0 };
  static const guint8 region_head[] = { 0, 0, 0, 1, 38, 0, 1 };
  static const guint8 region_tail[] = { 0, 0, 0,    0,    0,    0, 0,    0,    0,
                                        0, 3, 0xff, 0xfd, 0xff, 2, 0xfe, 0xfe, 0xfe };
  GByteArray         *bytes = g_byte_array_new ();
  guint8              coded[2000];

  fill_row (coded, sizeof coded, 7);
  g_byte_array_append (bytes, page_head, sizeof page_head);
  append_number (bytes, width);
  append_number (bytes, height);
  g_byte_array_append (bytes, page_tail, sizeof page_tail);
  g_byte_array_append (bytes, region_head, sizeof region_head);
  append_number (bytes, 8 + sizeof region_tail + sizeof coded);
  append_number (bytes, width);
  append_number (bytes, height);
  g_byte_array_append (bytes, region_tail, sizeof region_tail);
  g_byte_array_append (bytes, coded, sizeof coded);
  return g_byte_array_free_to_bytes (bytes);
}

static GBytes *
encode_jbig2 (void)
{
  return encode_jbig2_of (W, H);
}

GBytes *
jr_test_picture_encode (JrTestCoding coding)
{
  GBytes *(*const encoders[JR_TEST_N_CODINGS]) (void) = {
    [JR_TEST_FLATE] = encode_flate,
    [JR_TEST_JPEG] = encode_jpeg,
    [JR_TEST_FAX] = encode_fax,
    [JR_TEST_JBIG2] = encode_jbig2,
  };

  return encoders[coding]();
}

static GBytes *
make_pdf (guint width, guint height, const char *entries, GBytes *encoded, gsize keep)
{
  const JrTestPage      page = { .content = "q 595 0 0 842 0 0 cm /I Do Q",
                                 .resources = "/XObject<</I 5 0 R>>" };
  g_autoptr (JrTestPdf) pdf = jr_test_pdf_new_page (&page);
  g_autofree char      *dictionary =
    g_strdup_printf ("/Type/XObject/Subtype/Image/Width %u/Height %u%s", width, height, entries);

  jr_test_pdf_add_stream (pdf, dictionary, g_bytes_get_data (encoded, NULL),
                          MIN (keep, g_bytes_get_size (encoded)));
  return jr_test_pdf_finish (pdf);
}

GBytes *
jr_test_picture_make_pdf (JrTestCoding coding, GBytes *encoded, gsize keep)
{
  return make_pdf (W, H, codings[coding].dictionary, encoded, keep);
}

GBytes *
jr_test_picture_make_memory_bomb (void)
{
  g_autoptr (GBytes) encoded = encode_jbig2_of (BOMB_SIDE, BOMB_SIDE);

  return make_pdf (BOMB_SIDE, BOMB_SIDE, codings[JR_TEST_JBIG2].dictionary, encoded, G_MAXSIZE);
}
