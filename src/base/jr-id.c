/* jr-id.c: identifiers, secrets and digests
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An identifier only has to be unlike all others; a token has to be beyond guessing, so its bits come straight from
 * the kernel. Both have exactly one spelling, since they are compared as text. */

#include "jr-id.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#define ID_LENGTH 36
#define VERSION_PLACE 14
#define TOKEN_BYTES 32

static gboolean
is_lower_hex (char c)
{
  return g_ascii_isdigit (c) || (c >= 'a' && c <= 'f');
}

char *
jr_id_new (void)
{
  g_autofree char *bits = g_uuid_string_random ();
  guint64          ms = (guint64) g_get_real_time () / 1000;

  return g_strdup_printf ("%08x-%04x-7%s", (guint) (ms >> 16), (guint) (ms & 0xffff),
                          bits + VERSION_PLACE + 1);
}

/** A UUID of any version, in lower case. */
gboolean
jr_id_is_valid (const char *text)
{
  if (text == NULL || strnlen (text, ID_LENGTH + 1) != ID_LENGTH)
    return FALSE;
  for (guint i = 0; i < ID_LENGTH; i++)
    {
      gboolean is_hyphen_place = i == 8 || i == 13 || i == 18 || i == 23;

      if (is_hyphen_place ? text[i] != '-' : !is_lower_hex (text[i]))
        return FALSE;
    }
  return TRUE;
}

char *
jr_token_new (void)
{
  guchar           bits[TOKEN_BYTES];
  g_autofree char *token = NULL;

  /* Requests of up to 256 bytes are never cut short. Without randomness no secret may be handed out at all. */
  if (getrandom (bits, sizeof bits, 0) != (gssize) sizeof bits)
    g_error ("The kernel gave no random bits: %s", g_strerror (errno));
  token = g_base64_encode (bits, sizeof bits);
  explicit_bzero (bits, sizeof bits);
  g_strdelimit (token, "+", '-');
  g_strdelimit (token, "/", '_');
  g_strdelimit (token, "=", '\0');
  return g_steal_pointer (&token);
}

char *
jr_sha256_of (const void *data, gsize length)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, data, length);
}

gboolean
jr_sha256_is_valid (const char *text)
{
  if (text == NULL || strnlen (text, JR_SHA256_HEX_LENGTH + 1) != JR_SHA256_HEX_LENGTH)
    return FALSE;
  for (guint i = 0; i < JR_SHA256_HEX_LENGTH; i++)
    if (!is_lower_hex (text[i]))
      return FALSE;
  return TRUE;
}
