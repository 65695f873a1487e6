/* jr-material-points.h: the points to check of a service item
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "jr-desk.h"

G_BEGIN_DECLS

#define JR_TYPE_MATERIAL_POINTS (jr_material_points_get_type ())

/* Ticks are notes of the person for herself: they stay with the drafts of the case and are sent to nobody. */
G_DECLARE_FINAL_TYPE (JrMaterialPoints, jr_material_points, JR, MATERIAL_POINTS, AdwBin)

/* @points: (element-type utf8) (nullable) */
void jr_material_points_show (JrMaterialPoints *self,
                              JrDesk           *desk,
                              const char       *case_id,
                              GPtrArray        *points);

/* "0 2" ↔ which points are ticked; pure, for tests. (transfer full) */
char    *jr_material_points_write (const gboolean *ticks, guint n_points);
gboolean jr_material_points_is_ticked (const char *text, guint point);

G_END_DECLS
