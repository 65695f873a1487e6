/* jr-openings.h: writes down who opens which case and which document
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-request.h"
#include "jr-writer.h"

G_BEGIN_DECLS

/** JrOpenings: any thread. */
typedef struct _JrOpenings JrOpenings;

/* @writer is borrowed, and is freed first: it calls back. */
JrOpenings *jr_openings_new (JrWriter *writer);
void        jr_openings_free (JrOpenings *self);

/**
 * jr_openings_note:
 * @case_id, @sha256: one of them: what is opened
 * @response: (transfer full): what @request is to be answered with
 *
 * Returns: (nullable): @response when this has been written down within the hour; "busy" when too much waits; NULL when
 * @request is suspended, and gets @response once it is written down
 */
JrResponse *jr_openings_note (JrOpenings *self,
                              JrRequest  *request,
                              const char *case_id,
                              const char *sha256,
                              JrResponse *response);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrOpenings, jr_openings_free)

G_END_DECLS
