/* jr-reducer.h: state and event to the next state
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-case.h"
#include "jr-event.h"

G_BEGIN_DECLS

#define JR_CORE_ERROR (jr_core_error_quark ())

GQuark jr_core_error_quark (void);

/**
 * jr_reducer_apply:
 * @current: (nullable): NULL for the first event of a case
 *
 * The only code that says what an event means, on the hub and on every desk. JR_ERROR_CORRUPT when the event cannot
 * follow this state (a gap in versions, or a kind the phase does not know): the log is damaged or not ours.
 *
 * Returns: (transfer full) (nullable): the next state
 */
JrCase *jr_reducer_apply (const JrCase *current, const JrEvent *event, GError **error);

G_END_DECLS
