/* jr-case-page-papers.c: the open paper as a file of the person's own, and on paper
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-case-page-private.h"

#include <glib/gi18n.h>

#include "jr-paper-printer.h"

/* Once a case is concluded its stamped papers are what counts, so those are saved and printed; until then it is the scan
 * as it was submitted. Both dialogs are the desktop's: inside Flatpak they are portals, and the desk sees no other file.
 * A person may leave the case meanwhile; then the window says what became of it. */

/* The stamped file of what is open, or the scan itself. (transfer full) (nullable) */
static JrDocument *
find_paper (JrCasePage *self, gboolean *out_is_stamped)
{
  const JrDocument *open = jr_document_view_get_document (self->documents);
  GPtrArray        *results = self->file != NULL ? self->file->state->results : NULL;

  *out_is_stamped = FALSE;
  for (guint i = 0; open != NULL && results != NULL && i < results->len; i++)
    {
      const JrResultDocument *result = results->pdata[i];

      if (result->stamped == NULL || !g_str_equal (result->original, open->sha256))
        continue;
      *out_is_stamped = TRUE;
      return jr_document_new (&(JrDocument){ .sha256 = result->stamped,
                                             .name = result->name,
                                             .material = open->material,
                                             .size = result->size,
                                             .round = open->round });
    }
  return open != NULL ? jr_document_ref (open) : NULL;
}

static void
say (JrCasePage *self, const char *words)
{
  g_autofree char *markup = g_markup_escape_text (words, -1);

  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    jr_document_view_add_toast (self->documents, adw_toast_new (markup));
  else
    g_signal_emit_by_name (self, "said", words);
}

/* No folder of somebody else's choice, and an ending by which programs know what it is. (transfer full) */
static char *
suggest_name (JrCasePage *self, const JrDocument *paper, gboolean is_stamped)
{
  gsize            length = strlen (paper->name);
  g_autofree char *stem =
    g_strndup (paper->name, g_str_has_suffix (paper->name, ".pdf") ? length - 4 : length);
  /* Translators: name of a file: number of the case, name of the document without its ending */
  char *name = g_strdup_printf (is_stamped ? _ ("%s %s, stamped.pdf") : "%s %s.pdf",
                                self->file->state->number, stem);

  return g_strdelimit (name, G_DIR_SEPARATOR_S, '_');
}

/** JrSaving: what the file chooser was opened for. */
typedef struct
{
  JrCasePage           *page;
  JrDocument           *paper;
  GtkFileChooserNative *chooser;
  char                 *name; /* of the chosen file */
} JrSaving;

static void
saving_free (JrSaving *self)
{
  g_object_unref (self->page);
  g_object_unref (self->chooser);
  jr_document_unref (self->paper);
  g_free (self->name);
  g_free (self);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  JrSaving          *saving = data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *reason = NULL;
  g_autofree char   *words = NULL;

  if (jr_desk_save_document_finish (JR_DESK (source), result, &error))
    /* Translators: %s is the name of a file */
    words = g_strdup_printf (_ ("Saved as “%s”"), saving->name);
  else
    {
      reason = jr_desk_describe_error (JR_DESK (source), error);
      /* Translators: name of a file, then the reason */
      words = g_strdup_printf (_ ("“%s” was not saved. %s"), saving->name, reason);
    }
  say (saving->page, words);
  saving_free (saving);
}

static void
on_chosen (GtkNativeDialog *dialog, int response, gpointer data)
{
  JrSaving         *saving = data;
  g_autoptr (GFile) file = NULL;

  gtk_native_dialog_hide (dialog);
  saving->page->chooser = NULL;
  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file == NULL)
    {
      saving_free (saving);
      return;
    }
  saving->name = g_file_get_basename (file);
  jr_desk_save_document_async (saving->page->desk, saving->paper, file, on_saved, saving);
}

void
jr_case_page_save_copy (JrCasePage *self)
{
  gboolean               is_stamped;
  g_autoptr (JrDocument) paper = find_paper (self, &is_stamped);
  g_autofree char       *name = NULL;
  JrSaving              *saving;

  if (paper == NULL || self->file == NULL || self->chooser != NULL)
    return;
  name = suggest_name (self, paper, is_stamped);
  saving = g_new0 (JrSaving, 1);
  saving->page = g_object_ref (self);
  saving->paper = g_steal_pointer (&paper);
  saving->chooser =
    gtk_file_chooser_native_new (is_stamped ? _ ("Save a Copy of the Stamped Paper")
                                            : _ ("Save a Copy of the Scan"),
                                 GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  self->chooser = saving->chooser;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (saving->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (saving->chooser), name);
  g_signal_connect (saving->chooser, "response", G_CALLBACK (on_chosen), saving);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (saving->chooser));
}

/** JrPrinting: what was sent to a printer. */
typedef struct
{
  JrCasePage *page;
  JrDocument *paper;
} JrPrinting;

static void
on_print_begun (gpointer data)
{
  JrPrinting *printing = data;

  /* Translators: %s is the name of a document */
  g_autofree char *words = g_strdup_printf (_ ("Printing “%s”…"), printing->paper->name);

  say (printing->page, words);
}

static void
on_printed (GObject *source, GAsyncResult *result, gpointer data)
{
  JrPrinting            *printing = data;
  g_autoptr (JrCasePage) page = printing->page;
  g_autoptr (JrDocument) paper = printing->paper;
  g_autoptr (GError)     error = NULL;
  g_autofree char       *reason = NULL;
  g_autofree char       *words = NULL;

  g_free (printing);
  page->is_printing = FALSE;
  if (jr_paper_printer_print_finish (JR_DESK (source), result, &error))
    /* Translators: %s is the name of a document */
    words = g_strdup_printf (_ ("“%s” was sent to the printer"), paper->name);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      reason = jr_desk_describe_error (JR_DESK (source), error);
      /* Translators: name of a document, then the reason */
      words = g_strdup_printf (_ ("“%s” was not printed. %s"), paper->name, reason);
    }
  if (words != NULL)
    say (page, words);
}

void
jr_case_page_print (JrCasePage *self)
{
  gboolean               is_stamped;
  g_autoptr (JrDocument) paper = find_paper (self, &is_stamped);
  JrPrinting            *printing;

  if (paper == NULL || self->is_printing)
    return;
  self->is_printing = TRUE;
  printing = g_new0 (JrPrinting, 1);
  printing->page = g_object_ref (self);
  printing->paper = jr_document_ref (paper);
  jr_paper_printer_print_async (self->desk, paper,
                                GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                on_print_begun, on_printed, printing);
}
