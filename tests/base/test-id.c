/* test-id.c: identifiers, tokens and digests have one spelling
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-id.h"

#include <string.h>

static void
test_new_id_is_valid_and_unlike (void)
{
  g_autofree char *first = jr_id_new ();
  g_autofree char *second = jr_id_new ();

  g_assert_true (jr_id_is_valid (first));
  g_assert_cmpstr (first, !=, second);
}

static void
test_new_ids_are_in_order_of_time (void)
{
  guint64          before = (guint64) g_get_real_time () / 1000;
  g_autofree char *id = jr_id_new ();
  guint64          after = (guint64) g_get_real_time () / 1000;
  g_autofree char *digits = g_strdup_printf ("%.8s%.4s", id, id + 9);
  guint64          ms = g_ascii_strtoull (digits, NULL, 16);

  g_assert_cmpuint (ms, >=, before);
  g_assert_cmpuint (ms, <=, after);
  g_assert_cmpint (id[14], ==, '7');
  g_assert_nonnull (strchr ("89ab", id[19]));
}

static void
test_id_has_one_spelling (void)
{
  const char *wrong[] = {
    NULL,
    "",
    "0b9f5c3e-8f63-4f0a-9a55-0d7f7d0a3b1",
    "0b9f5c3e-8f63-4f0a-9a55-0d7f7d0a3b11x",
    "0B9F5C3E-8F63-4F0A-9A55-0D7F7D0A3B11",
    "0b9f5c3e08f63-4f0a-9a55-0d7f7d0a3b11",
    "0b9f5c3e-8f63-4f0a-9a55-0d7f7d0a3bg1",
  };

  g_assert_true (jr_id_is_valid ("0b9f5c3e-8f63-4f0a-9a55-0d7f7d0a3b11"));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (jr_id_is_valid (wrong[i]));
}

static void
test_token_is_43_url_characters (void)
{
  g_autofree char *first = jr_token_new ();
  g_autofree char *second = jr_token_new ();

  g_assert_cmpuint (strlen (first), ==, 43);
  g_assert_cmpuint (strspn (first, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_"), ==, 43);
  g_assert_cmpstr (first, !=, second);
}

static void
test_digest_is_that_of_the_standard (void)
{
  g_autofree char *digest = jr_sha256_of ("abc", 3);

  /* FIPS 180-2, appendix B.1 */
  g_assert_cmpstr (digest, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  g_assert_true (jr_sha256_is_valid (digest));
  digest[0] = 'B';
  g_assert_false (jr_sha256_is_valid (digest));
  g_assert_false (jr_sha256_is_valid ("ba78"));
  g_assert_false (jr_sha256_is_valid (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id/new-is-valid-and-unlike", test_new_id_is_valid_and_unlike);
  g_test_add_func ("/id/new-ids-are-in-order-of-time", test_new_ids_are_in_order_of_time);
  g_test_add_func ("/id/has-one-spelling", test_id_has_one_spelling);
  g_test_add_func ("/id/token-is-43-url-characters", test_token_is_43_url_characters);
  g_test_add_func ("/id/digest-is-that-of-the-standard", test_digest_is_that_of_the_standard);
  return g_test_run ();
}
