/* jr-watchdog.h: tells the service manager that the hub works, while it does
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-server.h"
#include "jr-service.h"
#include "jr-writer.h"

G_BEGIN_DECLS

/**
 * JrWatchdog:
 *
 * A thread that asks what the hub lives by, several times in each of the manager's intervals, and says WATCHDOG=1 only
 * when both have answered: the writer has done a piece of work, and a request came in at the listener's own address and
 * was answered. One that hangs lets the manager's time run out.
 */
typedef struct _JrWatchdog JrWatchdog;

/* All are borrowed and outlive it. Without a manager that wants to hear it, it does nothing. */
JrWatchdog *jr_watchdog_new (JrService *service, JrWriter *writer, JrServer *server);
void        jr_watchdog_free (JrWatchdog *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrWatchdog, jr_watchdog_free)

G_END_DECLS
