/* jr-pixel-cache.h: rendered pages, bounded in bytes
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-render-client.h"

G_BEGIN_DECLS

/** JrPixelCache: the least recently used page goes first. Any thread may use it. */
typedef struct _JrPixelCache JrPixelCache;

JrPixelCache *jr_pixel_cache_new (gsize max_bytes);
void          jr_pixel_cache_free (JrPixelCache *self);
/* (transfer full) (nullable); the pixels are shared, the struct is the caller's. */
JrPagePixels *jr_pixel_cache_find (JrPixelCache *self, const char *sha256, guint page, guint width);
/* Keeps a reference to the pixels; one page larger than the whole cache is not kept. */
void  jr_pixel_cache_put (JrPixelCache       *self,
                          const char         *sha256,
                          guint               page,
                          guint               width,
                          const JrPagePixels *pixels);
gsize jr_pixel_cache_get_bytes (JrPixelCache *self);

JrPagePixels *jr_page_pixels_copy (const JrPagePixels *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrPixelCache, jr_pixel_cache_free)

G_END_DECLS
