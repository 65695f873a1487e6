/* jr-trouble.h: the worker's errors, which are reasons
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "jr-render-reason.h"

G_BEGIN_DECLS

/* Inside the worker an error's code is a JrRenderReason and its message the detail that goes with it. */
#define JR_TROUBLE (jr_trouble_quark ())

GQuark jr_trouble_quark (void);

/* For conditions: sets the error and is FALSE. @detail may be NULL. */
gboolean jr_trouble_set (GError **error, JrRenderReason reason, const char *detail);

/* The reason of an error from anywhere; FAILED when it is none of ours. */
JrRenderReason jr_trouble_get_reason (const GError *error);

G_END_DECLS
