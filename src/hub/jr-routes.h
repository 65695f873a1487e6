/* jr-routes.h: the handlers, by resource
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-route.h"

G_BEGIN_DECLS

/* Bytes of a body. */
#define JR_ROUTE_SESSION_MAXIMUM 8192

/* jr-route-health.c */
JrResponse *jr_route_get_health (JrRequest *request);

/* jr-route-session.c */
JrResponse *jr_route_post_session (JrRequest *request);
JrResponse *jr_route_delete_session (JrRequest *request);
JrResponse *jr_route_get_me (JrRequest *request);

G_END_DECLS
