/* jr-safe-name.c: names of files that came from somebody else
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A scan's name was typed at some counter and comes back from the hub; as a name in the clerk's folder it must not leave
 * that folder, hide, or replace another. Characters that other systems forbid go too, since folders get copied. */

#include "jr-safe-name.h"

#include <string.h>

/* Bytes; file systems take 255, and a number in brackets must still fit. */
#define NAME_MAXIMUM_BYTES 200
#define FORBIDDEN "/\\:*?\"<>|"

static gboolean
is_fit (gunichar c)
{
  if (c < 0x80 && strchr (FORBIDDEN, (int) c) != NULL)
    return FALSE;
  /* Also signs that turn the writing direction, which can make "fdp.exe" look like "exe.pdf". */
  return g_unichar_isprint (c) && g_unichar_type (c) != G_UNICODE_FORMAT;
}

static char *
clean (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  GString         *safe = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      char     utf8[6];
      gsize    length = (gsize) g_unichar_to_utf8 (c, utf8);

      if (safe->len + length > NAME_MAXIMUM_BYTES)
        break;
      if (is_fit (c))
        g_string_append_len (safe, utf8, (gssize) length);
      else
        g_string_append_c (safe, '_');
    }
  return g_string_free (safe, FALSE);
}

static void
cut_extension (char *name)
{
  gsize length = strlen (name);

  if (length >= 4 && g_ascii_strcasecmp (name + length - 4, ".pdf") == 0)
    name[length - 4] = '\0';
}

static gboolean
take (GHashTable *taken, const char *name)
{
  return g_hash_table_add (taken, g_utf8_strdown (name, -1));
}

char *
jr_safe_name (const char *name, GHashTable *taken)
{
  g_autofree char *cleaned = clean (name);
  const char      *stem = g_strstrip (cleaned);
  char            *safe;

  g_return_val_if_fail (taken != NULL, NULL);

  cut_extension (cleaned);
  while (*stem == '.' || *stem == ' ')
    stem++;
  if (*stem == '\0')
    stem = "document";
  safe = g_strconcat (stem, ".pdf", NULL);
  for (guint i = 2; !take (taken, safe); i++)
    {
      g_free (safe);
      safe = g_strdup_printf ("%s (%u).pdf", stem, i);
    }
  return safe;
}
