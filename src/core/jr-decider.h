/* jr-decider.h: state and command to events, or a refusal
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-case.h"
#include "jr-command.h"
#include "jr-event.h"
#include "jr-item.h"
#include "jr-refusal.h"

G_BEGIN_DECLS

/* Defaults; a room can set others. */
#define JR_CLAIM_LEASE_DEFAULT (30 * JR_TIME_MINUTE)
#define JR_RECALL_WINDOW_DEFAULT (60 * JR_TIME_SECOND)

/** JrDeciderContext: all that the decider may know besides state and command; it has no clock and no I/O. */
typedef struct
{
  JrTime         now;
  JrTime         claim_lease;
  JrTime         recall_window;
  const JrActor *actor;
  const JrItem
    *item; /* submit: the item in force; NULL when unknown. supplement: the case's, or NULL */
  const char *number;         /* submit: the number the case will get */
  const char *applicant_hash; /* submit */
} JrDeciderContext;

/**
 * jr_decider_decide:
 * @current: (nullable): the case, or NULL when there is none yet
 * @out_refusal: (out) (transfer full): set when NULL is returned
 *
 * Pure: the same arguments give the same events. Never returns an empty array.
 *
 * Returns: (transfer full) (element-type JrEvent) (nullable): events that jr_reducer_apply() will accept in this order
 */
GPtrArray *jr_decider_decide (const JrCase           *current,
                              const JrCommand        *command,
                              const JrDeciderContext *context,
                              JrRefusal             **out_refusal);

G_END_DECLS
