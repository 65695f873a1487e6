/* jr-opinion-row.h: what one department says of a case
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "jr-review.h"

G_BEGIN_DECLS

#define JR_TYPE_OPINION_ROW (jr_opinion_row_get_type ())

G_DECLARE_FINAL_TYPE (JrOpinionRow, jr_opinion_row, JR, OPINION_ROW, GtkListBoxRow)

GtkWidget *jr_opinion_row_new (void);
void       jr_opinion_row_show (JrOpinionRow   *self,
                                const JrReview *review,
                                const char     *department,
                                gboolean        is_mine,
                                JrTime          now);

G_END_DECLS
