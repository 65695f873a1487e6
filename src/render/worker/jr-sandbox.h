/* jr-sandbox.h: locks this process in, for good
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* After this the process can compute, use the descriptors it has, make memory files and read fonts. It cannot open or
 * create anything else, reach the network, start a process, load code, or be looked into.
 * @out_has_landlock: FALSE when the kernel has none; then any file that this user may read can be opened for reading. */
gboolean jr_sandbox_enter (gboolean *out_has_landlock, GError **error);

/* Tries what must not work. @return the name of the first thing that did, or NULL. */
const char *jr_sandbox_find_leak (gboolean has_landlock);

G_END_DECLS
