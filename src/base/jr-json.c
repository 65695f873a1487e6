/* jr-json.c: the one reader of JSON from outside
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * RFC 8259 to the letter, into json-glib's tree. json-glib's own parser also takes comments, single quotes and more, has
 * no limits, and keeps the last of two members with one name; a command that two programs read differently must not get
 * in. Beyond the RFC, NUL characters and repeated names are refused, and whole numbers must fit 64 bits. */

#include "jr-json.h"

#include <math.h>
#include <string.h>

#include "jr-error.h"

/* json-glib keeps members in a table with a hash that is easily made to collide; this bounds what that can cost. */
#define MEMBERS_MAXIMUM 1000
/* "-9223372036854775808" */
#define INTEGER_LENGTH_MAXIMUM 20

typedef struct
{
  const char         *start;
  const char         *at;
  const char         *end;
  const JrJsonLimits *limits;
  guint               depth;
  guint               values;
  GError            **error;
} Scanner;

static JsonNode *scan_value (Scanner *self);

/* FALSE always, so that it can end a function. */
static gboolean
fail (Scanner *self, JrErrorCode code, const char *fault)
{
  guint line = 1;

  for (const char *at = self->start; at < self->at; at++)
    line += *at == '\n';
  g_set_error (self->error, JR_BASE_ERROR, code, "JSON: %s in line %u, at byte %" G_GSIZE_FORMAT,
               fault, line, (gsize) (self->at - self->start));
  return FALSE;
}

/* The end reads as NUL, which is no part of any JSON text (the whole text was checked for that). */
static char
peek (const Scanner *self)
{
  return self->at < self->end ? *self->at : '\0';
}

static void
skip_space (Scanner *self)
{
  while (self->at < self->end &&
         (*self->at == ' ' || *self->at == '\t' || *self->at == '\n' || *self->at == '\r'))
    self->at++;
}

static gboolean
take (Scanner *self, char expected)
{
  if (peek (self) != expected)
    return FALSE;
  self->at++;
  return TRUE;
}

static gboolean
scan_hex (Scanner *self, gunichar *out_unit)
{
  gunichar unit = 0;

  for (guint i = 0; i < 4; i++, self->at++)
    {
      int digit = g_ascii_xdigit_value (peek (self));

      if (digit < 0)
        return fail (self, JR_ERROR_INVALID, "four hexadecimal digits must follow \\u");
      unit = unit << 4 | (gunichar) digit;
    }
  *out_unit = unit;
  return TRUE;
}

static gboolean
scan_unicode_escape (Scanner *self, GString *text)
{
  gunichar unit, low;

  if (!scan_hex (self, &unit))
    return FALSE;
  if (unit == 0)
    return fail (self, JR_ERROR_INVALID, "a NUL character in a string");
  if (unit >= 0xDC00 && unit <= 0xDFFF)
    return fail (self, JR_ERROR_INVALID, "half of a surrogate pair");
  if (unit >= 0xD800 && unit <= 0xDBFF)
    {
      if (!take (self, '\\') || !take (self, 'u'))
        return fail (self, JR_ERROR_INVALID, "half of a surrogate pair");
      if (!scan_hex (self, &low))
        return FALSE;
      if (low < 0xDC00 || low > 0xDFFF)
        return fail (self, JR_ERROR_INVALID, "half of a surrogate pair");
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
  g_string_append_unichar (text, unit);
  return TRUE;
}

static gboolean
scan_escape (Scanner *self, GString *text)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  char              letter = peek (self);
  const char       *known = letter == '\0' ? NULL : strchr (letters, letter);

  if (letter == 'u')
    {
      self->at++;
      return scan_unicode_escape (self, text);
    }
  if (known == NULL)
    return fail (self, JR_ERROR_INVALID, "an unknown escape in a string");
  g_string_append_c (text, meanings[known - letters]);
  self->at++;
  return TRUE;
}

