/* jr-delivery-schedule.h: when a result that did not arrive is sent again
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-time.h"

G_BEGIN_DECLS

/* More would be a mistake; nobody waits so often. */
#define JR_DELIVERY_WAITS_MAXIMUM 32

/**
 * JrDeliverySchedule:
 * @waits: in seconds, before the second attempt, the third, …; after the last one there is none
 *
 * Pure: the caller brings clock and random numbers.
 */
typedef struct
{
  guint n_waits;
  guint waits[JR_DELIVERY_WAITS_MAXIMUM];
} JrDeliverySchedule;

/* What Standard Webhooks recommends: ten attempts in three days. */
extern const JrDeliverySchedule jr_delivery_schedule_standard;

/* "5,300,1800": FALSE when it is none. */
gboolean jr_delivery_schedule_read (const char *text, JrDeliverySchedule *out_schedule);

/* When to try again after @attempts that failed, the last one at @now; 0: not any more. Up to a tenth later than the
 * schedule says, so that what failed together does not come back together; not before @retry_after (0: not asked for). */
JrTime jr_delivery_schedule_next (const JrDeliverySchedule *self,
                                  guint                     attempts,
                                  JrTime                    now,
                                  JrTime                    retry_after,
                                  guint32                   random);

/* Until when a target is left alone after so many failures in a row, whichever results they were of. The first two are
 * the results' own affair. */
JrTime jr_delivery_schedule_rest (guint failures, JrTime now, JrTime retry_after, guint32 random);

/* Retry-After as seconds or as a date of HTTP; at most a day from @now. 0 when it is neither, or past. */
JrTime jr_delivery_schedule_read_retry_after (const char *header, JrTime now);

G_END_DECLS
