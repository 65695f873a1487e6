/* jr-image-jpeg.c: whether a JPEG picture is whole
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Decodes at an eighth of the size, where the entropy decoder does all its work and the rest nearly none. libjpeg
 * repairs what it can and warns; the warnings in the table mean that pixels were made up. Data after the picture, a
 * missing end marker and other slips change nothing that is seen. */

#include "jr-image-data.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

typedef struct
{
  struct jpeg_error_mgr handlers; /* first: libjpeg hands back a pointer to it */
  jmp_buf               escape;
  gboolean              made_up_pixels;
} Watch;

static const int losing_warnings[] = { JWRN_HIT_MARKER, JWRN_HUFF_BAD_CODE, JWRN_MUST_RESYNC };

static void
on_fatal (j_common_ptr codec)
{
  longjmp (((Watch *) codec->err)->escape, 1);
}

static void
on_message (j_common_ptr codec, int level)
{
  Watch *watch = (Watch *) codec->err;

  if (level >= 0)
    return; /* a trace */
  for (guint i = 0; i < G_N_ELEMENTS (losing_warnings); i++)
    if (codec->err->msg_code == losing_warnings[i])
      watch->made_up_pixels = TRUE;
}

static void
decode (struct jpeg_decompress_struct *codec, const JrImageData *image, gsize start)
{
  JSAMPARRAY row;

  jpeg_mem_src (codec, image->bytes + start, image->size - start);
  jpeg_read_header (codec, TRUE);
  codec->scale_num = 1;
  codec->scale_denom = 8;
  codec->dct_method = JDCT_IFAST;
  codec->do_fancy_upsampling = FALSE;
  codec->out_color_space = codec->jpeg_color_space;
  jpeg_start_decompress (codec);
  row = codec->mem->alloc_sarray ((j_common_ptr) codec, JPOOL_IMAGE,
                                  codec->output_width * (JDIMENSION) codec->output_components, 1);
  while (codec->output_scanline < codec->output_height)
    jpeg_read_scanlines (codec, row, 1);
}

gboolean
jr_image_test_jpeg (const JrImageData *image, const char **out_what)
{
  struct jpeg_decompress_struct codec = { 0 };
  Watch                         watch = { 0 };
  const guint8                 *found = memmem (image->bytes, image->size, "\xff\xd8", 2);
  volatile gboolean             whole = FALSE; /* survives the jump */

  *out_what = "JPEG data cannot be decoded to their end";
  if (found == NULL)
    return FALSE;

  codec.err = jpeg_std_error (&watch.handlers);
  watch.handlers.error_exit = on_fatal;
  watch.handlers.emit_message = on_message;
  if (setjmp (watch.escape) == 0)
    {
      jpeg_create_decompress (&codec);
      decode (&codec, image, (gsize) (found - image->bytes));
      whole = !watch.made_up_pixels && codec.image_height >= image->height &&
              codec.image_width >= image->width;
    }
  jpeg_destroy_decompress (&codec);
  return whole;
}
