/* fuzz.h: what the fuzz targets share
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "jr-json.h"

G_BEGIN_DECLS

/* The entry that a fuzz engine calls; 0 always, a fault ends the program. */
int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

/* What @bytes are as JSON: each element of an array, or what is none. Nothing when they are no JSON. */
void fuzz_for_each (const guint8 *bytes, gsize length, void (*func) (JsonNode *node));
void fuzz_assert_same (JsonNode *node, JsonNode *other);

G_END_DECLS
