/* jr-cloud-event.h: a result, as it goes out to a counter's own system
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-case.h"
#include "jr-cursor.h"
#include "jr-head.h"

G_BEGIN_DECLS

/**
 * JrCloudEvent:
 * @at: where its event stands in the log; its text is the id of the message, the same however often it is sent
 * @hash: of the log up to there: who remembers it can tell a hub that went back or forked
 * @head: (nullable): the same place, signed; may be kept as it is, for "verify --head"
 * @time: of its event
 * @state: the case after that event, as every reader of the feed sees it
 * @applicant: (nullable): the masked name
 */
typedef struct
{
  const JrCursor *at;
  const char     *hash;
  const JrHead   *head;
  JrTime          time;
  const JrCase   *state;
  const char     *applicant;
} JrCloudEvent;

/* What kind of result it is: an outcome, or a supplement notice. NULL for a case that has nothing to tell. */
const char *jr_cloud_event_get_type (const JrCase *state);

/* Canonical JSON of a CloudEvent 1.0 in structured mode; the same fields give the same bytes. @state must have something
 * to tell. (transfer full) */
char *jr_cloud_event_to_text (const JrCloudEvent *self);

G_END_DECLS
