/* jr-guard.h: requests that two readers could understand in two ways
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <microhttpd.h>

#include "jr-response.h"

G_BEGIN_DECLS

/* What libmicrohttpd is told. Before 1.0 the guard sees more than it does, and it answers twice when it is strict. */
#define JR_GUARD_STRICTNESS (MHD_VERSION < 0x01000000 ? 0 : 1)

/**
 * JrGuardHead:
 * @method, @version: as libmicrohttpd gives them
 * @target: what stood between them
 * @target_end: where that ended, in libmicrohttpd's memory; never read
 */
typedef struct
{
  const char *method;
  const char *target;
  const char *target_end;
  const char *version;
} JrGuardHead;

/* NULL when the request may go on; else 400, behind which the line must be closed, since nobody can say where the next
 * request begins. */
JrResponse *jr_guard_check (struct MHD_Connection *connection, const JrGuardHead *head);

G_END_DECLS
