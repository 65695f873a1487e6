/* own-mounts.h: file systems that a test mounts for itself alone
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From now on what this program and its children mount is seen by them only, and is gone with them. Who has no right to it
 * gets it in a user namespace of his own; FALSE where that is not allowed either. Before there are threads. */
gboolean own_mounts (void);

G_END_DECLS
