/* jr-routes.h: the handlers, by resource
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-route.h"

G_BEGIN_DECLS

/* jr-route-health.c */
JrResponse *jr_route_get_health (JrRequest *request);

G_END_DECLS
