/* jr-page-pixels.c: what the worker drew, as a texture
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-page-pixels.h"

/* Pages come as 32-bit BGRX whose fourth byte means nothing; GTK 4.8 has no format that ignores it, but the worker paints on
 * white, which leaves it opaque. A sealed memory file does not change while the texture shows it. */

GdkTexture *
jr_page_pixels_to_texture (const JrPagePixels *pixels)
{
  return gdk_memory_texture_new ((int) pixels->width, (int) pixels->height,
                                 GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, pixels->pixels, pixels->stride);
}
