/* jr-head-signer.c: signs where the log ends
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The key is outside the database: a copy of the database, or a backup, cannot sign. Ed25519 gives the same signature
 * for the same words, so that what is signed on its way out is the same at each attempt. */

#include "jr-head-signer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "jr-error.h"
#include "jr-hub-error.h"

#define KEY_FILE "head.key"
#define SEED_HEX_LENGTH (2 * crypto_sign_SEEDBYTES)

struct _JrHeadSigner
{
  guchar secret[crypto_sign_SECRETKEYBYTES];
  char   public_key[2 * crypto_sign_PUBLICKEYBYTES + 1];
};

/* Written under another name first: nobody ever reads half a key, and who comes second takes the first one's. */
static gboolean
make_key (const char *folder, const char *path, GError **error)
{
  g_autofree char *draft = g_strconcat (path, ".new-XXXXXX", NULL);
  guchar           seed[crypto_sign_SEEDBYTES];
  char             text[SEED_HEX_LENGTH + 1];
  int              fd = g_mkstemp_full (draft, O_RDWR | O_CLOEXEC, 0600);
  gboolean         is_kept;

  randombytes_buf (seed, sizeof seed);
  sodium_bin2hex (text, sizeof text, seed, sizeof seed);
  is_kept = fd >= 0 && write (fd, text, SEED_HEX_LENGTH) == SEED_HEX_LENGTH && fsync (fd) == 0 &&
            (link (draft, path) == 0 || errno == EEXIST);
  if (!is_kept)
    g_set_error (error, JR_HUB_ERROR, errno == ENOSPC ? JR_ERROR_FULL : JR_ERROR_IO,
                 "Cannot keep a key in %s: %s", folder, g_strerror (errno));
  if (fd >= 0)
    {
      close (fd);
      g_unlink (draft);
    }
  sodium_memzero (seed, sizeof seed);
  sodium_memzero (text, sizeof text);
  return is_kept;
}

static gboolean
read_key (JrHeadSigner *self, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  guchar           seed[crypto_sign_SEEDBYTES];
  guchar           public_key[crypto_sign_PUBLICKEYBYTES];
  gsize            length;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  g_strchomp (text);
  if (sodium_hex2bin (seed, sizeof seed, text, strlen (text), NULL, &length, NULL) != 0 ||
      length != sizeof seed)
    {
      g_set_error (error, JR_HUB_ERROR, JR_ERROR_CORRUPT, "%s holds no key", path);
      return FALSE;
    }
  crypto_sign_seed_keypair (public_key, self->secret, seed);
  sodium_bin2hex (self->public_key, sizeof self->public_key, public_key, sizeof public_key);
  sodium_memzero (seed, sizeof seed);
  sodium_memzero (text, strlen (text));
  return TRUE;
}

JrHeadSigner *
jr_head_signer_open (const char *folder, GError **error)
{
  g_autoptr (JrHeadSigner) self = g_new0 (JrHeadSigner, 1);
  g_autofree char         *path = g_build_filename (folder, KEY_FILE, NULL);

  if (sodium_init () < 0)
    {
      g_set_error_literal (error, JR_HUB_ERROR, JR_ERROR_IO, "libsodium does not start");
      return NULL;
    }
  if (!g_file_test (path, G_FILE_TEST_EXISTS) && !make_key (folder, path, error))
    return NULL;
  return read_key (self, path, error) ? g_steal_pointer (&self) : NULL;
}

void
jr_head_signer_free (JrHeadSigner *self)
{
  g_return_if_fail (self != NULL);

  sodium_memzero (self->secret, sizeof self->secret);
  g_free (self);
}

const char *
jr_head_signer_get_public_key (JrHeadSigner *self)
{
  return self->public_key;
}

void
jr_head_signer_sign_place (JrHeadSigner *self, JrHead *head)
{
  g_autofree char *line = NULL;
  guchar           signature[crypto_sign_BYTES];

  g_return_if_fail (self != NULL && head != NULL);

  g_strlcpy (head->public_key, self->public_key, sizeof head->public_key);
  line = jr_head_to_line (head);
  crypto_sign_detached (signature, NULL, (const guchar *) line, strlen (line), self->secret);
  sodium_bin2hex (head->signature, sizeof head->signature, signature, sizeof signature);
}

gboolean
jr_head_signer_sign (JrHeadSigner *self,
                     JrDatabase   *database,
                     JrTime        now,
                     JrHead       *out_head,
                     GError      **error)
{
  JrHead   newest, head;
  gboolean has_newest;

  g_return_val_if_fail (self != NULL && database != NULL, FALSE);

  if (!jr_head_load_present (database, &head, error) ||
      !jr_head_table_load_newest (database, &newest, &has_newest, error))
    return FALSE;
  if (has_newest && newest.cursor.sequence == head.cursor.sequence &&
      g_str_equal (newest.public_key, self->public_key))
    {
      if (out_head != NULL)
        *out_head = newest;
      return TRUE;
    }
  head.signed_at = now;
  jr_head_signer_sign_place (self, &head);
  if (!jr_head_table_put (database, &head, error))
    return FALSE;
  if (out_head != NULL)
    *out_head = head;
  return TRUE;
}

gboolean
jr_head_read_file (const char *path, JrHead *out_head, GError **error)
{
  g_autofree char *text = NULL;
  gsize            length;

  return g_file_get_contents (path, &text, &length, error) &&
         jr_head_parse (text, length, out_head, error);
}
