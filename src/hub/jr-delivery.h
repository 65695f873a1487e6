/* jr-delivery.h: sends results to the counters' own systems
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-delivery-schedule.h"
#include "jr-feed.h"
#include "jr-head-keeper.h"
#include "jr-hub-folder.h"
#include "jr-readers.h"
#include "jr-writer.h"

G_BEGIN_DECLS

/* Of one attempt, from looking the name up to the head of the answer. */
#define JR_DELIVERY_SECONDS_DEFAULT 20

/** JrDeliveryRules: @seconds: after which an attempt is given up. */
typedef struct
{
  JrDeliverySchedule schedule;
  guint              seconds;
} JrDeliveryRules;

/**
 * JrDelivery:
 *
 * A thread that sends what is due: to each target several results at once, but of one case one after the other; to a
 * target that fails one at a time and ever more seldom. Targets do not wait for each other.
 */
typedef struct _JrDelivery JrDelivery;

/* All are borrowed and outlive it. */
JrDelivery *jr_delivery_new (JrHubFolder           *folder,
                             JrReaders             *readers,
                             JrFeed                *feed,
                             JrWriter              *writer,
                             JrHeadKeeper          *heads,
                             const JrDeliveryRules *rules);
/* Gives up what is under way; it is sent again at the next start. */
void jr_delivery_free (JrDelivery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrDelivery, jr_delivery_free)

G_END_DECLS
