/* jr-json-read.c: typed members of JSON objects from outside
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every reader says which member was wrong and what it should be, so that whoever wrote the other side can mend it. The
 * empty string is never a value here: it counts as absent, since "none" is written as NULL everywhere else. */

#include "jr-json.h"

#include "jr-error.h"

static gboolean
fail (GError **error, const char *what, const char *expected)
{
  g_set_error (error, JR_BASE_ERROR, JR_ERROR_INVALID, "“%s” must be %s", what, expected);
  return FALSE;
}

/* NULL when absent, null or "". */
static JsonNode *
find (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || json_node_is_null (node))
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
      json_node_get_string (node)[0] == '\0')
    return NULL;
  return node;
}

static gboolean
take_string (JsonNode    *node,
             const char  *what,
             gsize        max_length,
             const char **out_text,
             GError     **error)
{
  const char *text;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return fail (error, what, "a string");
  text = json_node_get_string (node);
  if ((gsize) g_utf8_strlen (text, -1) > max_length)
    {
      g_set_error (error, JR_BASE_ERROR, JR_ERROR_INVALID,
                   "“%s” must have at most %" G_GSIZE_FORMAT " characters", what, max_length);
      return FALSE;
    }
  *out_text = text;
  return TRUE;
}

static gboolean
take_int (JsonNode   *node,
          const char *what,
          gint64      minimum,
          gint64      maximum,
          gint64     *out_value,
          GError    **error)
{
  gint64 value;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return fail (error, what, "a whole number");
  value = json_node_get_int (node);
  if (value < minimum || value > maximum)
    {
      g_set_error (error, JR_BASE_ERROR, JR_ERROR_INVALID,
                   "“%s” must be from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, what, minimum,
                   maximum);
      return FALSE;
    }
  *out_value = value;
  return TRUE;
}

static gboolean
take_time (JsonNode *node, const char *what, JrTime *out_time, GError **error)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING ||
      !jr_time_from_string (json_node_get_string (node), out_time))
    return fail (error, what, "a time such as 2026-11-24T04:28:01.123Z");
  return TRUE;
}

gboolean
jr_json_read_string (JsonObject  *object,
                     const char  *member,
                     gsize        max_length,
                     const char **out_text,
                     GError     **error)
{
  JsonNode *node = find (object, member);

  if (node == NULL)
    return fail (error, member, "there and not empty");
  return take_string (node, member, max_length, out_text, error);
}

gboolean
jr_json_read_optional_string (JsonObject  *object,
                              const char  *member,
                              gsize        max_length,
                              const char **out_text,
                              GError     **error)
{
  JsonNode *node = find (object, member);

  return node == NULL || take_string (node, member, max_length, out_text, error);
}

gboolean
jr_json_read_int (JsonObject *object,
                  const char *member,
                  gint64      minimum,
                  gint64      maximum,
                  gint64     *out_value,
                  GError    **error)
{
  JsonNode *node = find (object, member);

  if (node == NULL)
    return fail (error, member, "there");
  return take_int (node, member, minimum, maximum, out_value, error);
}

gboolean
jr_json_read_optional_int (JsonObject *object,
                           const char *member,
                           gint64      minimum,
                           gint64      maximum,
                           gint64     *out_value,
                           GError    **error)
{
  JsonNode *node = find (object, member);

  return node == NULL || take_int (node, member, minimum, maximum, out_value, error);
}

gboolean
jr_json_read_optional_boolean (JsonObject *object,
                               const char *member,
                               gboolean   *out_value,
                               GError    **error)
{
  JsonNode *node = find (object, member);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fail (error, member, "true or false");
  *out_value = json_node_get_boolean (node);
  return TRUE;
}

gboolean
jr_json_read_time (JsonObject *object, const char *member, JrTime *out_time, GError **error)
{
  JsonNode *node = find (object, member);

  if (node == NULL)
    return fail (error, member, "there");
  return take_time (node, member, out_time, error);
}

gboolean
jr_json_read_optional_time (JsonObject *object,
                            const char *member,
                            JrTime     *out_time,
                            GError    **error)
{
  JsonNode *node = find (object, member);

  return node == NULL || take_time (node, member, out_time, error);
}

JsonArray *
jr_json_read_array (JsonObject *object, const char *member, guint max_length, GError **error)
{
  JsonNode *node = find (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return fail (error, member, "an array"), NULL;
  if (json_array_get_length (json_node_get_array (node)) > max_length)
    {
      g_set_error (error, JR_BASE_ERROR, JR_ERROR_INVALID, "“%s” must have at most %u elements",
                   member, max_length);
      return NULL;
    }
  return json_node_get_array (node);
}

JsonObject *
jr_json_read_object (JsonObject *object, const char *member, GError **error)
{
  JsonNode *node = find (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, member, "an object"), NULL;
  return json_node_get_object (node);
}

JsonObject *
jr_json_read_element_object (JsonArray *array, guint index, const char *what, GError **error)
{
  JsonNode *node = json_array_get_element (array, index);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, what, "an array of objects"), NULL;
  return json_node_get_object (node);
}

const char *
jr_json_read_element_string (JsonArray  *array,
                             guint       index,
                             gsize       max_length,
                             const char *what,
                             GError    **error)
{
  const char *text = NULL;

  if (!take_string (json_array_get_element (array, index), what, max_length, &text, error))
    return NULL;
  if (text[0] == '\0')
    return fail (error, what, "an array of strings that are not empty"), NULL;
  return text;
}
