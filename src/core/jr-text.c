/* jr-text.c: what counts as text from a person
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text goes into a log that is kept for ever, onto paper and into other systems. Control characters (C0, DEL, C1) have
 * no place there: they hide text in terminals and break the forms it is pasted into. */

#include "jr-text.h"

typedef gboolean (*CharacterTest) (gunichar c);

static gboolean
is_clean (gunichar c)
{
  return c == '\n' || c == '\t' || !g_unichar_iscntrl (c);
}

/* Nor line separators, nor what turns the direction of writing: "gpj.exe" can be made to look like "exe.jpg". */
static gboolean
is_in_line (gunichar c)
{
  return !g_unichar_iscntrl (c) && !(c >= 0x2028 && c <= 0x202E) && !(c >= 0x2066 && c <= 0x2069);
}

static gboolean
all_are (const char *text, CharacterTest test)
{
  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (!test (g_utf8_get_char (at)))
      return FALSE;
  return TRUE;
}

gboolean
jr_text_is_clean (const char *text)
{
  return all_are (text, is_clean);
}

gboolean
jr_text_is_one_line (const char *text)
{
  return all_are (text, is_in_line);
}

gboolean
jr_text_is_said (const char *text, gsize max_length)
{
  if (!jr_text_is_clean (text) || (gsize) g_utf8_strlen (text, -1) > max_length)
    return FALSE;
  return !all_are (text, g_unichar_isspace);
}
