/* print-interface.c: what the hub's own tables say of its interface, as JSON
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For test-api.py, which compares it with data/api/openapi.json: the routes with who may, the words of problems with
 * their status, and the fields of every record that is sent or taken. */

#include <json-glib/json-glib.h>

#include "jr-case.h"
#include "jr-event.h"
#include "jr-form-private.h"
#include "jr-problem.h"
#include "jr-route.h"

static const char *const types[] = {
  [JR_FIELD_LABEL] = "text",     [JR_FIELD_FILE_NAME] = "text", [JR_FIELD_TEXT] = "text",
  [JR_FIELD_SHA256] = "sha256",  [JR_FIELD_ID] = "id",          [JR_FIELD_COUNT] = "number",
  [JR_FIELD_INTEGER] = "number", [JR_FIELD_TIME] = "time",      [JR_FIELD_FLAG] = "flag",
  [JR_FIELD_WORD] = "word",      [JR_FIELD_RECORD] = "record",  [JR_FIELD_RECORDS] = "records",
  [JR_FIELD_TEXTS] = "texts",    [JR_FIELD_STAGES] = "stages",
};

static const JrForm *const roots[] = { &jr_actor_form,   &jr_applicant_form, &jr_room_form,
                                       &jr_item_form,    &jr_case_form,      &jr_event_form,
                                       &jr_command_form, &jr_answer_form,    &jr_problem_form,
                                       &jr_frame_form,   &jr_calendar_form };

static JsonObject *
add_object (JsonObject *members, const char *name)
{
  JsonObject *object = json_object_new ();

  json_object_set_object_member (members, name, object);
  return object;
}

static JsonArray *
add_array (JsonObject *members, const char *name)
{
  JsonArray *array = json_array_new ();

  json_object_set_array_member (members, name, array);
  return array;
}

/* Routes ------------------------------------------------------------------------------------------------------------- */

static void
add_route (JsonArray *array, const JrRoute *route)
{
  JsonObject *members = json_object_new ();
  JsonArray  *roles = add_array (members, "roles");

  json_object_set_string_member (members, "method", route->method);
  json_object_set_string_member (members, "path", route->path);
  json_object_set_boolean_member (members, "open", (route->roles & JR_ROUTE_OPEN) != 0);
  json_object_set_boolean_member (members, "local", (route->roles & JR_ROUTE_LOCAL) != 0);
  json_object_set_boolean_member (members, "body", route->body_maximum > 0);
  json_object_set_int_member (members, "maximum", route->body_maximum);
  for (guint role = 0; role < JR_N_ROLES; role++)
    if ((route->roles & (1u << role)) != 0)
      json_array_add_string_element (roles, jr_role_to_string ((JrRole) role));
  json_array_add_object_element (array, members);
}

static void
add_routes (JsonObject *members)
{
  JsonArray     *array = add_array (members, "routes");
  guint          n_routes;
  const JrRoute *routes = jr_router_get_routes (&n_routes);

  for (guint i = 0; i < n_routes; i++)
    add_route (array, &routes[i]);
}

static void
add_problems (JsonObject *members)
{
  JsonObject        *problems = add_object (members, "problems");
  const char *const *words = jr_problem_get_words ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (JrProblem) problem = jr_problem_new_for (words[i], NULL);

      json_object_set_int_member (problems, words[i], problem->status);
    }
}

/* Fields ------------------------------------------------------------------------------------------------------------- */

static void
add_words (JsonArray *array, const JrWords *words, guint mask)
{
  for (guint i = 0; i < words->n_words; i++)
    if ((mask & (1u << i)) != 0)
      json_array_add_string_element (array, words->to_string (i));
}

static JsonObject *
write_field (const JrForm *form, const JrField *field)
{
  JsonObject *members = json_object_new ();

  json_object_set_string_member (members, "type", types[field->type]);
  json_object_set_int_member (members, "minimum", field->minimum);
  json_object_set_int_member (members, "maximum", field->maximum);
  json_object_set_boolean_member (members, "required", field->required == JR_ALL_KINDS);
  if (field->form != NULL)
    json_object_set_string_member (members, "form", field->form->what);
  if (field->words != NULL)
    add_words (add_array (members, "words"), field->words, G_MAXUINT);
  if (field->kinds != JR_ALL_KINDS)
    add_words (add_array (members, "kinds"), form->fields[0].words, field->kinds);
  if (field->required != 0 && field->required != JR_ALL_KINDS)
    add_words (add_array (members, "needed"), form->fields[0].words, field->required);
  return members;
}

static void
add_form (JsonObject *forms, const JrForm *form)
{
  JsonObject *fields;

  if (json_object_has_member (forms, form->what))
    return;
  fields = add_object (forms, form->what);
  for (guint i = 0; i < form->n_fields; i++)
    {
      const JrField *field = &form->fields[i];

      json_object_set_object_member (fields, field->member, write_field (form, field));
      if (field->form != NULL)
        add_form (forms, field->form);
    }
}

int
main (int argc, char **argv)
{
  JsonObject          *members = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), members);
  g_autofree char     *text = NULL;
  JsonObject          *forms;

  add_routes (members);
  add_problems (members);
  forms = add_object (members, "forms");
  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    add_form (forms, roots[i]);
  json_object_unref (members);
  text = json_to_string (node, TRUE);
  g_print ("%s\n", text);
  return 0;
}
