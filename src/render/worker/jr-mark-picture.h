/* jr-mark-picture.h: a review mark as PDF images want it
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-render-client.h"

G_BEGIN_DECLS

/** JrMarkPicture: colours and opacity apart, straight and not premultiplied. */
typedef struct
{
  guint   width;
  guint   height;
  guint8 *rgb;   /* 3 bytes a pixel */
  guint8 *alpha; /* 1 byte a pixel */
} JrMarkPicture;

gboolean jr_mark_picture_draw (JrMarkPicture *self, const JrMark *mark, GError **error);
void     jr_mark_picture_clear (JrMarkPicture *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JrMarkPicture, jr_mark_picture_clear)

G_END_DECLS
