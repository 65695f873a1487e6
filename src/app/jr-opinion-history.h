/* jr-opinion-history.h: what happened to a case, in words
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "jr-desk.h"

G_BEGIN_DECLS

#define JR_TYPE_OPINION_HISTORY (jr_opinion_history_get_type ())

/* The newest first. */
G_DECLARE_FINAL_TYPE (JrOpinionHistory, jr_opinion_history, JR, OPINION_HISTORY, AdwBin)

/* @events: (element-type JrEvent); empty when the hub was not reached */
void jr_opinion_history_show (JrOpinionHistory *self, JrDesk *desk, GPtrArray *events);

G_END_DECLS
