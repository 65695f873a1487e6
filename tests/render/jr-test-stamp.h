/* jr-test-stamp.h: documents with marks on them
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-render-client.h"

G_BEGIN_DECLS

/* An approval of 40 by 25 mm on page @page. */
JrMark jr_test_mark (guint page, gint64 x_um, gint64 y_um);

/* The stamped document; asserts that it begins with @pdf. NULL with an error when it was refused. */
GBytes *jr_test_stamp (GBytes *pdf, const JrMark *marks, guint n_marks, GError **error);
/* That it was refused for @code with words that hold @word. */
void
jr_test_assert_not_stamped (GBytes *pdf, const JrMark *mark, JrErrorCode code, const char *word);

/* That qpdf's own check finds nothing wrong, and that both drawers show each mark where it should be, on pages that
 * were white. Outside programs that are not installed are passed over with a message. */
void jr_test_assert_stamped (GBytes *stamped, const char *name, const JrMark *marks, guint n_marks);

G_END_DECLS
