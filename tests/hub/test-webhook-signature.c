/* test-webhook-signature.c: signatures are those of Standard Webhooks
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <json-glib/json-glib.h>
#include <string.h>

#include "jr-webhook-signature.h"

/* Computed with Python's hmac. */
#define KEY "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
#define OTHER_KEY "whsec_Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA="
#define ID "0123-7-4e57"
#define TIME 1764000000
#define BODY "{\"number\":\"NW-20261124-00031\"}"
#define SIGNATURE "v1,ikriH05Ns+XYsz8qJXrhac75zkzEvcbL58t8maIZ6+s="
#define OTHER_SIGNATURE "v1,7dHQU3lv8uUwBq/oKj84Ijs1qQ1DjItkimrAYkeQefU="

static char *
sign (const char *secret, const char *other, const char *id, gint64 timestamp, const char *body)
{
  const char *secrets[] = { secret, other, NULL };

  return jr_webhook_sign (secrets, id, timestamp, body, strlen (body));
}

static void
test_known (void)
{
  g_autofree char *one = sign (KEY, NULL, ID, TIME, BODY);
  g_autofree char *two = sign (OTHER_KEY, KEY, ID, TIME, BODY);
  g_autofree char *bare = sign (KEY + strlen (JR_WEBHOOK_SECRET_PREFIX), NULL, ID, TIME, BODY);

  g_assert_cmpstr (one, ==, SIGNATURE);
  g_assert_cmpstr (two, ==, OTHER_SIGNATURE " " SIGNATURE);
  g_assert_cmpstr (bare, ==, SIGNATURE);
}

static void
test_covers_all (void)
{
  g_autofree char *good = sign (KEY, NULL, ID, TIME, BODY);
  g_autofree char *id = sign (KEY, NULL, "0123-8-4e57", TIME, BODY);
  g_autofree char *later = sign (KEY, NULL, ID, TIME + 1, BODY);
  g_autofree char *body = sign (KEY, NULL, ID, TIME, "{}");
  g_autofree char *key = sign (OTHER_KEY, NULL, ID, TIME, BODY);

  g_assert_cmpstr (good, !=, id);
  g_assert_cmpstr (good, !=, later);
  g_assert_cmpstr (good, !=, body);
  g_assert_cmpstr (good, !=, key);
}

static void
test_refused (void)
{
  const char *const none[] = { NULL };
  const char *bad[] = { "", "whsec_", "whsec_AAAA", "whsec_*******************************", NULL };

  for (guint i = 0; bad[i] != NULL; i++)
    {
      g_autofree char *alone = sign (bad[i], NULL, ID, TIME, BODY);
      g_autofree char *beside = sign (KEY, bad[i], ID, TIME, BODY);

      g_assert_false (jr_webhook_secret_is_valid (bad[i]));
      g_assert_null (alone);
      g_assert_null (beside);
    }
  g_assert_false (jr_webhook_secret_is_valid (NULL));
  g_assert_null (jr_webhook_sign (none, ID, TIME, BODY, strlen (BODY)));
  g_assert_null (sign (KEY, NULL, "", TIME, BODY));
  g_assert_null (sign (KEY, NULL, NULL, TIME, BODY));
  /* The parts are joined by points: 7.1 and 2 would be as 7 and 1.2. */
  g_assert_null (sign (KEY, NULL, "a.b", TIME, BODY));
}

static void
test_new_secret (void)
{
  g_autofree char *one = jr_webhook_secret_new ();
  g_autofree char *two = jr_webhook_secret_new ();

  g_assert_true (g_str_has_prefix (one, "whsec_"));
  g_assert_cmpuint (strlen (one), ==, strlen (KEY));
  g_assert_true (jr_webhook_secret_is_valid (one));
  g_assert_cmpstr (one, !=, two);
}

static void
test_vector (void)
{
  g_autofree char *path =
    g_build_filename (g_getenv ("JR_SHARED_DATA"), "vectors", "standard-webhooks.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError)     error = NULL;
  g_autofree char       *ours = NULL;
  JsonObject            *vector;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return g_test_skip ("the specification's own vector is not here");
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  vector = json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)),
                                          "sign_vector");
  ours =
    sign (json_object_get_string_member (vector, "secret"), NULL,
          json_object_get_string_member (vector, "webhook-id"),
          g_ascii_strtoll (json_object_get_string_member (vector, "webhook-timestamp"), NULL, 10),
          json_object_get_string_member (vector, "body"));
  g_assert_cmpstr (ours, ==, json_object_get_string_member (vector, "webhook-signature"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webhook-signature/known", test_known);
  g_test_add_func ("/webhook-signature/covers-all", test_covers_all);
  g_test_add_func ("/webhook-signature/refused", test_refused);
  g_test_add_func ("/webhook-signature/new-secret", test_new_secret);
  g_test_add_func ("/webhook-signature/vector", test_vector);
  return g_test_run ();
}
