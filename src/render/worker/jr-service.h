/* jr-service.h: the worker's side of the line
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Locks this process in and answers requests until the other side is gone. Expects the descriptors of
 * jr-render-protocol.h. @return the exit status. */
int jr_service_run (void);

G_END_DECLS
