/* test-mutations.c: whatever is wrong with a form is said, and nothing is read half
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core-places.h"
#include "jr-answer.h"
#include "jr-error.h"
#include "jr-frame.h"
#include "jr-wire.h"

/* Each form that exists is taken as a well-formed example, and at every place of it, one after the other, stands
 * something else: nothing, null, a value of each other type, a text that is empty, far too long or of control signs,
 * numbers beyond all limits, nested nonsense. A reader then either says what is wrong, or it has read something that is
 * written and read again as the same. Under the sanitizers this also shows that a reader gives back what it had taken
 * when it stops half-way. */

typedef gpointer (*ReadFunc) (JsonNode *node, GError **error);
typedef JsonNode *(*WriteFunc) (gconstpointer record);
typedef char *(*TextFunc) (gconstpointer record);

typedef struct
{
  const char    *name;
  ReadFunc       read;
  WriteFunc      write;
  GDestroyNotify unref;
  TextFunc       to_text; /* or NULL */
} Form;

#define FORM(Name, prefix, functions)                                                              \
  {                                                                                                \
    Name, (ReadFunc) functions##_read_##prefix, (WriteFunc) functions##_write_##prefix,            \
      (GDestroyNotify) jr_##prefix##_unref                                                         \
  }

#define TEXT_FORM(Name, prefix)                                                                    \
  {                                                                                                \
    Name, (ReadFunc) jr_wire_read_##prefix, (WriteFunc) jr_wire_write_##prefix,                    \
      (GDestroyNotify) jr_##prefix##_unref, (TextFunc) jr_wire_##prefix##_to_text                  \
  }

static const Form command_form = TEXT_FORM ("command", command);
static const Form event_form = TEXT_FORM ("event", event);
static const Form case_form = TEXT_FORM ("case", case);
static const Form item_form = FORM ("item", item, jr_wire);
static const Form room_form = FORM ("room", room, jr_wire);
static const Form actor_form = FORM ("actor", actor, jr_wire);
static const Form applicant_form = FORM ("applicant", applicant, jr_wire);
static const Form answer_form = { "answer", (ReadFunc) jr_answer_read, (WriteFunc) jr_answer_write,
                                  (GDestroyNotify) jr_answer_unref, (TextFunc) jr_answer_to_text };
static const Form problem_form = { "problem", (ReadFunc) jr_problem_read,
                                   (WriteFunc) jr_problem_write,
                                   (GDestroyNotify) jr_problem_unref };
static const Form frame_form = { "frame", (ReadFunc) jr_frame_read, (WriteFunc) jr_frame_write,
                                 (GDestroyNotify) jr_frame_unref, (TextFunc) jr_frame_to_text };

#define LONG_TEXT (5 * JR_TEXT_MAXIMUM)

static const char *const values[] = {
  "null",
  "true",
  "0",
  "-1",
  "1",
  "9223372036854775807",
  "-9223372036854775808",
  "0.5",
  "1e300",
  "\"\"",
  "\" \"",
  "\"x\"",
  "\"\\u0000\"",
  "\"\\u0007\"",
  "\"\\n\"",
  "\"a\\nb\"",
  "\"\\u202e\"",
  "\"2026-13-45T99:99:99Z\"",
  "\"approve\"",
  "[]",
  "[null]",
  "[[]]",
  "[{}]",
  "[1]",
  "[\"x\",\"x\"]",
  "{}",
  "{\"x\":{\"y\":[]}}",
};

static guint n_refused, n_taken;

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode          *node = json_from_string (text, &error);

  g_assert_no_error (error);
  return node;
}

/* What was taken must be the same when it is written and read again. */
static void
assert_stable (const Form *form, gpointer record)
{
  g_autoptr (JsonNode) written = form->write (record);
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (GError)   error = NULL;
  gpointer             read = form->read (written, &error);
  g_autofree char     *first = jr_json_to_canonical (written);
  g_autofree char     *second = NULL;

  g_assert_no_error (error);
  again = form->write (read);
  second = jr_json_to_canonical (again);
  g_assert_cmpstr (first, ==, second);
  if (form->to_text != NULL)
    {
      g_autofree char *text = form->to_text (record);

      g_assert_cmpstr (first, ==, text);
    }
  form->unref (read);
}

