/* jr-counter-notice.c: the one supplement notice (一次性补正告知), in words and as JSON
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything that is missing, of all departments, in one text that the clerk can hand over (行政许可法 §32). */

#include "jr-counter-notice.h"

#include <glib/gi18n.h>

#include "jr-counter-words.h"

const char *
jr_counter_department_name (const JrRoom *room, const char *code)
{
  const JrDepartment *department = jr_room_find_department (room, code);

  return department == NULL ? code : department->name;
}

gboolean
jr_counter_has_notice (const JrCase *state)
{
  return state->phase == JR_CASE_AWAITING_SUPPLEMENT &&
         (state->push == JR_PUSH_SENT || state->push == JR_PUSH_RECEIVED);
}

static void
append_line (GString *text, const JrRoom *room, const JrNoticeLine *line)
{
  g_string_append_printf (text, "\n\n%s", jr_counter_department_name (room, line->department));
  if (line->opinion != NULL)
    g_string_append_printf (text, "\n%s", line->opinion);
  for (guint i = 0; i < line->missing->len; i++)
    g_string_append_printf (text, "\n  %u. %s", i + 1, (const char *) line->missing->pdata[i]);
}

char *
jr_counter_write_notice (const JrCase *state, const JrRoom *room)
{
  g_autofree char *at = jr_counter_time_words (state->phase_at);
  GString         *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("Supplement notice for case %s"), state->number);
  g_string_append_printf (text, "\n%s\n%s", state->item_name, at);
  for (guint i = 0; i < state->notice->len; i++)
    append_line (text, room, state->notice->pdata[i]);
  return g_string_free (text, FALSE);
}

static JsonNode *
write_line_json (const JrRoom *room, const JrNoticeLine *line)
{
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *members = json_object_new ();
  JsonArray  *missing = json_array_new ();

  json_node_take_object (node, members);
  json_object_set_string_member (members, "department", line->department);
  json_object_set_string_member (members, "department_name",
                                 jr_counter_department_name (room, line->department));
  if (line->opinion != NULL)
    json_object_set_string_member (members, "opinion", line->opinion);
  for (guint i = 0; i < line->missing->len; i++)
    json_array_add_string_element (missing, line->missing->pdata[i]);
  json_object_set_array_member (members, "missing", missing);
  return node;
}

JsonNode *
jr_counter_write_notice_json (const JrCase *state, const JrRoom *room)
{
  JsonNode  *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *lines = json_array_new ();

  json_node_take_array (node, lines);
  for (guint i = 0; i < state->notice->len; i++)
    json_array_add_element (lines, write_line_json (room, state->notice->pdata[i]));
  return node;
}