/* Behind the opening quote; takes the closing one. */
static char *
scan_string (Scanner *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (TRUE)
    {
      const char *run = self->at;

      while (self->at < self->end && *self->at != '"' && *self->at != '\\' &&
             (guchar) *self->at >= 0x20)
        self->at++;
      g_string_append_len (text, run, self->at - run);
      if (text->len > self->limits->max_string)
        return fail (self, JR_ERROR_TOO_LARGE, "a string is too long"), NULL;
      if (take (self, '"'))
        return g_string_free (g_steal_pointer (&text), FALSE);
      if (!take (self, '\\'))
        return fail (self, JR_ERROR_INVALID, "a string without end or with a control character"),
               NULL;
      if (!scan_escape (self, text))
        return NULL;
    }
}

static gboolean
skip_digits (Scanner *self)
{
  const char *first = self->at;

  while (g_ascii_isdigit (peek (self)))
    self->at++;
  return self->at > first;
}

/* Moves behind a number as RFC 8259 spells it. */
static gboolean
skip_number (Scanner *self, gboolean *out_is_whole)
{
  *out_is_whole = TRUE;
  take (self, '-');
  if (!take (self, '0') && !skip_digits (self))
    return fail (self, JR_ERROR_INVALID, "no value that JSON knows");
  if (take (self, '.'))
    {
      *out_is_whole = FALSE;
      if (!skip_digits (self))
        return fail (self, JR_ERROR_INVALID, "a fraction without digits");
    }
  if (take (self, 'e') || take (self, 'E'))
    {
      *out_is_whole = FALSE;
      if (!take (self, '+'))
        take (self, '-');
      if (!skip_digits (self))
        return fail (self, JR_ERROR_INVALID, "an exponent without digits");
    }
  return TRUE;
}

static JsonNode *
scan_number (Scanner *self)
{
  const char      *first = self->at;
  g_autofree char *text = NULL;
  gboolean         is_whole;
  gint64           whole;
  double           fraction;

  if (!skip_number (self, &is_whole))
    return NULL;
  text = g_strndup (first, (gsize) (self->at - first));
  if (is_whole)
    {
      if (strlen (text) > INTEGER_LENGTH_MAXIMUM ||
          !g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &whole, NULL))
        return fail (self, JR_ERROR_INVALID, "a number beyond 64 bits"), NULL;
      return json_node_init_int (json_node_alloc (), whole);
    }
  fraction = g_ascii_strtod (text, NULL);
  if (!isfinite (fraction))
    return fail (self, JR_ERROR_INVALID, "a number that is too large"), NULL;
  return json_node_init_double (json_node_alloc (), fraction);
}

static JsonNode *
scan_literal (Scanner *self)
{
  gsize rest = (gsize) (self->end - self->at);

  if (rest >= 4 && memcmp (self->at, "null", 4) == 0)
    {
      self->at += 4;
      return json_node_init_null (json_node_alloc ());
    }
  if (rest >= 4 && memcmp (self->at, "true", 4) == 0)
    {
      self->at += 4;
      return json_node_init_boolean (json_node_alloc (), TRUE);
    }
  if (rest >= 5 && memcmp (self->at, "false", 5) == 0)
    {
      self->at += 5;
      return json_node_init_boolean (json_node_alloc (), FALSE);
    }
  return fail (self, JR_ERROR_INVALID, "no value that JSON knows"), NULL;
}

static gboolean
scan_element (Scanner *self, JsonArray *array)
{
  JsonNode *element = scan_value (self);

  if (element == NULL)
    return FALSE;
  json_array_add_element (array, element);
  return TRUE;
}

