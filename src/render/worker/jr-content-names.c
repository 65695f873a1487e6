/* jr-content-names.c: what a content stream draws by name
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Not a parser: a walk over the tokens that remembers the last name. Words inside strings or inline pictures can make it
 * find too much, never too little; what it finds is then looked up among the page's resources. */

#include "jr-content-names.h"

#include <string.h>

#define MAX_NAME_BYTES 127

static gboolean
ends_token (guint8 c)
{
  return c <= ' ' || strchr ("()<>[]{}/%", c) != NULL;
}

static gsize
measure_token (const guint8 *start, const guint8 *end)
{
  gsize length = 0;

  while (start + length < end && !ends_token (start[length]))
    length++;
  return length;
}

/* @return "/Name" with its #xx unescaped, or NULL for one that no sane file has. */
static char *
read_name (const guint8 *start, gsize length)
{
  g_autoptr (GString) name = g_string_new ("/");

  if (length == 0 || length > MAX_NAME_BYTES)
    return NULL;
  for (gsize i = 0; i < length; i++)
    {
      int high =
        i + 2 < length && start[i] == '#' ? g_ascii_xdigit_value ((char) start[i + 1]) : -1;
      int low = high >= 0 ? g_ascii_xdigit_value ((char) start[i + 2]) : -1;

      g_string_append_c (name, low >= 0 ? (char) (high << 4 | low) : (char) start[i]);
      i += low >= 0 ? 2 : 0;
    }
  return g_string_free (g_steal_pointer (&name), FALSE);
}

static void
add_once (GPtrArray *names, GHashTable *known, char *name)
{
  if (name != NULL && g_hash_table_add (known, g_strdup (name)))
    g_ptr_array_add (names, name);
  else
    g_free (name);
}

GPtrArray *
jr_content_names_find (const guint8 *content, gsize size, guint max_names)
{
  GPtrArray             *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const guint8          *end = content + size;
  const guint8          *name = NULL;
  gsize                  name_length = 0;

  for (const guint8 *cursor = content; cursor < end && names->len < max_names;)
    {
      gboolean is_name = *cursor == '/';
      gsize    length;

      cursor += ends_token (*cursor) ? 1 : 0;
      length = measure_token (cursor, end);
      if (is_name)
        {
          name = cursor;
          name_length = length;
        }
      else if (name != NULL && length == 2 && memcmp (cursor, "Do", 2) == 0)
        add_once (names, known, read_name (name, name_length));
      if (!is_name && length > 0)
        name = NULL;
      cursor += length;
    }
  return names;
}
