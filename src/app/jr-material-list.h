/* jr-material-list.h: the documents of a case by the materials that the item asks for
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "jr-desk.h"

G_BEGIN_DECLS

#define JR_TYPE_MATERIAL_LIST (jr_material_list_get_type ())

/**
 * JrMaterialList:
 *
 * Signal: "chosen" (uint index): into the documents of the case.
 */
G_DECLARE_FINAL_TYPE (JrMaterialList, jr_material_list, JR, MATERIAL_LIST, AdwBin)

void jr_material_list_show (JrMaterialList *self, JrDesk *desk, const JrCaseFile *file);
/* Does not emit "chosen". */
void jr_material_list_select (JrMaterialList *self, guint index);

G_END_DECLS
