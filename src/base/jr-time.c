/* jr-time.c: points in time as the log, the wire and the screen exchange them
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Written always as 2026-11-24T04:28:01.123Z, since the text is hashed; read in any form of RFC 3339 from 1970 to 9999.
 * The arithmetic is on GDate's day numbers: no time zone data, no locale, no lock. */

#include "jr-time.h"

#define DAY (24 * JR_TIME_HOUR)
/* GDate's number of 1970-01-01. */
#define EPOCH_JULIAN 719163
/* The last millisecond of 9999: four digits of year are all that the text form has. */
#define LATEST G_GINT64_CONSTANT (253402300799999)
/* Nothing measures finer than a nanosecond, so no honest text has more digits. */
#define FRACTION_DIGITS_MAXIMUM 9

JrTime
jr_time_now (void)
{
  return g_get_real_time () / 1000;
}

/* Writes @digits digits and @separator at @at; returns what is behind them. */
static char *
write_field (char *at, guint digits, char separator, guint value)
{
  for (guint i = digits; i > 0; i--, value /= 10)
    at[i - 1] = (char) ('0' + value % 10);
  at[digits] = separator;
  return at + digits + 1;
}

/** Never fails: a time outside 1970 to 9999 is written as the nearest inside. By hand, since every event has some of
 * them and printf takes ten times as long. */
char *
jr_time_to_string (JrTime time)
{
  JrTime within = CLAMP (time, 0, LATEST);
  guint  rest = (guint) (within % DAY);
  char  *text = g_new (char, sizeof "2026-11-24T04:28:01.123Z");
  char  *at = text;
  GDate  date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (within / DAY) + EPOCH_JULIAN);
  at = write_field (at, 4, '-', g_date_get_year (&date));
  at = write_field (at, 2, '-', g_date_get_month (&date));
  at = write_field (at, 2, 'T', g_date_get_day (&date));
  at = write_field (at, 2, ':', rest / (guint) JR_TIME_HOUR);
  at = write_field (at, 2, ':', rest / (guint) JR_TIME_MINUTE % 60);
  at = write_field (at, 2, '.', rest / (guint) JR_TIME_SECOND % 60);
  at = write_field (at, 3, 'Z', rest % (guint) JR_TIME_SECOND);
  *at = '\0';
  return text;
}

/* Reads exactly @digits digits at *@at, then @separator unless it is 0, and moves *@at behind them. */
static gboolean
read_field (const char **at, guint digits, char separator, int *out_value)
{
  int value = 0;

  for (guint i = 0; i < digits; i++, (*at)++)
    {
      if (!g_ascii_isdigit (**at))
        return FALSE;
      value = value * 10 + (**at - '0');
    }
  if (separator != 0 && *(*at)++ != separator)
    return FALSE;
  *out_value = value;
  return TRUE;
}

static gboolean
read_date_time (const char **at, JrTime *out_time)
{
  int   year, month, day, hour, minute, second;
  GDate date;

  if (!read_field (at, 4, '-', &year) || !read_field (at, 2, '-', &month) ||
      !read_field (at, 2, 'T', &day) || !read_field (at, 2, ':', &hour) ||
      !read_field (at, 2, ':', &minute) || !read_field (at, 2, 0, &second))
    return FALSE;
  if (year < 1970 || hour > 23 || minute > 59 || second > 59 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  *out_time = ((JrTime) g_date_get_julian (&date) - EPOCH_JULIAN) * DAY + hour * JR_TIME_HOUR +
              minute * JR_TIME_MINUTE + second * JR_TIME_SECOND;
  return TRUE;
}

/* An optional ".123456"; what is finer than a millisecond is cut off. */
static gboolean
read_fraction (const char **at, int *out_milliseconds)
{
  int milliseconds = 0;
  int digits = 0;

  *out_milliseconds = 0;
  if (**at != '.')
    return TRUE;
  for ((*at)++; g_ascii_isdigit (**at); (*at)++, digits++)
    if (digits < 3)
      milliseconds = milliseconds * 10 + (**at - '0');
  for (int i = digits; i < 3; i++)
    milliseconds *= 10;
  *out_milliseconds = milliseconds;
  return digits > 0 && digits <= FRACTION_DIGITS_MAXIMUM;
}

static gboolean
read_offset (const char **at, JrTime *out_offset)
{
  char sign = *(*at)++;
  int  hours, minutes;

  *out_offset = 0;
  if (sign == 'Z')
    return TRUE;
  if (sign != '+' && sign != '-')
    return FALSE;
  if (!read_field (at, 2, ':', &hours) || !read_field (at, 2, 0, &minutes) || hours > 23 ||
      minutes > 59)
    return FALSE;
  *out_offset = (hours * JR_TIME_HOUR + minutes * JR_TIME_MINUTE) * (sign == '-' ? -1 : 1);
  return TRUE;
}

/** RFC 3339 with "T" and "Z" or an offset. The first instant of 1970 is refused, since 0 means "not set". */
gboolean
jr_time_from_string (const char *text, JrTime *out_time)
{
  const char *at = text;
  JrTime      time, offset;
  int         milliseconds;

  g_return_val_if_fail (text != NULL, FALSE);

  if (!read_date_time (&at, &time) || !read_fraction (&at, &milliseconds) ||
      !read_offset (&at, &offset) || *at != '\0')
    return FALSE;
  time += milliseconds - offset;
  if (time <= 0 || time > LATEST)
    return FALSE;
  *out_time = time;
  return TRUE;
}
