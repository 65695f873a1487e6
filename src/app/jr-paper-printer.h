/* jr-paper-printer.h: prints a document
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "jr-desk.h"

G_BEGIN_DECLS

/* The person has chosen a printer: pages are being drawn. */
typedef void (*JrPaperBegun) (gpointer data);

/* Asks for printer and pages (inside Flatpak by portal) and draws the pages one by one, while everything else goes on.
 * Error G_IO_ERROR_CANCELLED when the person thought better of it. A page that cannot be drawn ends the whole: what
 * comes out of a printer has no white pages that should not be white. */
void     jr_paper_printer_print_async (JrDesk             *desk,
                                       const JrDocument   *document,
                                       GtkWindow          *parent,
                                       JrPaperBegun        begun,
                                       GAsyncReadyCallback callback,
                                       gpointer            data);
gboolean jr_paper_printer_print_finish (JrDesk *desk, GAsyncResult *result, GError **error);

G_END_DECLS
