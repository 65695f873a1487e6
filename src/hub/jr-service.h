/* jr-service.h: tells the service manager that has started us how it goes
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** JrService: systemd, or whoever else speaks sd_notify(3) with us; without one nothing is said. Any thread. */
typedef struct _JrService JrService;

/* Reads NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID. */
JrService *jr_service_new (void);
void       jr_service_free (JrService *self);

/* Lines as in sd_notify(3), such as "READY=1\nSTATUS=Serving"; never waits for whoever listens. */
void jr_service_say (JrService *self, const char *lines);
/* "STATUS=…" with a text of any kind. */
void jr_service_say_status (JrService *self, const char *text);

/* How often it wants to hear that we are well, in microseconds; 0 when it does not. */
gint64 jr_service_get_watchdog (JrService *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrService, jr_service_free)

G_END_DECLS
