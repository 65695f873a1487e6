/* small-pdf.h: the smallest files that are PDFs, for tests that send them
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @n_pages empty A4 pages; @word makes the bytes of this file its own. (transfer full) */
char *small_pdf_new (guint n_pages, const char *word);
/* The same, to be opened without a password, encrypted. (transfer full) */
GBytes *small_pdf_new_encrypted (const char *user_password);

G_END_DECLS
