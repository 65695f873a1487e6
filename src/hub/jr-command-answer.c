/* jr-command-answer.c: prints what a command has found or done
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * As words for people, a line for each member and for each row of an array, or as one JSON object for programs. */

#include "jr-command-answer.h"

/* One line a row, its values in the order of the names that it has. */
static void
print_rows (JsonArray *rows)
{
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject         *row = json_array_get_object_element (rows, i);
      g_autoptr (GString) line = g_string_new (NULL);
      JsonObjectIter      iter;
      const char         *name;
      JsonNode           *value;

      json_object_iter_init_ordered (&iter, row);
      while (json_object_iter_next_ordered (&iter, &name, &value))
        {
          g_autofree char *text =
            json_node_get_value_type (value) == G_TYPE_INT64
              ? g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (value))
              : json_node_dup_string (value);

          g_string_append_printf (line, "%s%s: %s", line->len > 0 ? "  " : "", name, text);
        }
      g_print ("%s\n", line->str);
    }
}

void
jr_command_answer_print (JsonObject *answer, gboolean as_json)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), answer);
  g_autoptr (GList)    members = json_object_get_members (answer);
  g_autofree char     *text = NULL;

  if (as_json)
    {
      text = json_to_string (node, FALSE);
      g_print ("%s\n", text);
      return;
    }
  for (GList *member = members; member != NULL; member = member->next)
    {
      JsonNode *value = json_object_get_member (answer, member->data);

      if (JSON_NODE_HOLDS_ARRAY (value))
        print_rows (json_node_get_array (value));
      else if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_INT64)
        g_print ("%s: %" G_GINT64_FORMAT "\n", (char *) member->data, json_node_get_int (value));
      else
        g_print ("%s: %s\n", (char *) member->data, json_node_get_string (value));
    }
}
