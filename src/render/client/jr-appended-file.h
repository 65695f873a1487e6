/* jr-appended-file.h: a document with bytes added at its end
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes @out_fd hold what @document_fd holds and then @update, synced and compared with what can be read back. */
gboolean jr_appended_file_write (int document_fd, GBytes *update, int out_fd, GError **error);

G_END_DECLS
