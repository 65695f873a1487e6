/* fuzz.c: what the fuzz targets share
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

/* As for a body of commands, but with the depth of an item. */
static const JrJsonLimits limits = { 4 << 20, 16, 100000, 1 << 20 };

void
fuzz_for_each (const guint8 *bytes, gsize length, void (*func) (JsonNode *node))
{
  g_autoptr (JsonNode) node = jr_json_parse ((const char *) bytes, length, &limits, NULL);
  JsonArray           *array =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (node != NULL && array == NULL)
    func (node);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    func (json_array_get_element (array, i));
}

void
fuzz_assert_same (JsonNode *node, JsonNode *other)
{
  g_autofree char *text = jr_json_to_canonical (node);
  g_autofree char *other_text = jr_json_to_canonical (other);

  g_assert_cmpstr (text, ==, other_text);
}
