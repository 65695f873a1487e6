/* jr-image-flate.c: whether a Flate picture is whole
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Inflates into a small buffer that is thrown away, until as many bytes came out as the picture needs: no memory for
 * the picture, and no more work for a stream that would go on for gigabytes. Less than one row missing is not seen. */

#include "jr-image-data.h"

#include <zlib.h>

#define BUFFER_BYTES 65536

gboolean
jr_image_test_flate (const JrImageData *image, const char **out_what)
{
  g_autofree guint8 *buffer = g_malloc (BUFFER_BYTES);
  gsize              row_bytes = image->row_bytes + (image->has_predictor ? 1 : 0);
  gsize              wanted = row_bytes * (image->height - 1) + 1;
  z_stream           stream = { .next_in = (Bytef *) image->bytes, .avail_in = (uInt) image->size };
  gsize              found = 0;
  int                result = Z_OK;

  if (image->row_bytes == 0)
    return TRUE;
  if (inflateInit (&stream) != Z_OK)
    {
      *out_what = "no memory for zlib";
      return FALSE;
    }

  while (result == Z_OK && found < wanted)
    {
      stream.next_out = buffer;
      stream.avail_out = BUFFER_BYTES;
      result = inflate (&stream, Z_NO_FLUSH);
      found += BUFFER_BYTES - stream.avail_out;
    }
  inflateEnd (&stream);

  *out_what = "Flate data end early";
  return found >= wanted;
}
