/* jr-material-row.h: one document of a case
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "jr-document.h"

G_BEGIN_DECLS

#define JR_TYPE_MATERIAL_ROW (jr_material_row_get_type ())

G_DECLARE_FINAL_TYPE (JrMaterialRow, jr_material_row, JR, MATERIAL_ROW, GtkListBoxRow)

/* @material (nullable): the name of what the item asks for. */
GtkWidget *jr_material_row_new (const JrDocument *document, const char *material);
void       jr_material_row_show_pages (JrMaterialRow *self, guint n_pages);
void       jr_material_row_show_fault (JrMaterialRow *self, const char *fault);

G_END_DECLS
