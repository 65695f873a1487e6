/* jr-password.c: passwords as the hub keeps and checks them
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Argon2id by libsodium with its limits for interactive use. Whoever calls does so on a worker thread: one check costs as
 * much as a thousand commands, on purpose. */

#include "jr-password.h"

#include <sodium.h>
#include <string.h>

#include "jr-hub-error.h"
#include "jr-id.h"

/* No 0 O, 1 l I, 2 Z, 5 S: a one-time password is read from a screen or a slip of paper. */
static const char alphabet[] = "abcdefghjkmnpqrtuvwxy346789";

#define ONCE_LENGTH 14
#define ONCE_GROUP 5

static gboolean
start_sodium (void)
{
  static gsize is_ready = 0;

  if (g_once_init_enter (&is_ready))
    g_once_init_leave (&is_ready, sodium_init () < 0 ? 2 : 1);
  return is_ready == 1;
}

char *
jr_password_make_once (void)
{
  char *password = g_malloc0 (ONCE_LENGTH + 1);

  for (guint i = 0; i < ONCE_LENGTH; i++)
    {
      gboolean is_gap = i % ONCE_GROUP == ONCE_GROUP - 1;

      password[i] = is_gap ? '-' : alphabet[randombytes_uniform (sizeof alphabet - 1)];
    }
  return password;
}

char *
jr_password_make_key (void)
{
  g_autofree char *token = jr_token_new ();

  return g_strconcat ("jrk_", token, NULL);
}

char *
jr_password_hash (const char *password, GError **error)
{
  char hash[crypto_pwhash_STRBYTES];

  if (start_sodium () &&
      crypto_pwhash_str_alg (hash, password, strlen (password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                             crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) == 0)
    return g_strdup (hash);
  g_set_error_literal (error, JR_HUB_ERROR, JR_ERROR_FULL,
                       "There is not enough memory to hash a password");
  return NULL;
}

/* The hash of no password that anybody knows, made once. */
static const char *
get_decoy (void)
{
  static gsize decoy = 0;

  if (g_once_init_enter (&decoy))
    {
      g_autofree char *nobody = jr_token_new ();
      char            *hash = jr_password_hash (nobody, NULL);

      g_once_init_leave (&decoy, (gsize) (hash != NULL ? hash : g_strdup ("")));
    }
  return (const char *) decoy;
}

gboolean
jr_password_verify (const char *hash, const char *password)
{
  const char *wanted = hash != NULL ? hash : get_decoy ();
  gboolean    is_right =
    start_sodium () && crypto_pwhash_str_verify (wanted, password, strlen (password)) == 0;

  return is_right && hash != NULL;
}
