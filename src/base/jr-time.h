/* jr-time.h: points in time as the log, the wire and the screen exchange them
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** JrTime: milliseconds since 1970-01-01T00:00:00Z. 0 means "not set". */
typedef gint64 JrTime;

#define JR_TIME_SECOND G_GINT64_CONSTANT (1000)
#define JR_TIME_MINUTE (60 * JR_TIME_SECOND)
#define JR_TIME_HOUR (60 * JR_TIME_MINUTE)

JrTime jr_time_now (void);
/* 2026-11-24T04:28:01.123Z, always with milliseconds and Z. */
char *jr_time_to_string (JrTime time);
/* RFC 3339, from 1970 (not its first instant) to 9999; leaves @out_time alone otherwise. */
gboolean jr_time_from_string (const char *text, JrTime *out_time);

G_END_DECLS
