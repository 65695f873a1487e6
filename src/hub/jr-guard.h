/* jr-guard.h: requests that two readers could understand in two ways
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <microhttpd.h>

#include "jr-response.h"

G_BEGIN_DECLS

/* NULL when the request may go on; else 400, behind which the line must be closed, since nobody can say where the next
 * request begins. @target is what stood in the first line. */
JrResponse *
jr_guard_check (struct MHD_Connection *connection, const char *target, const char *version);

G_END_DECLS
