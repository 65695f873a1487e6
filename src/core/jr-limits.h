/* jr-limits.h: how much of everything, checked wherever it comes in
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lengths are in characters. Of the items in use that we know, the longest code has 55 and the longest name 110. */
#define JR_CODE_MAXIMUM 64
#define JR_NAME_MAXIMUM 200
/* GB/T 39046-2020. */
#define JR_CASE_NUMBER_MAXIMUM 50
#define JR_TEXT_MAXIMUM 2000
#define JR_ID_NUMBER_MAXIMUM 40
#define JR_PHONE_MAXIMUM 40

/* A department appears once in an item, so this also bounds the reviews of a case. */
#define JR_STAGES_MAXIMUM 20
#define JR_DEPARTMENTS_MAXIMUM 50
#define JR_MATERIALS_MAXIMUM 200
#define JR_POINTS_MAXIMUM 200
/* Of one case, all rounds together: what a reviewer can still leaf through, and an event still holds. */
#define JR_DOCUMENTS_MAXIMUM 200
#define JR_MISSING_MAXIMUM 50
#define JR_STAMPS_MAXIMUM 100

/* What the PDF worker opens. */
#define JR_DOCUMENT_SIZE_MAXIMUM (G_GINT64_CONSTANT (256) * 1024 * 1024)
#define JR_DOCUMENT_PAGES_MAXIMUM 20000
/* 5 m: longer pages than PDF knows. */
#define JR_PAGE_SIDE_MAXIMUM_UM 5080000

G_END_DECLS
