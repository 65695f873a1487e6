/* test-json.c: the reader takes RFC 8259 and nothing else, within its limits
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-error.h"
#include "jr-json.h"

#include <string.h>

static const JrJsonLimits wide = { .max_bytes = 1 << 22,
                                   .max_depth = 200,
                                   .max_values = 100000,
                                   .max_string = 1 << 20 };
static const JrJsonLimits narrow = { .max_bytes = 60,
                                     .max_depth = 3,
                                     .max_values = 6,
                                     .max_string = 8 };

static void
assert_refused (const char *text, gsize length, const JrJsonLimits *limits, JrErrorCode code)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char     *shown = g_strescape (text, NULL);

  g_test_message ("%.60s", shown);
  node = jr_json_parse (text, length, limits, &error);
  g_assert_null (node);
  g_assert_error (error, JR_BASE_ERROR, (int) code);
}

static JsonNode *
parse (const char *text, const JrJsonLimits *limits)
{
  g_autoptr (GError) error = NULL;
  JsonNode          *node = jr_json_parse (text, strlen (text), limits, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
  return node;
}

static void
test_values (void)
{
  g_autoptr (JsonNode) node =
    parse (" { \"n\" : -12 , \"f\" : 1.5e1, \"s\" : \"a\\u00e9\\n\\/\", \"t\" : true,"
           "\"z\":null , \"l\" : [ ] , \"o\" : { } , \"\":false}\r\n\t",
           &wide);
  JsonObject *object = json_node_get_object (node);

  g_assert_cmpint (json_object_get_int_member (object, "n"), ==, -12);
  g_assert_cmpfloat (json_object_get_double_member (object, "f"), ==, 15.0);
  g_assert_cmpstr (json_object_get_string_member (object, "s"), ==, "aé\n/");
  g_assert_true (json_object_get_boolean_member (object, "t"));
  g_assert_true (json_object_get_null_member (object, "z"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "l")), ==, 0);
  g_assert_cmpuint (json_object_get_size (json_object_get_object_member (object, "o")), ==, 0);
  g_assert_false (json_object_get_boolean_member (object, ""));
}

static void
test_whole_numbers_keep_64_bits (void)
{
  g_autoptr (JsonNode) node = parse ("[9223372036854775807,-9223372036854775808,-0]", &wide);
  JsonArray           *array = json_node_get_array (node);

  g_assert_cmpint (json_array_get_int_element (array, 0), ==, G_MAXINT64);
  g_assert_cmpint (json_array_get_int_element (array, 1), ==, G_MININT64);
  g_assert_cmpint (json_array_get_int_element (array, 2), ==, 0);
}

static void
test_surrogate_pairs (void)
{
  g_autoptr (JsonNode) node = parse ("\"\\uD840\\uDC00\\ud83d\\ude00\"", &wide);

  g_assert_cmpstr (json_node_get_string (node), ==, "𠀀😀");
}

static void
test_not_json (void)
{
  const char *wrong[] = {
    "",          " ",          "nul",         "True",      "// c\n1",  "/* c */ 1",
    "[1,]",      "{\"a\":1,}", "{'a':1}",     "{a:1}",     "[1 2]",    "{\"a\" 1}",
    "{\"a\":}",  "[",          "{",           "]",         "\"",       "\"\\\"",
    "\"\\x41\"", "\"\\u12\"",  "\"\\u12g4\"", "\"\t\"",    "\"\x1f\"", "1 2",
    "01",        "-",          "+1",          ".5",        "1.",       "1e",
    "1e+",       "0x10",       "NaN",         "-Infinity", "\v1",      "\xEF\xBB\xBF{}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_refused (wrong[i], strlen (wrong[i]), &wide, JR_ERROR_INVALID);
}