static gboolean
scan_member (Scanner *self, JsonObject *object)
{
  g_autofree char *name = NULL;
  JsonNode        *value;

  if (!take (self, '"'))
    return fail (self, JR_ERROR_INVALID, "a member without a name in quotes");
  name = scan_string (self);
  if (name == NULL)
    return FALSE;
  if (json_object_has_member (object, name))
    return fail (self, JR_ERROR_INVALID, "a member that was there before");
  if (json_object_get_size (object) >= MEMBERS_MAXIMUM)
    return fail (self, JR_ERROR_TOO_LARGE, "an object has too many members");
  skip_space (self);
  if (!take (self, ':'))
    return fail (self, JR_ERROR_INVALID, "a member without a colon");
  value = scan_value (self);
  if (value == NULL)
    return FALSE;
  json_object_set_member (object, name, value);
  return TRUE;
}

static JsonNode *
scan_array (Scanner *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray           *array = json_array_new ();

  json_node_take_array (node, array);
  skip_space (self);
  if (take (self, ']'))
    return g_steal_pointer (&node);
  do
    {
      if (!scan_element (self, array))
        return NULL;
      skip_space (self);
    }
  while (take (self, ','));
  if (!take (self, ']'))
    return fail (self, JR_ERROR_INVALID, "an array without a comma or an end"), NULL;
  return g_steal_pointer (&node);
}

static JsonNode *
scan_object (Scanner *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject          *object = json_object_new ();

  json_node_take_object (node, object);
  skip_space (self);
  if (take (self, '}'))
    return g_steal_pointer (&node);
  do
    {
      skip_space (self);
      if (!scan_member (self, object))
        return NULL;
      skip_space (self);
    }
  while (take (self, ','));
  if (!take (self, '}'))
    return fail (self, JR_ERROR_INVALID, "an object without a comma or an end"), NULL;
  return g_steal_pointer (&node);
}

static JsonNode *
scan_nested (Scanner *self)
{
  JsonNode *node;

  if (self->depth >= self->limits->max_depth)
    return fail (self, JR_ERROR_TOO_DEEP, "objects and arrays are nested too deeply"), NULL;
  self->depth++;
  node = take (self, '{') ? scan_object (self) : (self->at++, scan_array (self));
  self->depth--;
  return node;
}

static JsonNode *
scan_text (Scanner *self)
{
  g_autofree char *text = NULL;

  self->at++;
  text = scan_string (self);
  return text == NULL ? NULL : json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
scan_value (Scanner *self)
{
  if (self->values >= self->limits->max_values)
    return fail (self, JR_ERROR_TOO_LARGE, "too many values"), NULL;
  self->values++;

  skip_space (self);
  switch (peek (self))
    {
    case '{':
    case '[':
      return scan_nested (self);
    case '"':
      return scan_text (self);
    case 't':
    case 'f':
    case 'n':
      return scan_literal (self);
    default:
      return scan_number (self);
    }
}

/**
 * jr_json_parse:
 *
 * JR_ERROR_INVALID when it is not JSON (or repeats a member, or holds a NUL character or a whole number beyond 64
 * bits), JR_ERROR_TOO_LARGE or JR_ERROR_TOO_DEEP when it is over a limit; all name the byte.
 *
 * Returns: (transfer full) (nullable): the root, of any type
 */
JsonNode *
jr_json_parse (const char *text, gsize length, const JrJsonLimits *limits, GError **error)
{
  Scanner scanner = {
    .start = text, .at = text, .end = text + length, .limits = limits, .error = error
  };
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (limits != NULL, NULL);

  if (length > limits->max_bytes)
    return fail (&scanner, JR_ERROR_TOO_LARGE, "the text is too long"), NULL;
  if (!g_utf8_validate_len (text, length, &scanner.at))
    return fail (&scanner, JR_ERROR_INVALID, "no valid UTF-8"), NULL;

  scanner.at = text;
  root = scan_value (&scanner);
  if (root == NULL)
    return NULL;
  skip_space (&scanner);
  if (scanner.at < scanner.end)
    return fail (&scanner, JR_ERROR_INVALID, "something behind the value"), NULL;
  return g_steal_pointer (&root);
}