static void
try_form (const Form *form, JsonNode *root)
{
  g_autoptr (GError) error = NULL;
  gpointer           record = form->read (root, &error);

  if (record == NULL)
    {
      g_assert_nonnull (error);
      g_assert_cmpint (error->code, ==, JR_ERROR_INVALID);
      g_assert_cmpstr (error->message, !=, "");
      n_refused++;
      return;
    }
  g_assert_no_error (error);
  assert_stable (form, record);
  form->unref (record);
  n_taken++;
}

static void mutate (const Form *form, JsonNode *root, JsonNode *place);

/* Puts each value where @old was. */
static void
mutate_member (const Form *form, JsonNode *root, JsonObject *object, const char *member)
{
  g_autoptr (JsonNode) old = json_node_ref (json_object_get_member (object, member));
  g_autofree char     *long_text = g_strnfill (LONG_TEXT, 'x');

  mutate (form, root, old);
  json_object_remove_member (object, member);
  try_form (form, root);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      json_object_set_member (object, member, parse (values[i]));
      try_form (form, root);
    }
  json_object_set_string_member (object, member, long_text);
  try_form (form, root);
  json_object_set_member (object, member, json_node_ref (old));
}

static void
mutate_object (const Form *form, JsonNode *root, JsonObject *object)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *member = members; member != NULL; member = member->next)
    {
      g_autofree char *name = g_strdup (member->data);

      mutate_member (form, root, object, name);
    }
}

/* Elements are tried through a member of their own object; beyond that an array is tried with one element less, and
 * with each doubled. */
static void
mutate_array (const Form *form, JsonNode *root, JsonArray *array)
{
  guint length = json_array_get_length (array);

  for (guint i = 0; i < length; i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      mutate (form, root, element);
      json_array_add_element (array, json_node_ref (element));
      try_form (form, root);
      json_array_remove_element (array, length);
    }
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      json_array_add_element (array, parse (values[i]));
      try_form (form, root);
      json_array_remove_element (array, length);
    }
}

static void
mutate (const Form *form, JsonNode *root, JsonNode *place)
{
  if (JSON_NODE_HOLDS_OBJECT (place))
    mutate_object (form, root, json_node_get_object (place));
  else if (JSON_NODE_HOLDS_ARRAY (place))
    mutate_array (form, root, json_node_get_array (place));
}

/* Takes over @node, which must be well-formed. */
static void
mutate_everywhere (const Form *form, JsonNode *node)
{
  g_autoptr (JsonNode) root = node;
  g_autoptr (GError)   error = NULL;
  gpointer             record = form->read (root, &error);

  g_assert_no_error (error);
  assert_stable (form, record);
  form->unref (record);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (JsonNode) nonsense = parse (values[i]);

      if (!JSON_NODE_HOLDS_OBJECT (nonsense))
        try_form (form, nonsense);
    }
  mutate (form, root, root);
}

static void
report (const char *what)
{
  g_test_message ("%s: %u refused, %u taken and stable", what, n_refused, n_taken);
  g_assert_cmpuint (n_refused, >, n_taken);
  n_refused = n_taken = 0;
}

static void
test_commands (void)
{
  for (JrCommandKind kind = 0; kind < JR_N_COMMAND_KINDS; kind++)
    {
      g_autoptr (JrCommand) plain = make_command (kind);
      JrCommand             fields = *plain;
      g_autoptr (JrCommand) command = NULL;

      fields.client = (char *) "desk-1";
      fields.number = 7;
      fields.case_id = (char *) CASE_ID;
      fields.seen_version = 3;
      command = jr_command_new (&fields);
      mutate_everywhere (&command_form, jr_wire_write_command (command));
    }
  report ("commands");
}

