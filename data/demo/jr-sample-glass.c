/* jr-sample-glass.c: what a scanner makes of a sheet: dirt, shadow, compression
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-sample-glass.h"

#include <stdio.h>

#include <jpeglib.h>
#include <math.h>
#include <sys/mman.h>
#include <tiffio.h>
#include <unistd.h>

/* Row by row: ink times paper times light, plus the noise of the sensor. Light falls off towards one edge, where the
 * lid is not quite closed; a speck of dust under the sensor draws a faint streak down the whole page. Noise comes from
 * one tile, begun at another place in each row, which is far cheaper than a random number a pixel and looks no
 * different. */

#define JPEG_QUALITY 62
#define THRESHOLD 150
#define NOISE_SIZE 8192
#define N_SPECKS 260

typedef struct
{
  guint16 light[JR_SHEET_WIDTH_PX]; /* by column, 256 is all of it */
  gint8   noise[NOISE_SIZE + JR_SHEET_WIDTH_PX];
} JrGlass;

static void
dim_columns (JrGlass *self, GRand *rand)
{
  double   reach = g_rand_double_range (rand, 25, 90);
  double   depth = g_rand_double_range (rand, 0.15, 0.45);
  gboolean is_right = g_rand_boolean (rand);
  double   phase = g_rand_double_range (rand, 0, 6);

  for (int x = 0; x < JR_SHEET_WIDTH_PX; x++)
    {
      int    from_edge = is_right ? JR_SHEET_WIDTH_PX - 1 - x : x;
      double light = 0.975 + 0.012 * sin (phase + x / 700.0) - depth * exp (-from_edge / reach);

      self->light[x] = 256 * light;
    }
}

static JrGlass *
glass_new (GRand *rand)
{
  JrGlass *self = g_new0 (JrGlass, 1);
  int      streak = g_rand_int_range (rand, 200, JR_SHEET_WIDTH_PX - 200);

  dim_columns (self, rand);
  for (int x = streak; x < streak + 3; x++)
    self->light[x] = self->light[x] * 15 / 16;
  /* The sum of two even ones is near enough to what sensors do. */
  for (guint i = 0; i < G_N_ELEMENTS (self->noise); i++)
    self->noise[i] = (g_rand_int_range (rand, -7, 8) + g_rand_int_range (rand, -7, 8)) / 3;
  return self;
}

/* Dust: dark dots of one to four pixels. */
static void
sprinkle (JrSheet *sheet)
{
  cairo_save (sheet->cr);
  cairo_identity_matrix (sheet->cr);
  for (int i = 0; i < N_SPECKS; i++)
    {
      cairo_set_source_rgba (sheet->cr, 0.2, 0.2, 0.2,
                             g_rand_double_range (sheet->rand, 0.15, 0.6));
      cairo_arc (sheet->cr, g_rand_double_range (sheet->rand, 0, JR_SHEET_WIDTH_PX),
                 g_rand_double_range (sheet->rand, 0, JR_SHEET_HEIGHT_PX),
                 g_rand_double_range (sheet->rand, 0.5, 2.0), 0, 2 * G_PI);
      cairo_fill (sheet->cr);
    }
  cairo_restore (sheet->cr);
  cairo_surface_flush (sheet->surface);
}

static const guint8 *
row_of (JrSheet *sheet, int y)
{
  return cairo_image_surface_get_data (sheet->surface) +
         (gsize) y * cairo_image_surface_get_stride (sheet->surface);
}

static void
read_grey_row (const JrGlass *self, JrSheet *sheet, int y, int gain, guint8 *out)
{
  const guint8 *ink = row_of (sheet, y);
  const gint8  *noise = self->noise + g_rand_int (sheet->rand) % NOISE_SIZE;

  for (int x = 0; x < JR_SHEET_WIDTH_PX; x++)
    {
      int value = ((255 - ink[x]) * self->light[x] >> 8) + gain * noise[x];

      out[x] = CLAMP (value, 0, 255);
    }
}

static void
read_colour_row (const JrGlass *self, JrSheet *sheet, int y, guint8 *out)
{
  const guint32 *pixels = (const guint32 *) (const void *) row_of (sheet, y);
  const gint8   *noise = self->noise + g_rand_int (sheet->rand) % NOISE_SIZE;

  for (int x = 0; x < JR_SHEET_WIDTH_PX; x++)
    {
      int light = self->light[x];

      for (int c = 0; c < 3; c++)
        {
          int value = ((int) (pixels[x] >> (16 - 8 * c) & 0xff) * light >> 8) + noise[x];

          out[3 * x + c] = CLAMP (value, 0, 255);
        }
    }
}

