/* test-head.c: a signed place in the log, and what a witness makes of it
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-head.h"

#include <sodium.h>
#include <string.h>

#include "jr-error.h"
#include "jr-json.h"
#include "jr-wire.h"

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define OTHER_HASH "1123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static JrHead
sign (gint64 sequence, const char *hash, guint8 key_of)
{
  JrHead           head = { .cursor = { .epoch = "0123456789abcdef0123456789abcdef", .room = "NW" },
                            .signed_at = G_GINT64_CONSTANT (1795000000000000) };
  guchar           seed[crypto_sign_SEEDBYTES] = { key_of };
  guchar           public_key[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
  guchar           signature[crypto_sign_BYTES];
  g_autofree char *line = NULL;

  head.cursor.sequence = sequence;
  g_strlcpy (head.hash, hash, sizeof head.hash);
  crypto_sign_seed_keypair (public_key, secret, seed);
  sodium_bin2hex (head.public_key, sizeof head.public_key, public_key, sizeof public_key);
  line = jr_head_to_line (&head);
  crypto_sign_detached (signature, NULL, (const guchar *) line, strlen (line), secret);
  sodium_bin2hex (head.signature, sizeof head.signature, signature, sizeof signature);
  return head;
}

static void
assert_corrupt (gboolean is_good, GError *error)
{
  g_assert_false (is_good);
  g_assert_error (error, JR_WIRE_ERROR, JR_ERROR_CORRUPT);
  g_error_free (error);
}

static void
test_round_trip (void)
{
  const JrHead         head = sign (7, HASH, 1);
  g_autoptr (JsonNode) node = jr_head_write (&head);
  g_autofree char     *text = jr_json_to_canonical (node);
  g_autofree char     *again = NULL;
  g_autoptr (GError)   error = NULL;
  JrHead               read;

  g_assert_true (jr_head_parse (text, strlen (text), &read, &error));
  g_assert_no_error (error);
  g_assert_true (jr_head_check_signature (&read, head.public_key, &error));
  g_assert_no_error (error);
  json_node_unref (g_steal_pointer (&node));
  node = jr_head_write (&read);
  again = jr_json_to_canonical (node);
  g_assert_cmpstr (again, ==, text);
}

static void
test_what_is_no_head (void)
{
  static const char *const texts[] = { "", "[]", "{}", "7", "{\"room\":\"NW\"}" };
  const JrHead             head = sign (7, HASH, 1);
  g_autoptr (JsonNode)     node = jr_head_write (&head);
  JrHead                   read;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (jr_head_parse (texts[i], strlen (texts[i]), &read, &error));
      g_assert_nonnull (error);
    }
  json_object_set_string_member (json_node_get_object (node), "epoch",
                                 "0123456789abcdef0123456789abcdef0");
  g_assert_false (jr_head_read (node, &read, NULL));
}

static void
test_signature (void)
{
  const JrHead       head = sign (7, HASH, 1);
  const JrHead       other = sign (7, HASH, 2);
  JrHead             changed = head;
  g_autoptr (GError) error = NULL;
  GError            *fault = NULL;
  gboolean           is_good;

  g_assert_true (jr_head_check_signature (&head, NULL, &error));
  g_assert_no_error (error);
  is_good = jr_head_check_signature (&other, head.public_key, &fault);
  assert_corrupt (is_good, g_steal_pointer (&fault));
  changed.cursor.sequence++;
  is_good = jr_head_check_signature (&changed, NULL, &fault);
  assert_corrupt (is_good, g_steal_pointer (&fault));
  changed = head;
  changed.signature[0] = changed.signature[0] == '0' ? '1' : '0';
  is_good = jr_head_check_signature (&changed, NULL, &fault);
  assert_corrupt (is_good, g_steal_pointer (&fault));
  g_strlcpy (changed.signature, "no digits", sizeof changed.signature);
  is_good = jr_head_check_signature (&changed, NULL, &fault);
  assert_corrupt (is_good, fault);
}

static void
test_follows (void)
{
  const JrHead       head = sign (7, HASH, 1);
  const JrHead       later = sign (8, OTHER_HASH, 1);
  const JrHead       forked = sign (7, OTHER_HASH, 1);
  JrHead             restored = sign (3, OTHER_HASH, 1);
  g_autoptr (GError) error = NULL;
  GError            *fault = NULL;
  gboolean           is_good;

  g_assert_true (jr_head_check_follows (&head, &head, &error));
  g_assert_true (jr_head_check_follows (&later, &head, &error));
  g_assert_no_error (error);
  is_good = jr_head_check_follows (&head, &later, &fault);
  assert_corrupt (is_good, g_steal_pointer (&fault));
  is_good = jr_head_check_follows (&forked, &head, &fault);
  assert_corrupt (is_good, fault);
  restored.cursor.epoch[0] = 'f';
  g_assert_true (jr_head_check_follows (&restored, &head, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_add_func ("/head/round-trip", test_round_trip);
  g_test_add_func ("/head/what-is-no-head", test_what_is_no_head);
  g_test_add_func ("/head/signature", test_signature);
  g_test_add_func ("/head/follows", test_follows);
  return g_test_run ();
}
