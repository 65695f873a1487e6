/* jr-json-canonical.c: the one text of a JSON tree, which is hashed
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * RFC 8785 as far as we need it: members sorted by UTF-16 code units, no white space, the shortest escapes, whole numbers
 * in decimal. Fractions have no agreed shortest text among languages, so nothing of ours holds any and a tree with one
 * has no canonical form. */

#include "jr-json.h"

#include <string.h>

static gboolean append_value (GString *text, JsonNode *node);

static void
append_escape (GString *text, guchar c)
{
  static const char controls[] = "\b\t\n\f\r\"\\";
  static const char letters[] = "btnfr\"\\";
  const char       *known = strchr (controls, c);

  if (known != NULL)
    {
      g_string_append_c (text, '\\');
      g_string_append_c (text, letters[known - controls]);
    }
  else
    g_string_append_printf (text, "\\u%04x", c);
}

/* Almost all text needs no escape, so whole runs of it are copied. */
void
jr_json_append_string (GString *text, const char *string)
{
  const char *run = string;
  const char *at;

  g_string_append_c (text, '"');
  for (at = string; *at != '\0'; at++)
    if ((guchar) *at < 0x20 || *at == '"' || *at == '\\')
      {
        g_string_append_len (text, run, at - run);
        append_escape (text, (guchar) *at);
        run = at + 1;
      }
  g_string_append_len (text, run, at - run);
  g_string_append_c (text, '"');
}

/* UTF-8 sorts as code points do. UTF-16 differs in one thing: what is above U+FFFF (leading byte from 0xF0) is written
 * with surrogates and so sorts before U+E000 to U+FFFF (leading bytes 0xEE and 0xEF). */
static int
compare_names (gconstpointer a, gconstpointer b)
{
  const guchar *left = a;
  const guchar *right = b;

  while (*left == *right && *left != '\0')
    {
      left++;
      right++;
    }
  if (*left >= 0xEE && *right >= 0xEE && (*left >= 0xF0) != (*right >= 0xF0))
    return *right - *left;
  return *left - *right;
}

static gboolean
append_object (GString *text, JsonObject *object)
{
  g_autoptr (GList) names = g_list_sort (json_object_get_members (object), compare_names);

  g_string_append_c (text, '{');
  for (GList *l = names; l != NULL; l = l->next)
    {
      jr_json_append_string (text, l->data);
      g_string_append_c (text, ':');
      if (!append_value (text, json_object_get_member (object, l->data)))
        return FALSE;
      if (l->next != NULL)
        g_string_append_c (text, ',');
    }
  g_string_append_c (text, '}');
  return TRUE;
}

static gboolean
append_array (GString *text, JsonArray *array)
{
  guint length = json_array_get_length (array);

  g_string_append_c (text, '[');
  for (guint i = 0; i < length; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      if (!append_value (text, json_array_get_element (array, i)))
        return FALSE;
    }
  g_string_append_c (text, ']');
  return TRUE;
}

static gboolean
append_scalar (GString *text, JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    jr_json_append_string (text, json_node_get_string (node));
  else if (type == G_TYPE_INT64)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
  else
    return FALSE;
  return TRUE;
}

static gboolean
append_value (GString *text, JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      return append_object (text, json_node_get_object (node));
    case JSON_NODE_ARRAY:
      return append_array (text, json_node_get_array (node));
    case JSON_NODE_VALUE:
      return append_scalar (text, node);
    case JSON_NODE_NULL:
      g_string_append (text, "null");
      return TRUE;
    }
  return FALSE;
}

/**
 * jr_json_to_canonical:
 *
 * Returns: (transfer full) (nullable): NULL when the tree holds a fraction, which has no canonical form; trees that we
 *   build never do
 */
char *
jr_json_to_canonical (JsonNode *node)
{
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  text = g_string_sized_new (512);
  if (!append_value (text, node))
    return NULL;
  return g_string_free (g_steal_pointer (&text), FALSE);
}
