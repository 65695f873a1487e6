/* jr-mark-draft.h: where a review mark goes before it is sent
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-limits.h"
#include "jr-render-client.h"
#include "jr-stamp.h"

G_BEGIN_DECLS

/* Marks are as the worker draws them: 8 wide, 5 high. */
#define JR_MARK_HEIGHT_OF(width_um) ((width_um) *5 / 8)

#define JR_MARK_DRAFT_MAXIMUM JR_STAMPS_MAXIMUM

/* A mark of the usual size with its middle at @x_um, @y_um, moved so far that it lies on the page. */
JrStamp *jr_mark_draft_put (const char       *sha256,
                            guint             page,
                            const JrPageSize *size,
                            gint64            x_um,
                            gint64            y_um);
/* At the lower right, where paper forms have their space for it, beside the @others that are on the page already.
 * @others: (nullable) (element-type JrStamp) */
JrStamp *jr_mark_draft_put_default (const char       *sha256,
                                    guint             page,
                                    const JrPageSize *size,
                                    GPtrArray        *others);
JrStamp *
jr_mark_draft_move (const JrStamp *self, const JrPageSize *size, gint64 dx_um, gint64 dy_um);
/* Wider by @by_um (or narrower), about its middle. */
JrStamp *jr_mark_draft_resize (const JrStamp *self, const JrPageSize *size, gint64 by_um);

/* @marks: (element-type JrStamp). NULL when there is none. */
char *jr_mark_draft_to_text (GPtrArray *marks);
/* Never NULL; what is not a mark is left out. (element-type JrStamp) */
GPtrArray *jr_mark_draft_from_text (const char *text);

G_END_DECLS