static void
test_cases_and_events (void)
{
  for (Place place = PLACE_OPEN; place < N_PLACES; place++)
    {
      g_autoptr (Play) self = play_until (place);

      mutate_everywhere (&case_form, jr_wire_write_case (self->state));
      for (guint i = 0; i < self->events->len; i++)
        mutate_everywhere (&event_form, jr_wire_write_event (self->events->pdata[i]));
    }
  report ("cases and events");
}

static void
test_others (void)
{
  g_autoptr (JrItem)      item = make_item ();
  g_autoptr (JrApplicant) applicant = jr_applicant_new (&(JrApplicant){
    .name = (char *) "张伟", .id_number = (char *) "990102198703120028", .phone = (char *) "199" });
  g_autoptr (GPtrArray)   departments =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_department_unref);
  g_autoptr (JrRoom) room = NULL;

  g_ptr_array_add (departments,
                   jr_department_new (&(JrDepartment){ (char *) "HR", (char *) "人社" }));
  room = jr_room_new (
    &(JrRoom){ .code = (char *) "NW", .name = (char *) "南湾", .departments = departments });
  mutate_everywhere (&item_form, jr_wire_write_item (item));
  mutate_everywhere (&room_form, jr_wire_write_room (room));
  mutate_everywhere (&actor_form, jr_wire_write_actor (&wang));
  mutate_everywhere (&actor_form, jr_wire_write_actor (&window_3));
  mutate_everywhere (&applicant_form, jr_wire_write_applicant (applicant));
  report ("items, rooms, people");
}

static void
test_answers (void)
{
  g_autoptr (Play)      self = play_until (PLACE_DECIDED);
  g_autoptr (JrProblem) problem = jr_problem_new_for ("changed", "by Li");
  JrProblem             conflict = *problem;
  g_autoptr (JrActor)   by = jr_actor_new (&li);
  g_autoptr (JrProblem) told = NULL;
  g_autoptr (JrAnswer)  refused = NULL;
  g_autoptr (JrAnswer)  accepted = NULL;
  g_autoptr (JrFrame)   news = NULL;
  g_autoptr (JrFrame)   line = NULL;

  conflict.by = by;
  conflict.at = NOON;
  told = jr_problem_new (&conflict);
  refused = jr_answer_new (&(JrAnswer){ .number = 7, .problem = told });
  accepted = jr_answer_new (&(JrAnswer){ .number = 8,
                                         .case_id = (char *) CASE_ID,
                                         .case_number = (char *) "NW-1",
                                         .case_version = 3,
                                         .sequence = 12 });
  news = jr_frame_new (&(JrFrame){
    .cursor = (char *) "x-1", .event = self->events->pdata[0], .applicant = (char *) "张*" });
  line = jr_frame_new (
    &(JrFrame){ .cursor = (char *) "x-1", .state = self->state, .applicant = (char *) "张*" });
  mutate_everywhere (&problem_form, jr_problem_write (told));
  mutate_everywhere (&answer_form, jr_answer_write (refused));
  mutate_everywhere (&answer_form, jr_answer_write (accepted));
  mutate_everywhere (&frame_form, jr_frame_write (news));
  mutate_everywhere (&frame_form, jr_frame_write (line));
  report ("answers and frames");
}

static void
test_every_problem (void)
{
  const char *const *words = jr_problem_get_words ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (JrProblem) problem = jr_problem_new_for (words[i], NULL);

      g_assert_cmpstr (jr_problem_get_word (problem), ==, words[i]);
      g_assert_cmpuint (problem->status, >=, 400);
      g_assert_cmpuint (problem->status, <, 600);
      g_assert_cmpstr (problem->title, !=, "");
      assert_stable (&problem_form, problem);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mutations/commands", test_commands);
  g_test_add_func ("/mutations/cases-and-events", test_cases_and_events);
  g_test_add_func ("/mutations/others", test_others);
  g_test_add_func ("/mutations/answers", test_answers);
  g_test_add_func ("/mutations/every-problem", test_every_problem);
  return g_test_run ();
}
