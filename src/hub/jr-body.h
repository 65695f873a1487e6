/* jr-body.h: JSON in the body of a request
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-json.h"
#include "jr-request.h"

G_BEGIN_DECLS

/* NULL with the problem's answer: of another type, no JSON, too large, too deep. */
JsonNode *jr_body_parse (JrRequest *request, const JrJsonLimits *limits, JrResponse **out_response);

G_END_DECLS
