/* jr-counter-outcome.h: the outcome of a case as a file
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-hub-client.h"

G_BEGIN_DECLS

/* (transfer full). @names: of the fetched files, one for each of the case's results. */
JsonNode *
jr_counter_write_outcome (const JrCaseFile *file, const JrRoom *room, const char *const *names);

G_END_DECLS
