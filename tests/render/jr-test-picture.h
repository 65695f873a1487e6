/* jr-test-picture.h: pages of one scanned picture, whole or broken
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The picture is dark everywhere, so that whatever a decoder leaves out shows as white. */
#define JR_TEST_PICTURE_WIDTH 800
#define JR_TEST_PICTURE_HEIGHT 1100

typedef enum
{
  JR_TEST_FLATE,
  JR_TEST_JPEG,
  JR_TEST_FAX,
  JR_TEST_JBIG2,
  JR_TEST_N_CODINGS,
} JrTestCoding;

const char *jr_test_coding_get_name (JrTestCoding coding);
GBytes     *jr_test_picture_encode (JrTestCoding coding);
/* A PDF whose page is this picture, of which only the first @keep bytes are there. */
GBytes *jr_test_picture_make_pdf (JrTestCoding coding, GBytes *encoded, gsize keep);
/* One that needs more memory than a worker may have. */
GBytes *jr_test_picture_make_memory_bomb (void);

G_END_DECLS