static void
test_stricter_than_the_rfc (void)
{
  const char *wrong[] = {
    "{\"a\":1,\"a\":1}",     "{\"a\":1,\"\\u0061\":2}",
    "\"\\u0000\"",           "{\"a\\u0000b\":1}",
    "\"\\ud800\"",           "\"\\udc00\"",
    "\"\\ud800\\ud800\"",    "\"\\ud800x\"",
    "9223372036854775808",   "-9223372036854775809",
    "100000000000000000000", "1e999",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_refused (wrong[i], strlen (wrong[i]), &wide, JR_ERROR_INVALID);
}

static void
test_no_utf8 (void)
{
  const struct
  {
    const char *text;
    gsize       length;
  } wrong[] = {
    { "\"\xff\"", 3 },
    { "\"\xc3\"", 3 },
    { "\"\xc0\xaf\"", 4 },
    { "\"\xed\xa0\x80\"", 5 },
    { "\"\xf4\x90\x80\x80\"", 6 },
    { "\"\0\"", 3 },
    { "1\0", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_refused (wrong[i].text, wrong[i].length, &wide, JR_ERROR_INVALID);
}

static void
test_does_not_read_beyond_length (void)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = jr_json_parse ("123]", 3, &wide, &error);

  g_assert_no_error (error);
  g_assert_cmpint (json_node_get_int (node), ==, 123);
  assert_refused ("true", 3, &wide, JR_ERROR_INVALID);
  assert_refused ("\"abc\"", 4, &wide, JR_ERROR_INVALID);
  assert_refused ("\"\\u0041\"", 5, &wide, JR_ERROR_INVALID);
}

static void
test_limits (void)
{
  g_autofree char     *long_text = g_strnfill (61, ' ');
  g_autoptr (GString)  many = g_string_new ("{");
  g_autoptr (JsonNode) deep = parse ("[[[1]]]", &narrow);
  g_autoptr (JsonNode) full = parse ("[1,2,3,4,5]", &narrow);
  g_autoptr (JsonNode) string = parse ("\"12345678\"", &narrow);

  long_text[0] = '1';
  assert_refused (long_text, 61, &narrow, JR_ERROR_TOO_LARGE);
  assert_refused ("[[[[1]]]]", 9, &narrow, JR_ERROR_TOO_DEEP);
  assert_refused ("{\"a\":{\"a\":{\"a\":{}}}}", 20, &narrow, JR_ERROR_TOO_DEEP);
  assert_refused ("[1,2,3,4,5,6]", 13, &narrow, JR_ERROR_TOO_LARGE);
  assert_refused ("\"123456789\"", 11, &narrow, JR_ERROR_TOO_LARGE);
  assert_refused ("{\"123456789\":1}", 15, &narrow, JR_ERROR_TOO_LARGE);
  assert_refused ("\"1234567\\u00e9\"", 15, &narrow, JR_ERROR_TOO_LARGE);

  for (guint i = 0; i <= 1000; i++)
    g_string_append_printf (many, "%s\"m%u\":0", i == 0 ? "" : ",", i);
  g_string_append_c (many, '}');
  assert_refused (many->str, many->len, &wide, JR_ERROR_TOO_LARGE);
}

/* Things of the suite that the RFC allows and we refuse on purpose: see test_stricter_than_the_rfc(). */
static gboolean
is_refused_on_purpose (const char *name)
{
  static const char *const names[] = {
    "y_object_duplicated_key.json",
    "y_object_duplicated_key_and_value.json",
    "y_object_escaped_null_in_key.json",
    "y_string_null_escape.json",
    NULL,
  };

  return g_strv_contains (names, name);
}

static void
check_suite_entry (JsonObject *entry)
{
  const char        *name = json_object_get_string_member (entry, "name");
  const char        *expected = json_object_get_string_member (entry, "expect");
  gsize              length;
  g_autofree guchar *input =
    g_base64_decode (json_object_get_string_member (entry, "input_b64"), &length);
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = jr_json_parse ((const char *) input, length, &wide, &error);

  g_test_message ("%s", name);
  g_assert_true ((node == NULL) == (error != NULL));
  if (g_str_equal (expected, "reject") || is_refused_on_purpose (name))
    g_assert_null (node);
  else if (g_str_equal (expected, "accept"))
    g_assert_no_error (error);
}

static void
test_suite (void)
{
  g_autofree char       *path = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray             *entries;

  if (g_getenv ("JR_SHARED_DATA") != NULL)
    path = g_build_filename (g_getenv ("JR_SHARED_DATA"), "vectors", "json-test-suite.json", NULL);
  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("vectors/json-test-suite.json is not in JR_SHARED_DATA");
      return;
    }
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  entries =
    json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "cases");
  g_assert_cmpuint (json_array_get_length (entries), >, 200);
  for (guint i = 0; i < json_array_get_length (entries); i++)
    check_suite_entry (json_array_get_object_element (entries, i));
}

/* Cut, changed and doubled bytes of a good text: whatever comes out, no reading beyond it and no crash. */
static void
test_damaged_texts (void)
{
  static const char good[] =
    "{\"id\":\"a\\ud83d\\ude00\",\"l\":[1,-2.5e3,true,null,{\"联审\":\"室\"}]}";

  for (guint i = 0; i < 50000; i++)
    {
      g_autofree char     *text = g_memdup2 (good, sizeof good);
      gsize                length = (gsize) g_test_rand_int_range (0, sizeof good);
      g_autofree char     *exact = NULL;
      g_autoptr (GError)   error = NULL;
      g_autoptr (JsonNode) node = NULL;

      text[g_test_rand_int_range (0, sizeof good)] = (char) g_test_rand_int_range (0, 256);
      exact = g_memdup2 (text, MAX (length, 1));
      node = jr_json_parse (exact, length, &wide, &error);
      g_assert_true ((node == NULL) == (error != NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/values", test_values);
  g_test_add_func ("/json/whole-numbers-keep-64-bits", test_whole_numbers_keep_64_bits);
  g_test_add_func ("/json/surrogate-pairs", test_surrogate_pairs);
  g_test_add_func ("/json/not-json", test_not_json);
  g_test_add_func ("/json/stricter-than-the-rfc", test_stricter_than_the_rfc);
  g_test_add_func ("/json/no-utf8", test_no_utf8);
  g_test_add_func ("/json/does-not-read-beyond-length", test_does_not_read_beyond_length);
  g_test_add_func ("/json/limits", test_limits);
  g_test_add_func ("/json/suite", test_suite);
  g_test_add_func ("/json/damaged-texts", test_damaged_texts);
  return g_test_run ();
}
