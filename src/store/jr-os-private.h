/* jr-os-private.h: calls to the operating system that several files of this layer make
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-error.h"

G_BEGIN_DECLS

/* From errno; FALSE always, so that it can end a function. */
gboolean jr_store_fail_os (const char *attempt, const char *path, GError **error);

/* Makes what was created in the folder that holds @path last through a power cut. */
gboolean jr_store_sync_folder_of (const char *path, GError **error);

G_END_DECLS
