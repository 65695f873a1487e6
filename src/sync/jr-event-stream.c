/* jr-event-stream.c: reads text/event-stream
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parsing rules of the WHATWG standard (HTML, "Server-sent events"): lines end with CR, LF or CRLF, one byte order
 * mark may stand at the very beginning, an event without data is not dispatched, and what has no empty line behind it
 * when the stream ends is dropped. A CR may be the last byte of one push and its LF the first of the next, so it ends
 * the line at once and an LF right behind it is skipped. */

#include "jr-event-stream.h"

#include <string.h>

#include "jr-error.h"
#include "jr-hub-client.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"
/* A pause that a hub may ask for; more would be a desk that never comes back. */
#define RETRY_MAXIMUM_MS (G_GINT64_CONSTANT (60) * 60 * 1000)

struct _JrEventStream
{
  gsize             max_event;
  JrStreamEventFunc func;
  gpointer          func_data;
  GString          *line;
  GString          *event_data;
  GString          *type;
  GString          *id;      /* as read; becomes last_id with the next empty line */
  char             *last_id; /* of the last dispatch */
  gint64            retry_ms;
  gboolean          is_first_line;
  gboolean          is_behind_cr;
  gboolean          is_stopped;
};

JrEventStream *
jr_event_stream_new (gsize max_event, JrStreamEventFunc func, gpointer data)
{
  JrEventStream *self = NULL;

  g_return_val_if_fail (func != NULL, NULL);

  self = g_new (JrEventStream, 1);
  *self = (JrEventStream){
    .max_event = max_event,
    .func = func,
    .func_data = data,
    .line = g_string_new (NULL),
    .event_data = g_string_new (NULL),
    .type = g_string_new (NULL),
    .id = g_string_new (NULL),
    .last_id = g_strdup (""),
    .retry_ms = -1,
    .is_first_line = TRUE,
  };
  return self;
}

void
jr_event_stream_free (JrEventStream *self)
{
  g_return_if_fail (self != NULL);

  g_string_free (self->line, TRUE);
  g_string_free (self->event_data, TRUE);
  g_string_free (self->type, TRUE);
  g_string_free (self->id, TRUE);
  g_free (self->last_id);
  g_free (self);
}

gboolean
jr_event_stream_is_stopped (JrEventStream *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->is_stopped;
}

gint64
jr_event_stream_get_retry_ms (JrEventStream *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->retry_ms;
}

static gboolean
fail_too_large (JrEventStream *self, GError **error)
{
  g_set_error (error, JR_SYNC_ERROR, JR_ERROR_TOO_LARGE,
               "An event of the live feed is longer than %" G_GSIZE_FORMAT " bytes",
               self->max_event);
  return FALSE;
}

static void
dispatch (JrEventStream *self)
{
  g_free (self->last_id);
  self->last_id = g_strdup (self->id->str);
  if (self->event_data->len > 0)
    {
      JrStreamEvent event = { .type = self->type->len > 0 ? self->type->str : "message",
                              .data = self->event_data->str,
                              .last_id = self->last_id };

      /* The line feed behind the last line of data is not part of it. */
      g_string_truncate (self->event_data, self->event_data->len - 1);
      event.length = self->event_data->len;
      self->is_stopped = !self->func (&event, self->func_data);
    }
  g_string_truncate (self->event_data, 0);
  g_string_truncate (self->type, 0);
}

static void
take_retry (JrEventStream *self, const char *value, gsize length)
{
  gint64 retry_ms = 0;

  if (length == 0)
    return;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (value[i]))
        return;
      retry_ms = MIN (retry_ms * 10 + g_ascii_digit_value (value[i]), RETRY_MAXIMUM_MS);
    }
  self->retry_ms = retry_ms;
}

/* @name is not terminated; names are compared to the byte and unknown ones are ignored, as the standard asks. */
static gboolean
take_field (JrEventStream *self,
            const char    *name,
            gsize          name_length,
            const char    *value,
            gsize          length,
            GError       **error)
{
  if (name_length == 4 && memcmp (name, "data", 4) == 0)
    {
      if (self->event_data->len + length + 1 > self->max_event)
        return fail_too_large (self, error);
      g_string_append_len (self->event_data, value, (gssize) length);
      g_string_append_c (self->event_data, '\n');
    }
  else if (name_length == 5 && memcmp (name, "event", 5) == 0)
    {
      g_string_truncate (self->type, 0);
      g_string_append_len (self->type, value, (gssize) length);
    }
  else if (name_length == 2 && memcmp (name, "id", 2) == 0 && memchr (value, '\0', length) == NULL)
    {
      g_string_truncate (self->id, 0);
      g_string_append_len (self->id, value, (gssize) length);
    }
  else if (name_length == 5 && memcmp (name, "retry", 5) == 0)
    take_retry (self, value, length);
  return TRUE;
}

static gboolean
take_line (JrEventStream *self, GError **error)
{
  const char *line = self->line->str;
  gsize       length = self->line->len;
  const char *colon, *value;

  if (self->is_first_line && length >= 3 && memcmp (line, BYTE_ORDER_MARK, 3) == 0)
    {
      line += 3;
      length -= 3;
    }
  self->is_first_line = FALSE;
  if (length == 0)
    {
      dispatch (self);
      return TRUE;
    }
  colon = memchr (line, ':', length);
  if (colon == line)
    return TRUE; /* a comment: only a sign of life */
  if (colon == NULL)
    return take_field (self, line, length, "", 0, error);
  value = colon + 1;
  if (value < line + length && *value == ' ')
    value++;
  return take_field (self, line, (gsize) (colon - line), value, (gsize) (line + length - value),
                     error);
}

/* The bytes up to the next end of line or the end, whichever comes first. */
static gsize
find_line_end (const char *bytes, gsize length)
{
  gsize at = 0;

  while (at < length && bytes[at] != '\n' && bytes[at] != '\r')
    at++;
  return at;
}

gboolean
jr_event_stream_push (JrEventStream *self, const char *bytes, gsize length, GError **error)
{
  gsize at = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  while (at < length && !self->is_stopped)
    {
      gsize run;

      if (self->is_behind_cr && bytes[at] == '\n')
        at++;
      self->is_behind_cr = FALSE;
      run = find_line_end (bytes + at, length - at);
      if (self->line->len + run > self->max_event)
        return fail_too_large (self, error);
      g_string_append_len (self->line, bytes + at, (gssize) run);
      at += run;
      if (at == length)
        return TRUE;
      self->is_behind_cr = bytes[at++] == '\r';
      if (!take_line (self, error))
        return FALSE;
      g_string_truncate (self->line, 0);
    }
  return TRUE;
}
