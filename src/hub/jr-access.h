/* jr-access.h: who asks, and whether he may
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-route.h"

G_BEGIN_DECLS

/* Fills in secret and actor of a request to @route. NULL when it may go on, else 401 or 403. */
JrResponse *jr_access_check (JrRequest *request, const JrRoute *route);

/* Whether who asks is shown anything of a person there, in whatever form. */
gboolean jr_access_shows (JrRequest *request, JrPlace place);

G_END_DECLS
