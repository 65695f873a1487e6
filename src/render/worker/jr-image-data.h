/* jr-image-data.h: a picture as it lies in the PDF, and how to tell that it is whole
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <qpdf/qpdf-c.h>

#include <glib.h>

G_BEGIN_DECLS

/** JrImageData: @bytes are what the named filter would decode. */
typedef struct
{
  guint         width;
  guint         height;
  const guint8 *bytes;
  gsize         size;
  gsize         row_bytes;     /* of a decoded row; 0 when the colour space is not understood */
  gboolean      has_predictor; /* each row begins with one byte more (PNG) */
  int           fax_columns;
} JrImageData;

/* Each is TRUE when nothing is missing, else it says in a few words what is. */
typedef gboolean (*JrImageTest) (const JrImageData *image, const char **out_what);

gboolean jr_image_test_flate (const JrImageData *image, const char **out_what);
gboolean jr_image_test_jpeg (const JrImageData *image, const char **out_what);
gboolean jr_image_test_fax (const JrImageData *image, const char **out_what);
gboolean jr_image_test_jbig2 (const JrImageData *image, const char **out_what);
gboolean jr_image_test_jpx (const JrImageData *image, const char **out_what);

G_END_DECLS
