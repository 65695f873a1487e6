/* jr-page-pixels.h: what the worker drew, as a texture
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

#include "jr-render-client.h"

G_BEGIN_DECLS

/* Shares the memory of @pixels. (transfer full) */
GdkTexture *jr_page_pixels_to_texture (const JrPagePixels *pixels);

G_END_DECLS
