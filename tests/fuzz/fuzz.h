/* fuzz.h: what the fuzz targets share
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "jr-json.h"

G_BEGIN_DECLS

/* The entry that a fuzz engine calls; 0 always, a fault ends the program. */
int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

/* NULL when it is no JSON. */
JsonNode *fuzz_parse (const guint8 *bytes, gsize length);
/* Each element of an array, or what is none. */
void fuzz_for_each (JsonNode *node, void (*func) (JsonNode *node));

G_END_DECLS
