/* jr-bigram.c: texts cut into what can be looked up
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Chinese has no spaces and most names have two characters, so words and trigrams find nothing; every two neighbouring
 * characters do. What has all pairs of a question may still not contain it: the caller compares the texts themselves. */

#include "jr-bigram-private.h"

char *
jr_bigram_fold (const char *text)
{
  g_autofree char *normal = NULL;

  if (text != NULL)
    normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  return normal == NULL ? g_strdup ("") : g_utf8_casefold (normal, -1);
}

static void
add_once (GPtrArray *pieces, GHashTable *seen, const char *from, const char *to)
{
  g_autofree char *piece = g_strndup (from, (gsize) (to - from));

  if (g_hash_table_contains (seen, piece))
    return;
  g_hash_table_add (seen, piece);
  g_ptr_array_add (pieces, g_steal_pointer (&piece));
}

GPtrArray *
jr_bigram_list (const char *folded, gboolean with_single)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func (g_free);
  /* Borrows its texts from the array. */
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean               is_one = folded[0] != '\0' && *g_utf8_next_char (folded) == '\0';

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      const char *next = g_utf8_next_char (at);

      if ((with_single || is_one) && (guchar) *at >= 0x80)
        add_once (pieces, seen, at, next);
      if (*next != '\0')
        add_once (pieces, seen, at, g_utf8_next_char (next));
    }
  return pieces;
}
