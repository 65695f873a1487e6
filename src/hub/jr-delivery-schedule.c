/* jr-delivery-schedule.c: when a result that did not arrive is sent again
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Two things wait: each result by the schedule, for days; and a target that fails whatever it is sent, so that a thousand
 * results that wait for it do not become a thousand attempts. */

#include "jr-delivery-schedule.h"

#include <libsoup/soup.h>

/* No target is told to wait longer than the longest step, or by more than a person would have noticed. */
#define RETRY_AFTER_MAXIMUM (24 * JR_TIME_HOUR)
#define WAIT_MAXIMUM_SECONDS (7 * 24 * 3600)
#define REST_FROM 3
#define REST_BASE (5 * JR_TIME_SECOND)
#define REST_MAXIMUM (30 * JR_TIME_MINUTE)
#define REST_DOUBLINGS_MAXIMUM 16

#define MINUTES(n) ((n) *60)
#define HOURS(n) ((n) *3600)

const JrDeliverySchedule jr_delivery_schedule_standard = {
  .n_waits = 9,
  .waits = { 5, MINUTES (5), MINUTES (30), HOURS (2), HOURS (5), HOURS (10), HOURS (14), HOURS (20),
             HOURS (24) },
};

gboolean
jr_delivery_schedule_read (const char *text, JrDeliverySchedule *out_schedule)
{
  g_auto (GStrv)     words = g_strsplit (text, ",", JR_DELIVERY_WAITS_MAXIMUM + 1);
  JrDeliverySchedule schedule = { .n_waits = g_strv_length (words) };

  if (schedule.n_waits == 0 || schedule.n_waits > JR_DELIVERY_WAITS_MAXIMUM)
    return FALSE;
  for (guint i = 0; i < schedule.n_waits; i++)
    {
      guint64 seconds;

      if (!g_ascii_string_to_unsigned (words[i], 10, 0, WAIT_MAXIMUM_SECONDS, &seconds, NULL))
        return FALSE;
      schedule.waits[i] = (guint) seconds;
    }
  *out_schedule = schedule;
  return TRUE;
}

/* @length and up to a tenth more. */
static JrTime
lengthen (JrTime length, guint32 random)
{
  return length + (JrTime) ((guint64) length / 10 * (random >> 16) / G_MAXUINT16);
}

JrTime
jr_delivery_schedule_next (const JrDeliverySchedule *self,
                           guint                     attempts,
                           JrTime                    now,
                           JrTime                    retry_after,
                           guint32                   random)
{
  JrTime next;

  g_return_val_if_fail (self != NULL && attempts > 0, 0);

  if (attempts > self->n_waits)
    return 0;
  next = now + lengthen (self->waits[attempts - 1] * JR_TIME_SECOND, random);
  return MAX (next, retry_after);
}

JrTime
jr_delivery_schedule_rest (guint failures, JrTime now, JrTime retry_after, guint32 random)
{
  guint  doublings;
  JrTime length;

  if (failures < REST_FROM)
    return retry_after;
  doublings = MIN (failures - REST_FROM, REST_DOUBLINGS_MAXIMUM);
  length = MIN (REST_BASE << doublings, REST_MAXIMUM);
  return MAX (now + lengthen (length, random), retry_after);
}

JrTime
jr_delivery_schedule_read_retry_after (const char *header, JrTime now)
{
  g_autoptr (GDateTime) date = NULL;
  guint64               seconds;
  JrTime                at;

  if (header == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (header, 10, 0, RETRY_AFTER_MAXIMUM / JR_TIME_SECOND, &seconds,
                                  NULL))
    return now + (JrTime) seconds * JR_TIME_SECOND;
  /* More seconds than that. */
  if (g_ascii_string_to_unsigned (header, 10, 0, G_MAXUINT32, &seconds, NULL))
    return now + RETRY_AFTER_MAXIMUM;
  date = soup_date_time_new_from_http_string (header);
  at = date == NULL ? 0 : g_date_time_to_unix (date) * JR_TIME_SECOND;
  return at <= now ? 0 : MIN (at, now + RETRY_AFTER_MAXIMUM);
}