GBytes *
jr_glass_scan_jpeg (JrSheet *sheet)
{
  g_autofree JrGlass         *glass = glass_new (sheet->rand);
  g_autofree guint8          *row = g_malloc (3 * JR_SHEET_WIDTH_PX);
  struct jpeg_error_mgr       errors;
  struct jpeg_compress_struct jpeg = { .err = jpeg_std_error (&errors) };
  guchar                     *bytes = NULL;
  gulong                      size = 0;

  sprinkle (sheet);
  jpeg_create_compress (&jpeg);
  jpeg_mem_dest (&jpeg, &bytes, &size);
  jpeg.image_width = JR_SHEET_WIDTH_PX;
  jpeg.image_height = JR_SHEET_HEIGHT_PX;
  jpeg.input_components = sheet->is_colour ? 3 : 1;
  jpeg.in_color_space = sheet->is_colour ? JCS_RGB : JCS_GRAYSCALE;
  jpeg_set_defaults (&jpeg);
  jpeg_set_quality (&jpeg, JPEG_QUALITY, TRUE);
  jpeg.density_unit = 1;
  jpeg.X_density = jpeg.Y_density = JR_SHEET_DPI;
  jpeg_start_compress (&jpeg, TRUE);
  while (jpeg.next_scanline < jpeg.image_height)
    {
      if (sheet->is_colour)
        read_colour_row (glass, sheet, jpeg.next_scanline, row);
      else
        read_grey_row (glass, sheet, jpeg.next_scanline, 1, row);
      jpeg_write_scanlines (&jpeg, &row, 1);
    }
  jpeg_finish_compress (&jpeg);
  jpeg_destroy_compress (&jpeg);
  /* libjpeg's memory comes from malloc. */
  return g_bytes_new_with_free_func (bytes, size, free, bytes);
}

static void
pack_row (const guint8 *grey, guint8 *bits)
{
  for (int x = 0; x < JR_SHEET_WIDTH_PX; x += 8)
    {
      guint8 packed = 0;

      for (int i = 0; i < 8; i++)
        packed = packed << 1 | (grey[x + i] < THRESHOLD);
      bits[x / 8] = packed;
    }
}

static void
write_tiff (TIFF *tiff, JrSheet *sheet)
{
  g_autofree JrGlass *glass = glass_new (sheet->rand);
  g_autofree guint8  *grey = g_malloc (JR_SHEET_WIDTH_PX);
  guint8              bits[JR_SHEET_WIDTH_PX / 8];

  TIFFSetField (tiff, TIFFTAG_IMAGEWIDTH, JR_SHEET_WIDTH_PX);
  TIFFSetField (tiff, TIFFTAG_IMAGELENGTH, JR_SHEET_HEIGHT_PX);
  TIFFSetField (tiff, TIFFTAG_BITSPERSAMPLE, 1);
  TIFFSetField (tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
  TIFFSetField (tiff, TIFFTAG_ROWSPERSTRIP, JR_SHEET_HEIGHT_PX);
  TIFFSetField (tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
  TIFFSetField (tiff, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
  for (int y = 0; y < JR_SHEET_HEIGHT_PX; y++)
    {
      read_grey_row (glass, sheet, y, 4, grey);
      pack_row (grey, bits);
      TIFFWriteScanline (tiff, bits, y, 0);
    }
}

/* libtiff has no encoder apart from its files: one is written in memory, and its one strip taken out. */
GBytes *
jr_glass_scan_g4 (JrSheet *sheet)
{
  int                fd = memfd_create ("scan.tif", MFD_CLOEXEC);
  TIFF              *tiff = TIFFFdOpen (dup (fd), "scan.tif", "w");
  g_autofree guint8 *strip = NULL;
  tmsize_t           size;

  sprinkle (sheet);
  write_tiff (tiff, sheet);
  TIFFClose (tiff);
  lseek (fd, 0, SEEK_SET);
  tiff = TIFFFdOpen (fd, "scan.tif", "r");
  size = TIFFRawStripSize (tiff, 0);
  strip = g_malloc (size);
  TIFFReadRawStrip (tiff, 0, strip, size);
  TIFFClose (tiff);
  return g_bytes_new_take (g_steal_pointer (&strip), size);
}
