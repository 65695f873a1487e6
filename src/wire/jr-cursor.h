/* jr-cursor.h: a place in the feed
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** JrCursor: opaque to clients: log epoch, sequence, room. Text form is URL-safe and at most 120 bytes. */
typedef struct
{
  char   epoch[33]; /* 128 bits in hexadecimal, random at creation and at restore */
  char   room[17];
  gint64 sequence; /* of the last event already seen, 0 before the first */
} JrCursor;

char    *jr_cursor_to_string (const JrCursor *self);
gboolean jr_cursor_from_string (const char *text, JrCursor *out_cursor);

G_END_DECLS
