/* jr-stamp-proof.h: reads a stamped PDF back before anybody gets it
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-mark-list.h"
#include "jr-pdf-document.h"

G_BEGIN_DECLS

/* @names: one for each mark, its annotation's /NM. STAMP_UNVERIFIED says what was not found. */
gboolean jr_stamp_proof_read (GBytes           *stamped,
                              guint             n_pages,
                              const JrMarkList *list,
                              GPtrArray        *names,
                              GError          **error);

G_END_DECLS
