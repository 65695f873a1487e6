/* fuzz.c: what the fuzz targets share
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

/* As for a body of commands, but with the depth of an item. */
static const JrJsonLimits limits = { 4 << 20, 16, 100000, 1 << 20 };

JsonNode *
fuzz_parse (const guint8 *bytes, gsize length)
{
  return jr_json_parse ((const char *) bytes, length, &limits, NULL);
}

void
fuzz_for_each (JsonNode *node, void (*func) (JsonNode *node))
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL)
    func (node);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    func (json_array_get_element (array, i));
}
