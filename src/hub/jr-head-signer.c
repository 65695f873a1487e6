/* jr-head-signer.c: signs where the log ends
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is signed is one line of words, so that it can be checked with any Ed25519 program. The key is outside the
 * database: a copy of the database, or a backup, cannot sign. */

#include "jr-head-signer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "jr-error.h"
#include "jr-hub-error.h"
#include "jr-json.h"

#define KEY_FILE "head.key"
#define SEED_HEX_LENGTH (2 * crypto_sign_SEEDBYTES)

static const JrJsonLimits head_limits = { .max_bytes = 8192,
                                          .max_depth = 3,
                                          .max_values = 50,
                                          .max_string = 200 };

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

/* The line that is signed. */
static char *
line_of (const JrHead *head)
{
  g_autofree char *at = jr_time_to_string (head->signed_at);

  return g_strdup_printf ("joint-review head: room %s, epoch %s, sequence %" G_GINT64_FORMAT
                          ", hash %s, at %s",
                          head->cursor.room, head->cursor.epoch, head->cursor.sequence, head->hash,
                          at);
}

gboolean
jr_head_signer_sign (JrHeadSigner *self,
                     JrDatabase   *database,
                     JrTime        now,
                     JrHead       *out_head,
                     GError      **error)
{
  g_autofree char *line = NULL;
  guchar           signature[crypto_sign_BYTES];
  JrHead           newest, head;
  gboolean         has_newest;

  g_return_val_if_fail (self != NULL && database != NULL, FALSE);

  if (!jr_head_load_present (database, &head, error) ||
      !jr_head_table_load_newest (database, &newest, &has_newest, error))
    return FALSE;
  if (has_newest && newest.cursor.sequence == head.cursor.sequence)
    {
      if (out_head != NULL)
        *out_head = newest;
      return TRUE;
    }
  head.signed_at = now;
  g_strlcpy (head.public_key, self->public_key, sizeof head.public_key);
  line = line_of (&head);
  crypto_sign_detached (signature, NULL, (const guchar *) line, strlen (line), self->secret);
  sodium_bin2hex (head.signature, sizeof head.signature, signature, sizeof signature);
  if (!jr_head_table_put (database, &head, error))
    return FALSE;
  if (out_head != NULL)
    *out_head = head;
  return TRUE;
}

/* Outside ------------------------------------------------------------------------------------------------------------ */

JsonNode *
jr_head_write (const JrHead *head)
{
  g_autofree char *at = jr_time_to_string (head->signed_at);
  g_autofree char *line = line_of (head);
  JsonObject      *object = json_object_new ();

  json_object_set_string_member (object, "room", head->cursor.room);
  json_object_set_string_member (object, "epoch", head->cursor.epoch);
  json_object_set_int_member (object, "sequence", head->cursor.sequence);
  json_object_set_string_member (object, "hash", head->hash);
  json_object_set_string_member (object, "signed_at", at);
  json_object_set_string_member (object, "public_key", head->public_key);
  json_object_set_string_member (object, "signature", head->signature);
  json_object_set_string_member (object, "signed", line);
  return json_node_init_object (json_node_alloc (), object);
}

static gboolean
read_text (JsonObject *object, const char *member, char *out_text, gsize size, GError **error)
{
  const char *text = NULL;

  if (!jr_json_read_string (object, member, size - 1, &text, error))
    return FALSE;
  if (strlen (text) >= size)
    {
      g_set_error (error, JR_HUB_ERROR, JR_ERROR_INVALID, "“%s” is too long", member);
      return FALSE;
    }
  g_strlcpy (out_text, text, size);
  return TRUE;
}

gboolean
jr_head_read (JsonNode *node, JrHead *out_head, GError **error)
{
  JsonObject *object;
  JrHead      head = { .signed_at = 0 };

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, JR_HUB_ERROR, JR_ERROR_INVALID, "A signed head is an object");
      return FALSE;
    }
  object = json_node_get_object (node);
  if (!read_text (object, "room", head.cursor.room, sizeof head.cursor.room, error) ||
      !read_text (object, "epoch", head.cursor.epoch, sizeof head.cursor.epoch, error) ||
      !read_text (object, "hash", head.hash, sizeof head.hash, error) ||
      !read_text (object, "public_key", head.public_key, sizeof head.public_key, error) ||
      !read_text (object, "signature", head.signature, sizeof head.signature, error) ||
      !jr_json_read_int (object, "sequence", 0, G_MAXINT64, &head.cursor.sequence, error) ||
      !jr_json_read_time (object, "signed_at", &head.signed_at, error))
    return FALSE;
  *out_head = head;
  return TRUE;
}

gboolean
jr_head_read_file (const char *path, JrHead *out_head, GError **error)
{
  g_autofree char     *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  gsize                length;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  node = jr_json_parse (text, length, &head_limits, error);
  return node != NULL && jr_head_read (node, out_head, error);
}

static gboolean
is_signed (const JrHead *head)
{
  g_autofree char *line = line_of (head);
  guchar           key[crypto_sign_PUBLICKEYBYTES];
  guchar           signature[crypto_sign_BYTES];
  gsize            key_length, signature_length;

  return sodium_hex2bin (key, sizeof key, head->public_key, strlen (head->public_key), NULL,
                         &key_length, NULL) == 0 &&
         sodium_hex2bin (signature, sizeof signature, head->signature, strlen (head->signature),
                         NULL, &signature_length, NULL) == 0 &&
         key_length == sizeof key && signature_length == sizeof signature &&
         crypto_sign_verify_detached (signature, (const guchar *) line, strlen (line), key) == 0;
}

gboolean
jr_head_check_signature (const JrHead *head, const char *public_key, GError **error)
{
  g_return_val_if_fail (head != NULL, FALSE);

  if (public_key != NULL && g_ascii_strcasecmp (public_key, head->public_key) != 0)
    {
      g_set_error (error, JR_HUB_ERROR, JR_ERROR_CORRUPT,
                   "The head at event %" G_GINT64_FORMAT " is signed with another key, %s",
                   head->cursor.sequence, head->public_key);
      return FALSE;
    }
  if (!is_signed (head))
    {
      g_set_error (error, JR_HUB_ERROR, JR_ERROR_CORRUPT,
                   "The signature of the head at event %" G_GINT64_FORMAT " is not right",
                   head->cursor.sequence);
      return FALSE;
    }
  return TRUE;
}
