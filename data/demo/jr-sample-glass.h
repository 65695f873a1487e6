/* jr-sample-glass.h: what a scanner makes of a sheet: dirt, shadow, compression
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-sample-sheet.h"

G_BEGIN_DECLS

/* JPEG, in colour or grey as the sheet is. */
GBytes *jr_glass_scan_jpeg (JrSheet *sheet);
/* CCITT group 4, black on white; the sheet must not be in colour. */
GBytes *jr_glass_scan_g4 (JrSheet *sheet);

G_END_DECLS
