/* test-json-canonical.c: one tree, one text
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-json.h"

#include <string.h>

static const JrJsonLimits limits = { .max_bytes = 4096,
                                     .max_depth = 20,
                                     .max_values = 1000,
                                     .max_string = 1000 };

static char *
canonical (const char *text)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = jr_json_parse (text, strlen (text), &limits, &error);

  g_assert_no_error (error);
  return jr_json_to_canonical (node);
}

static void
test_forms (void)
{
  const struct
  {
    const char *text;
    const char *canonical;
  } forms[] = {
    { " { \"b\" : 1 , \"a\" : [ true , false , null ] } ", "{\"a\":[true,false,null],\"b\":1}" },
    { "{\"a\":{\"z\":{},\"y\":[]},\"\":-0}", "{\"\":0,\"a\":{\"y\":[],\"z\":{}}}" },
    { "[9223372036854775807,-9223372036854775808]", "[9223372036854775807,-9223372036854775808]" },
    /* The string of RFC 8785, 3.2.2. */
    { "\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"",
      "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"" },
    { "\"\\b\\f\\n\\r\\t\\u001f\\u007f联审\"", "\"\\b\\f\\n\\r\\t\\u001f\x7f联审\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *first = canonical (forms[i].text);
      g_autofree char *again = canonical (first);

      g_assert_cmpstr (first, ==, forms[i].canonical);
      g_assert_cmpstr (again, ==, first);
    }
}

/* The names of RFC 8785, 3.2.3: an emoji (a surrogate pair, D83D) sorts before U+FB33. */
static void
test_names_sort_by_utf16 (void)
{
  g_autofree char *text = canonical ("{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,"
                                     "\"\\ud83d\\ude00\":5,\"\\u0080\":6,\"\\u00f6\":7}");

  g_assert_cmpstr (text, ==,
                   "{\"\\r\":2,\"1\":4,\"\xc2\x80\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\xef\xac\xb3\":3}");
}

static void
test_fraction_has_no_form (void)
{
  g_autofree char *fraction = canonical ("{\"a\":[1.5]}");
  g_autofree char *exponent = canonical ("1e3");

  g_assert_null (fraction);
  g_assert_null (exponent);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-canonical/forms", test_forms);
  g_test_add_func ("/json-canonical/names-sort-by-utf16", test_names_sort_by_utf16);
  g_test_add_func ("/json-canonical/fraction-has-no-form", test_fraction_has_no_form);
  return g_test_run ();
}
