/* jr-head.c: a signed place in the log
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hub, desk and counter read the same form: the hub signs, the others keep what they were shown and hold the hub to it.
 * A head is worth nothing without its signature, so whoever reads one checks that before anything else. */

#include "jr-head.h"

#include <sodium.h>
#include <string.h>

#include "jr-error.h"
#include "jr-json.h"
#include "jr-wire.h"

#define KEY_ID_LENGTH 16

static const JrJsonLimits head_limits = { .max_bytes = 8192,
                                          .max_depth = 3,
                                          .max_values = 50,
                                          .max_string = 500 };

char *
jr_head_to_line (const JrHead *head)
{
  g_autofree char *at = NULL;

  g_return_val_if_fail (head != NULL, NULL);

  at = jr_time_to_string (head->signed_at);
  return g_strdup_printf ("joint-review head: room %s, epoch %s, sequence %" G_GINT64_FORMAT
                          ", hash %s, at %s",
                          head->cursor.room, head->cursor.epoch, head->cursor.sequence, head->hash,
                          at);
}

char *
jr_head_key_id (const char *public_key)
{
  g_autofree char *digest = NULL;

  g_return_val_if_fail (public_key != NULL, NULL);

  digest = jr_sha256_of (public_key, strlen (public_key));
  return g_strndup (digest, KEY_ID_LENGTH);
}

JsonNode *
jr_head_write (const JrHead *head)
{
  g_autofree char *at = jr_time_to_string (head->signed_at);
  g_autofree char *line = jr_head_to_line (head);
  g_autofree char *key_id = jr_head_key_id (head->public_key);
  JsonObject      *object = json_object_new ();

  json_object_set_string_member (object, "room", head->cursor.room);
  json_object_set_string_member (object, "epoch", head->cursor.epoch);
  json_object_set_int_member (object, "sequence", head->cursor.sequence);
  json_object_set_string_member (object, "hash", head->hash);
  json_object_set_string_member (object, "signed_at", at);
  json_object_set_string_member (object, "key_id", key_id);
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
      g_set_error (error, JR_WIRE_ERROR, JR_ERROR_INVALID, "“%s” is too long", member);
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

  g_return_val_if_fail (node != NULL && out_head != NULL, FALSE);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, JR_WIRE_ERROR, JR_ERROR_INVALID, "A signed head is an object");
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
jr_head_parse (const char *text, gsize length, JrHead *out_head, GError **error)
{
  g_autoptr (JsonNode) node = jr_json_parse (text, length, &head_limits, error);

  return node != NULL && jr_head_read (node, out_head, error);
}

static gboolean
read_bytes (const char *text, guchar *bytes, gsize size)
{
  gsize length = 0;

  return sodium_hex2bin (bytes, size, text, strlen (text), NULL, &length, NULL) == 0 &&
         length == size;
}

static gboolean
is_signed (const JrHead *head)
{
  g_autofree char *line = jr_head_to_line (head);
  guchar           key[crypto_sign_PUBLICKEYBYTES];
  guchar           signature[crypto_sign_BYTES];

  return sodium_init () >= 0 && read_bytes (head->public_key, key, sizeof key) &&
         read_bytes (head->signature, signature, sizeof signature) &&
         crypto_sign_verify_detached (signature, (const guchar *) line, strlen (line), key) == 0;
}

gboolean
jr_head_check_signature (const JrHead *head, const char *public_key, GError **error)
{
  g_return_val_if_fail (head != NULL, FALSE);

  if (public_key != NULL && g_ascii_strcasecmp (public_key, head->public_key) != 0)
    {
      g_set_error (error, JR_WIRE_ERROR, JR_ERROR_CORRUPT,
                   "The head at event %" G_GINT64_FORMAT " is signed with another key, %s",
                   head->cursor.sequence, head->public_key);
      return FALSE;
    }
  if (!is_signed (head))
    {
      g_set_error (error, JR_WIRE_ERROR, JR_ERROR_CORRUPT,
                   "The signature of the head at event %" G_GINT64_FORMAT " is not right",
                   head->cursor.sequence);
      return FALSE;
    }
  return TRUE;
}

gboolean
jr_head_check_follows (const JrHead *newer, const JrHead *older, GError **error)
{
  g_return_val_if_fail (newer != NULL && older != NULL, FALSE);

  if (!g_str_equal (newer->cursor.epoch, older->cursor.epoch))
    return TRUE;
  if (newer->cursor.sequence < older->cursor.sequence)
    {
      g_set_error (error, JR_WIRE_ERROR, JR_ERROR_CORRUPT,
                   "The log went back from event %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                   older->cursor.sequence, newer->cursor.sequence);
      return FALSE;
    }
  if (newer->cursor.sequence == older->cursor.sequence && !g_str_equal (newer->hash, older->hash))
    {
      g_set_error (error, JR_WIRE_ERROR, JR_ERROR_CORRUPT,
                   "The log is another one than was signed before, at event %" G_GINT64_FORMAT,
                   older->cursor.sequence);
      return FALSE;
    }
  return TRUE;
}
