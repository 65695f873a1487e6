/* jr-routes.h: the handlers, by resource
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-route.h"

G_BEGIN_DECLS

/* Bytes of a body. */
#define JR_ROUTE_SESSION_MAXIMUM 8192
/* As jr_wire_command_limits has it. */
#define JR_ROUTE_COMMANDS_MAXIMUM (4 * 1024 * 1024)

/* jr-route-health.c */
JrResponse *jr_route_get_health (JrRequest *request);

/* jr-route-metrics.c */
JrResponse *jr_route_get_metrics (JrRequest *request);
/* jr-route-head.c */
JrResponse *jr_route_get_head (JrRequest *request);

/* jr-route-openapi.c */
JrResponse *jr_route_get_openapi (JrRequest *request);

/* jr-route-session.c */
JrResponse *jr_route_post_session (JrRequest *request);
JrResponse *jr_route_delete_session (JrRequest *request);
JrResponse *jr_route_get_me (JrRequest *request);
/* jr-route-audit.c */
JrResponse *jr_route_get_openings (JrRequest *request);
JrResponse *jr_route_get_administration (JrRequest *request);
JrResponse *jr_route_get_log (JrRequest *request);

/* jr-route-events.c */
JrResponse *jr_route_get_events (JrRequest *request);

/* jr-route-blobs.c */
extern const JrUpload jr_route_put_blob;
JrResponse           *jr_route_get_blob (JrRequest *request);

/* jr-route-commands.c */
JrResponse *jr_route_post_commands (JrRequest *request);

/* jr-route-items.c */
JrResponse *jr_route_get_items (JrRequest *request);

/* jr-route-calendar.c */
JrResponse *jr_route_get_calendar (JrRequest *request);

/* jr-route-snapshot.c */
JrResponse *jr_route_get_snapshot (JrRequest *request);

/* jr-route-stats.c */
JrResponse *jr_route_get_stats (JrRequest *request);

/* jr-route-cases.c */
JrResponse *jr_route_get_cases (JrRequest *request);
JrResponse *jr_route_get_case (JrRequest *request);

G_END_DECLS
