/* test-cloud-event.c: what goes out is a CloudEvent 1.0, and says what the feed says
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core-places.h"
#include "jr-cloud-event.h"
#include "jr-wire.h"

#define HASH "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"

/* The rules of the specification --------------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  gboolean    is_needed;
  const char *pattern;
} Attribute;

static const Attribute attributes[] = {
  { "specversion", TRUE, "^1\\.0$" },
  { "id", TRUE, "." },
  { "source", TRUE, "^[A-Za-z0-9:/?#@!$&'()*+,;=._~%-]+$" },
  { "type", TRUE, "." },
  { "subject", FALSE, "." },
  { "dataschema", FALSE, "^[a-z][a-z0-9+.-]*:." },
  { "datacontenttype", FALSE, "^[a-z]+/[a-z.+-]+" },
};

static gboolean
is_time (JsonNode *value)
{
  JrTime time;

  return jr_time_from_string (json_node_get_string (value), &time);
}

static gboolean
fits (JsonObject *event, const Attribute *attribute)
{
  JsonNode *value = json_object_get_member (event, attribute->name);

  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return !attribute->is_needed;
  return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING &&
         g_regex_match_simple (attribute->pattern, json_node_get_string (value), 0, 0);
}

static gboolean
is_cloud_event (JsonObject *event)
{
  g_autoptr (GList) members = json_object_get_members (event);
  JsonNode         *time = json_object_get_member (event, "time");

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    if (!fits (event, &attributes[i]))
      return FALSE;
  for (GList *member = members; member != NULL; member = member->next)
    if (!g_regex_match_simple ("^([a-z0-9]+|data_base64)$", member->data, 0, 0))
      return FALSE;
  if (json_object_has_member (event, "data") && json_object_has_member (event, "data_base64"))
    return FALSE;
  return time == NULL || JSON_NODE_HOLDS_NULL (time) || is_time (time);
}

/* So that the rules above are the right ones. */
static void
check_vectors (JsonObject *vectors, const char *group, gboolean is_valid)
{
  JsonArray *array = json_object_get_array_member (vectors, group);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *vector = json_array_get_object_element (array, i);

      g_test_message ("%s", json_object_get_string_member (vector, "id"));
      g_assert_cmpint (is_cloud_event (json_object_get_object_member (vector, "event")), ==,
                       is_valid);
    }
}

static void
test_vectors (void)
{
  g_autofree char *path =
    g_build_filename (g_getenv ("JR_SHARED_DATA"), "vectors", "cloudevents-1.0-json.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError)     error = NULL;
  JsonObject            *vectors;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return g_test_skip ("the specification's own events are not here");
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  vectors = json_node_get_object (json_parser_get_root (parser));
  check_vectors (vectors, "valid", TRUE);
  check_vectors (vectors, "invalid", FALSE);
}

/* Ours ------------------------------------------------------------------------------------------------------------------ */

static const JrCursor place_in_log = { .epoch = "0123456789abcdef0123456789abcdef",
                                       .room = "NW_1",
                                       .sequence = 42 };

static JsonNode *
make (const JrCase *state, const JrHead *head, const char *applicant)
{
  g_autofree char   *text = jr_cloud_event_to_text (&(JrCloudEvent){ .at = &place_in_log,
                                                                     .hash = HASH,
                                                                     .head = head,
                                                                     .time = NOON,
                                                                     .state = state,
                                                                     .applicant = applicant });
  g_autofree char   *again = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode          *node = jr_json_parse (text, strlen (text), &jr_wire_stored_limits, &error);

  g_assert_no_error (error);
  again = jr_json_to_canonical (node);
  g_assert_cmpstr (text, ==, again);
  return node;
}

static const char *
get (JsonObject *object, const char *member)
{
  return json_object_get_string_member (object, member);
}

static void
check_made (const JrCase *state)
{
  g_autofree char     *cursor = jr_cursor_to_string (&place_in_log);
  g_autofree char     *case_text = jr_wire_case_to_text (state);
  g_autoptr (JsonNode) node = make (state, NULL, "张*");
  JsonObject          *event = json_node_get_object (node);
  JsonObject          *data = json_object_get_object_member (event, "data");
  g_autofree char     *sent = jr_json_to_canonical (json_object_get_member (data, "case"));

  g_assert_true (is_cloud_event (event));
  g_assert_cmpstr (get (event, "id"), ==, cursor);
  g_assert_cmpstr (get (event, "source"), ==, "urn:joint-review:room:NW_1");
  g_assert_cmpstr (get (event, "subject"), ==, state->number);
  g_assert_cmpstr (get (data, "cursor"), ==, cursor);
  g_assert_cmpstr (get (data, "applicant"), ==, "张*");
  g_assert_cmpstr (sent, ==, case_text);
}

static void
test_places (void)
{
  guint n_made = 0;

  for (Place place = PLACE_OPEN; place < N_PLACES; place++)
    {
      g_autoptr (Play) play = play_until (place);
      const char      *type = jr_cloud_event_get_type (play->state);

      g_test_message ("%s", place_names[place]);
      if (play->state->phase == JR_CASE_DELIVERED)
        g_assert_cmpstr (type, ==, "org.jointreview.case.decided.v1");
      else if (play->state->phase == JR_CASE_AWAITING_SUPPLEMENT)
        g_assert_cmpstr (type, ==, "org.jointreview.case.supplement-requested.v1");
      else
        g_assert_null (type);
      if (type == NULL)
        continue;
      check_made (play->state);
      n_made++;
    }
  g_assert_cmpuint (n_made, >=, 5);
}

static void
test_log (void)
{
  const JrHead         head = { .cursor = place_in_log, .hash = HASH, .signature = "5167" };
  g_autoptr (Play)     play = play_until (PLACE_DELIVERED);
  g_autoptr (JsonNode) plain = make (play->state, NULL, NULL);
  g_autoptr (JsonNode) witnessed = make (play->state, &head, NULL);
  JsonObject          *data = json_object_get_object_member (json_node_get_object (plain), "data");
  JsonObject          *log = json_object_get_object_member (data, "log");

  g_assert_false (json_object_has_member (data, "applicant"));
  g_assert_cmpint (json_object_get_int_member (log, "sequence"), ==, 42);
  g_assert_cmpstr (get (log, "hash"), ==, HASH);
  g_assert_false (json_object_has_member (log, "signature"));
  data = json_object_get_object_member (json_node_get_object (witnessed), "data");
  log = json_object_get_object_member (data, "log");
  g_assert_cmpstr (get (log, "signature"), ==, "5167");
  g_assert_cmpstr (get (log, "hash"), ==, HASH);
  g_assert_cmpint (json_object_get_int_member (log, "sequence"), ==, 42);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cloud-event/vectors", test_vectors);
  g_test_add_func ("/cloud-event/places", test_places);
  g_test_add_func ("/cloud-event/log", test_log);
  return g_test_run ();
}
