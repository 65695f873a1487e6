/* jr-cursor.c: a place in the feed
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * EPOCH-SEQUENCE-ROOM, with the room in hexadecimal since its code may be in any script: URL-safe as it is, and with
 * exactly one spelling for each place. */

#include "jr-cursor.h"

#include <string.h>

/* "9223372036854775807" */
#define SEQUENCE_DIGITS_MAXIMUM 19

char *
jr_cursor_to_string (const JrCursor *self)
{
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  g_string_printf (text, "%s-%" G_GINT64_FORMAT "-", self->epoch, self->sequence);
  for (const char *at = self->room; *at != '\0'; at++)
    g_string_append_printf (text, "%02x", (guchar) *at);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_lower_hex (char c)
{
  return g_ascii_isxdigit (c) && !g_ascii_isupper (c);
}

static gboolean
read_epoch (const char **at, JrCursor *cursor)
{
  for (guint i = 0; i < sizeof cursor->epoch - 1; i++, (*at)++)
    {
      if (!is_lower_hex (**at))
        return FALSE;
      cursor->epoch[i] = **at;
    }
  return *(*at)++ == '-';
}

static gboolean
read_sequence (const char **at, JrCursor *cursor)
{
  const char *start = *at;
  char       *end = NULL;
  guint64     value = 0;
  gsize       length = strspn (start, "0123456789");

  if (length == 0 || length > SEQUENCE_DIGITS_MAXIMUM || (start[0] == '0' && length > 1))
    return FALSE;
  value = g_ascii_strtoull (start, &end, 10);
  cursor->sequence = (gint64) value;
  *at = end + 1;
  return value <= G_MAXINT64 && *end == '-';
}

static gboolean
read_room (const char *at, JrCursor *cursor)
{
  gsize length = strnlen (at, 2 * sizeof cursor->room);

  if (length % 2 != 0 || length > 2 * (sizeof cursor->room - 1))
    return FALSE;
  for (gsize i = 0; i < length / 2; i++)
    {
      if (!is_lower_hex (at[2 * i]) || !is_lower_hex (at[2 * i + 1]))
        return FALSE;
      cursor->room[i] =
        (char) (g_ascii_xdigit_value (at[2 * i]) << 4 | g_ascii_xdigit_value (at[2 * i + 1]));
    }
  return strlen (cursor->room) == length / 2 && g_utf8_validate (cursor->room, -1, NULL);
}

/** Leaves @out_cursor alone unless it is one that jr_cursor_to_string() writes. */
gboolean
jr_cursor_from_string (const char *text, JrCursor *out_cursor)
{
  JrCursor    cursor = { .sequence = 0 };
  const char *at = text;

  g_return_val_if_fail (out_cursor != NULL, FALSE);

  if (text == NULL || !read_epoch (&at, &cursor) || !read_sequence (&at, &cursor) ||
      !read_room (at, &cursor))
    return FALSE;
  *out_cursor = cursor;
  return TRUE;
}
