/* jr-webhook-signature.c: how a counter's system knows that a result is from this hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Standard Webhooks, as their specification has it: the signature covers id, time and body, so that none of them can be
 * changed or used again later. The bytes of the secret are the key, not its text. Pure but for the making of secrets. */

#include "jr-webhook-signature.h"

#include <sodium.h>
#include <string.h>

#define SECRET_BYTES 32
/* The bounds of the specification. */
#define SECRET_MINIMUM 24
#define SECRET_MAXIMUM 64
#define SHA256_BYTES 32
/* What the specification's own libraries accept; a point would shift the parts of what is signed. */
#define ID_FORBIDDEN "."

char *
jr_webhook_secret_new (void)
{
  guchar           bytes[SECRET_BYTES];
  g_autofree char *text = NULL;

  randombytes_buf (bytes, sizeof bytes);
  text = g_base64_encode (bytes, sizeof bytes);
  sodium_memzero (bytes, sizeof bytes);
  return g_strconcat (JR_WEBHOOK_SECRET_PREFIX, text, NULL);
}

/* (transfer full) (nullable) */
static guchar *
decode (const char *secret, gsize *out_length)
{
  g_autofree guchar *key = NULL;
  g_autofree char   *again = NULL;
  const char        *text = secret;

  if (text == NULL)
    return NULL;
  if (g_str_has_prefix (text, JR_WEBHOOK_SECRET_PREFIX))
    text += strlen (JR_WEBHOOK_SECRET_PREFIX);
  key = g_base64_decode (text, out_length);
  /* GLib's decoder passes over what is no Base64. */
  again = g_base64_encode (key, *out_length);
  if (strcmp (again, text) != 0 || *out_length < SECRET_MINIMUM || *out_length > SECRET_MAXIMUM)
    return NULL;
  return g_steal_pointer (&key);
}

gboolean
jr_webhook_secret_is_valid (const char *secret)
{
  gsize              length;
  g_autofree guchar *key = decode (secret, &length);

  return key != NULL;
}

static gboolean
append_signature (GString    *header,
                  const char *secret,
                  const char *id,
                  gint64      timestamp,
                  const char *body,
                  gsize       length)
{
  gsize              key_length;
  g_autofree guchar *key = decode (secret, &key_length);
  g_autofree char   *head = g_strdup_printf ("%s.%" G_GINT64_FORMAT ".", id, timestamp);
  g_autofree char   *text = NULL;
  g_autoptr (GHmac)  hmac = NULL;
  guchar             digest[SHA256_BYTES];
  gsize              digest_length = sizeof digest;

  if (key == NULL)
    return FALSE;
  hmac = g_hmac_new (G_CHECKSUM_SHA256, key, key_length);
  g_hmac_update (hmac, (const guchar *) head, -1);
  g_hmac_update (hmac, (const guchar *) body, (gssize) length);
  g_hmac_get_digest (hmac, digest, &digest_length);
  text = g_base64_encode (digest, digest_length);
  g_string_append_printf (header, "%sv1,%s", header->len > 0 ? " " : "", text);
  return TRUE;
}

char *
jr_webhook_sign (const char *const *secrets,
                 const char        *id,
                 gint64             timestamp,
                 const char        *body,
                 gsize              length)
{
  g_autoptr (GString) header = g_string_new (NULL);

  g_return_val_if_fail (secrets != NULL && body != NULL, NULL);

  if (id == NULL || id[0] == '\0' || strpbrk (id, ID_FORBIDDEN) != NULL || secrets[0] == NULL)
    return NULL;
  for (guint i = 0; secrets[i] != NULL; i++)
    if (!append_signature (header, secrets[i], id, timestamp, body, length))
      return NULL;
  return g_string_free (g_steal_pointer (&header), FALSE);
}
