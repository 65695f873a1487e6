/* test-json-read.c: typed members say which of them was wrong
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-error.h"
#include "jr-json.h"

#include <string.h>

static const JrJsonLimits limits = { .max_bytes = 4096,
                                     .max_depth = 20,
                                     .max_values = 1000,
                                     .max_string = 1000 };

static JsonNode *
sample (void)
{
  static const char text[] =
    "{\"name\":\"欧阳娜娜\",\"empty\":\"\",\"null\":null,\"n\":7,\"half\":0.5,\"yes\":true,"
    "\"at\":\"2026-11-24T04:28:01.123Z\",\"list\":[\"a\",\"\",1,{}],\"object\":{}}";
  g_autoptr (GError) error = NULL;
  JsonNode          *node = jr_json_parse (text, strlen (text), &limits, &error);

  g_assert_no_error (error);
  return node;
}

static void
assert_blames (GError **error, const char *member)
{
  g_autofree char *quoted = g_strdup_printf ("“%s”", member);

  g_assert_error (*error, JR_BASE_ERROR, JR_ERROR_INVALID);
  g_assert_nonnull (strstr ((*error)->message, quoted));
  g_clear_error (error);
}

static void
test_strings (void)
{
  g_autoptr (JsonNode) node = sample ();
  JsonObject          *object = json_node_get_object (node);
  g_autoptr (GError)   error = NULL;
  const char          *text = "as it was";

  g_assert_false (jr_json_read_string (object, "absent", 9, &text, &error));
  assert_blames (&error, "absent");
  g_assert_false (jr_json_read_string (object, "null", 9, &text, &error));
  assert_blames (&error, "null");
  g_assert_false (jr_json_read_string (object, "empty", 9, &text, &error));
  assert_blames (&error, "empty");
  g_assert_false (jr_json_read_string (object, "n", 9, &text, &error));
  assert_blames (&error, "n");
  g_assert_false (jr_json_read_string (object, "name", 3, &text, &error));
  assert_blames (&error, "name");
  g_assert_true (jr_json_read_optional_string (object, "absent", 9, &text, &error));
  g_assert_true (jr_json_read_optional_string (object, "null", 9, &text, &error));
  g_assert_true (jr_json_read_optional_string (object, "empty", 9, &text, &error));
  g_assert_false (jr_json_read_optional_string (object, "n", 9, &text, &error));
  assert_blames (&error, "n");
  g_assert_cmpstr (text, ==, "as it was");
  /* Four characters, twelve bytes. */
  g_assert_true (jr_json_read_string (object, "name", 4, &text, &error));
  g_assert_cmpstr (text, ==, "欧阳娜娜");
}

static void
test_numbers_and_booleans (void)
{
  g_autoptr (JsonNode) node = sample ();
  JsonObject          *object = json_node_get_object (node);
  g_autoptr (GError)   error = NULL;
  gint64               value = -1;
  gboolean             yes = FALSE;

  g_assert_false (jr_json_read_int (object, "absent", 0, 9, &value, &error));
  assert_blames (&error, "absent");
  g_assert_false (jr_json_read_int (object, "half", 0, 9, &value, &error));
  assert_blames (&error, "half");
  g_assert_false (jr_json_read_int (object, "yes", 0, 9, &value, &error));
  assert_blames (&error, "yes");
  g_assert_false (jr_json_read_int (object, "n", 8, 9, &value, &error));
  assert_blames (&error, "n");
  g_assert_false (jr_json_read_optional_int (object, "n", 0, 6, &value, &error));
  assert_blames (&error, "n");
  g_assert_true (jr_json_read_optional_int (object, "null", 0, 6, &value, &error));
  g_assert_cmpint (value, ==, -1);
  g_assert_true (jr_json_read_int (object, "n", 7, 7, &value, &error));
  g_assert_cmpint (value, ==, 7);

  g_assert_false (jr_json_read_optional_boolean (object, "n", &yes, &error));
  assert_blames (&error, "n");
  g_assert_true (jr_json_read_optional_boolean (object, "absent", &yes, &error));
  g_assert_false (yes);
  g_assert_true (jr_json_read_optional_boolean (object, "yes", &yes, &error));
  g_assert_true (yes);
}

static void
test_times (void)
{
  g_autoptr (JsonNode) node = sample ();
  JsonObject          *object = json_node_get_object (node);
  g_autoptr (GError)   error = NULL;
  JrTime               time = 5;

  g_assert_false (jr_json_read_time (object, "name", &time, &error));
  assert_blames (&error, "name");
  g_assert_false (jr_json_read_optional_time (object, "n", &time, &error));
  assert_blames (&error, "n");
  g_assert_false (jr_json_read_time (object, "absent", &time, &error));
  assert_blames (&error, "absent");
  g_assert_true (jr_json_read_optional_time (object, "absent", &time, &error));
  g_assert_cmpint (time, ==, 5);
  g_assert_true (jr_json_read_time (object, "at", &time, &error));
  g_assert_cmpint (time, ==, G_GINT64_CONSTANT (1795494481123));
}

static void
test_containers (void)
{
  g_autoptr (JsonNode) node = sample ();
  JsonObject          *object = json_node_get_object (node);
  g_autoptr (GError)   error = NULL;
  JsonArray           *list;

  g_assert_null (jr_json_read_array (object, "object", 9, &error));
  assert_blames (&error, "object");
  g_assert_null (jr_json_read_array (object, "list", 3, &error));
  assert_blames (&error, "list");
  g_assert_null (jr_json_read_object (object, "list", &error));
  assert_blames (&error, "list");
  g_assert_nonnull (jr_json_read_object (object, "object", &error));

  list = jr_json_read_array (object, "list", 4, &error);
  g_assert_nonnull (list);
  g_assert_cmpstr (jr_json_read_element_string (list, 0, 9, "list", &error), ==, "a");
  g_assert_null (jr_json_read_element_string (list, 1, 9, "list", &error));
  assert_blames (&error, "list");
  g_assert_null (jr_json_read_element_string (list, 2, 9, "list", &error));
  assert_blames (&error, "list");
  g_assert_null (jr_json_read_element_object (list, 2, "list", &error));
  assert_blames (&error, "list");
  g_assert_nonnull (jr_json_read_element_object (list, 3, "list", &error));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-read/strings", test_strings);
  g_test_add_func ("/json-read/numbers-and-booleans", test_numbers_and_booleans);
  g_test_add_func ("/json-read/times", test_times);
  g_test_add_func ("/json-read/containers", test_containers);
  return g_test_run ();
}
