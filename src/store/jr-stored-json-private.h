/* jr-stored-json-private.h: records in columns, as their canonical JSON
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The canonical text of @node, which is given up. */
char *jr_stored_json_take (JsonNode *node);
/* JR_ERROR_CORRUPT when it cannot be read; @what names it in the error. */
JsonNode *jr_stored_json_parse (const char *text, const char *what, GError **error);
/* Turns the @error of a wire reader into this layer's JR_ERROR_CORRUPT. For use as
 * return jr_stored_json_blame (what, error), NULL; */
void jr_stored_json_blame (const char *what, GError **error);

G_END_DECLS
