/* jr-round.h: how the departments of one stage come to one answer
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-case.h"

G_BEGIN_DECLS

typedef enum
{
  JR_ROUND_OPEN, /* somebody has still to decide */
  JR_ROUND_APPROVED,
  JR_ROUND_RETURNED,
  JR_ROUND_REJECTED,
} JrRound;

/* Of the stage in work: all must approve; one rejection outweighs any return. */
JrRound jr_round_of (const JrCase *state);

gboolean jr_round_is_last_stage (const JrCase *state);

/* (transfer full) (element-type JrNoticeLine): what all returning departments ask for, in the item's order. */
GPtrArray *jr_round_merge_notice (const JrCase *state);

G_END_DECLS
