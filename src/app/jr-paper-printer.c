/* jr-paper-printer.c: prints a document
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-paper-printer.h"

#include <glib/gstdio.h>
#include <math.h>

#include "jr-page-pixels.h"

/* GTK asks for a page, the document's worker draws it, a thread packs it as JPEG, and only then it is put on the paper:
 * GTK waits (deferred drawing), the main loop does not. Without the JPEG, cairo would pack the pixels of a page on the main
 * thread, which takes up to half a second. A page is printed in its own size where the paper is large enough. */

#define DOTS_PER_INCH 300
#define UM_PER_INCH 25400.0
#define POINTS_PER_INCH 72.0
/* What is larger than A3 is drawn coarser: 128 MB a page. */
#define PIXELS_MAXIMUM (32.0 * 1024 * 1024)
/* Of a scan that was JPEG before, nothing more is to be seen. */
#define JPEG_QUALITY "92"
/* Scanners are not exact. */
#define PAPER_TOLERANCE_MM 6

typedef struct
{
  JrDocument            *document;
  const JrDocumentFacts *facts; /* borrowed from the desk, which the task holds */
  GtkWindow             *parent;
  JrPaperBegun           begun;
  gpointer               begun_data;
  GtkPrintOperation     *operation;
  GError                *error; /* of the page that could not be drawn */
} JrPrintJob;

static void
print_job_free (JrPrintJob *self)
{
  jr_document_unref (self->document);
  g_clear_object (&self->parent);
  g_clear_object (&self->operation);
  g_clear_error (&self->error);
  g_free (self);
}

/** JrPrintedPage: the page that GTK waits for. */
typedef struct
{
  GTask           *task; /* of the whole job */
  GtkPrintContext *context;
  JrPageSize       size;
  JrPagePixels    *pixels;
} JrPrintedPage;

static void
printed_page_free (JrPrintedPage *self)
{
  g_object_unref (self->task);
  g_object_unref (self->context);
  g_clear_pointer (&self->pixels, jr_page_pixels_free);
  g_free (self);
}

static void
give_up (GTask *task, GError *error)
{
  JrPrintJob *job = g_task_get_task_data (task);

  g_clear_error (&job->error);
  job->error = error;
  gtk_print_operation_cancel (job->operation);
  gtk_print_operation_draw_page_finish (job->operation);
}

/* Pixels of a page for cairo, which prefers the JPEG where it can. (transfer full) */
static cairo_surface_t *
make_surface (JrPagePixels *pixels, GBytes *jpeg)
{
  static const cairo_user_data_key_t key;
  gsize                              length;
  const unsigned char               *packed;
  cairo_surface_t                   *surface =
    cairo_image_surface_create_for_data ((unsigned char *) g_bytes_get_data (pixels->pixels, NULL),
                                         CAIRO_FORMAT_RGB24, (int) pixels->width,
                                         (int) pixels->height, (int) pixels->stride);

  if (cairo_surface_set_user_data (surface, &key, pixels,
                                   (cairo_destroy_func_t) jr_page_pixels_free) !=
      CAIRO_STATUS_SUCCESS)
    jr_page_pixels_free (pixels);
  if (jpeg == NULL)
    return surface;
  packed = g_bytes_get_data (jpeg, &length);
  if (cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, packed, length,
                                   (cairo_destroy_func_t) g_bytes_unref,
                                   g_bytes_ref (jpeg)) != CAIRO_STATUS_SUCCESS)
    g_bytes_unref (jpeg);
  return surface;
}

static void
put_on_paper (JrPrintedPage *page, GBytes *jpeg)
{
  cairo_t *cairo = gtk_print_context_get_cairo_context (page->context);
  double   paper_width = gtk_print_context_get_width (page->context);
  double   paper_height = gtk_print_context_get_height (page->context);
  double   width = (double) page->size.width_um / UM_PER_INCH * POINTS_PER_INCH;
  double   height = (double) page->size.height_um / UM_PER_INCH * POINTS_PER_INCH;
  double   scale = MIN (1, MIN (paper_width / width, paper_height / height));
  double   dots_x = page->pixels->width, dots_y = page->pixels->height;

  cairo_surface_t *surface = make_surface (g_steal_pointer (&page->pixels), jpeg);

  cairo_save (cairo);
  cairo_translate (cairo, (paper_width - width * scale) / 2, (paper_height - height * scale) / 2);
  cairo_scale (cairo, width * scale / dots_x, height * scale / dots_y);
  cairo_set_source_surface (cairo, surface, 0, 0);
  cairo_paint (cairo);
  cairo_restore (cairo);
  cairo_surface_destroy (surface);
}

static void
pack_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JrPrintedPage         *page = data;
  g_autoptr (GError)     error = NULL;
  g_autoptr (GdkTexture) texture = jr_page_pixels_to_texture (page->pixels);
  g_autoptr (GdkPixbuf)  pixbuf = gdk_pixbuf_get_from_texture (texture);
  char                  *jpeg = NULL;
  gsize                  length = 0;

  if (pixbuf != NULL && gdk_pixbuf_save_to_buffer (pixbuf, &jpeg, &length, "jpeg", &error,
                                                   "quality", JPEG_QUALITY, NULL))
    g_task_return_pointer (task, g_bytes_new_take (jpeg, length), (GDestroyNotify) g_bytes_unref);
  else
    {
      g_debug ("a page is printed unpacked: %s", error != NULL ? error->message : "no picture");
      g_task_return_pointer (task, NULL, NULL);
    }
}

static void
on_packed (GObject *source, GAsyncResult *result, gpointer data)
{
  JrPrintedPage     *page = g_task_get_task_data (G_TASK (result));
  JrPrintJob        *job = g_task_get_task_data (page->task);
  g_autoptr (GBytes) jpeg = g_task_propagate_pointer (G_TASK (result), NULL);

  put_on_paper (page, jpeg);
  gtk_print_operation_draw_page_finish (job->operation);
}

static void
on_rendered (GObject *source, GAsyncResult *result, gpointer data)
{
  JrPrintedPage    *page = data;
  GError           *error = NULL;
  g_autoptr (GTask) next = NULL;

  page->pixels = jr_desk_render_page_finish (JR_DESK (source), result, &error);
  if (page->pixels == NULL)
    {
      give_up (page->task, error);
      printed_page_free (page);
      return;
    }
  next = g_task_new (source, NULL, on_packed, NULL);
  g_task_set_task_data (next, page, (GDestroyNotify) printed_page_free);
  g_task_run_in_thread (next, pack_thread);
}

static guint
get_dots_across (const JrPageSize *size)
{
  double width = (double) size->width_um / UM_PER_INCH * DOTS_PER_INCH;
  double height = (double) size->height_um / UM_PER_INCH * DOTS_PER_INCH;

  if (width * height > PIXELS_MAXIMUM)
    width *= sqrt (PIXELS_MAXIMUM / (width * height));
  return (guint) MAX (1, lround (width));
}

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int number, GTask *task)
{
  JrPrintJob    *job = g_task_get_task_data (task);
  JrPrintedPage *page = g_new0 (JrPrintedPage, 1);

  page->task = g_object_ref (task);
  page->context = g_object_ref (context);
  page->size = job->facts->pages[number];
  gtk_print_operation_set_defer_drawing (operation);
  jr_desk_render_page_async (g_task_get_source_object (task), job->document->sha256, (guint) number,
                             get_dots_across (&page->size), NULL, on_rendered, page);
}

static void
on_begin_print (GtkPrintOperation *operation, GtkPrintContext *context, GTask *task)
{
  JrPrintJob *job = g_task_get_task_data (task);

  job->begun (job->begun_data);
}

static GtkPageOrientation
get_orientation (const JrPageSize *size)
{
  return size->width_um > size->height_um ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                          : GTK_PAGE_ORIENTATION_PORTRAIT;
}

static void
on_request_page_setup (GtkPrintOperation *operation,
                       GtkPrintContext   *context,
                       int                number,
                       GtkPageSetup      *setup,
                       GTask             *task)
{
  JrPrintJob *job = g_task_get_task_data (task);

  gtk_page_setup_set_orientation (setup, get_orientation (&job->facts->pages[number]));
}

/* The paper that the first page is on, where it is one that printers have; else what the country uses. (transfer full) */
static GtkPageSetup *
make_page_setup (const JrPageSize *size)
{
  static const char *const papers[] = { GTK_PAPER_NAME_A4, GTK_PAPER_NAME_A3, GTK_PAPER_NAME_A5 };
  double                   shorter = (double) MIN (size->width_um, size->height_um) / 1000;
  double                   longer = (double) MAX (size->width_um, size->height_um) / 1000;
  GtkPageSetup            *setup = gtk_page_setup_new ();

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      GtkPaperSize *paper = gtk_paper_size_new (papers[i]);

      if (fabs (gtk_paper_size_get_width (paper, GTK_UNIT_MM) - shorter) < PAPER_TOLERANCE_MM &&
          fabs (gtk_paper_size_get_height (paper, GTK_UNIT_MM) - longer) < PAPER_TOLERANCE_MM)
        gtk_page_setup_set_paper_size (setup, paper);
      gtk_paper_size_free (paper);
    }
  gtk_page_setup_set_orientation (setup, get_orientation (size));
  return setup;
}

/* GTK leaves the pages that it handed to a portal in a file, where nobody looks after them. */
static void
remove_rest (GtkPrintOperation *operation)
{
  GtkPrintSettings *settings = gtk_print_operation_get_print_settings (operation);
  const char       *uri =
    settings != NULL ? gtk_print_settings_get (settings, GTK_PRINT_SETTINGS_OUTPUT_URI) : NULL;
  g_autofree char *path = uri != NULL ? g_filename_from_uri (uri, NULL, NULL) : NULL;
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;
  g_autofree char *name = path != NULL ? g_path_get_basename (path) : NULL;

  if (path != NULL && g_str_equal (folder, g_get_tmp_dir ()) && g_str_has_prefix (name, "gtkprint"))
    g_unlink (path);
}

/* Without GTK's own progress: it makes a dialog that is not shown yet, and a screen reader that looks at it then ends the
 * program (4.8). */
static GtkPrintOperation *
make_operation (GTask *task, JrPrintJob *job)
{
  g_autoptr (GtkPageSetup) setup = make_page_setup (&job->facts->pages[0]);
  GtkPrintOperation       *operation = gtk_print_operation_new ();

  gtk_print_operation_set_n_pages (operation, (int) job->facts->n_pages);
  gtk_print_operation_set_job_name (operation, job->document->name);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin_print), task);
  g_signal_connect (operation, "request-page-setup", G_CALLBACK (on_request_page_setup), task);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_page), task);
  return operation;
}

/* In a main loop of GTK's own, in which everything else goes on: GTK could also return at once, but then with portals it
 * reads memory that it has freed, and never tells that the person thought better of it (4.8). */
static gboolean
run (GTask *task, JrPrintJob *job, GError **error)
{
  GtkPrintOperationResult outcome;
  g_autoptr (GError)      fault = NULL;

  job->operation = make_operation (task, job);
  outcome = gtk_print_operation_run (job->operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                                     job->parent, &fault);
  remove_rest (job->operation);
  if (job->error != NULL)
    g_propagate_error (error, g_steal_pointer (&job->error));
  else if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  else if (outcome == GTK_PRINT_OPERATION_RESULT_APPLY)
    return TRUE;
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "not printed");
  return FALSE;
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  JrPrintJob       *job = g_task_get_task_data (task);
  GError           *error = NULL;

  job->facts = jr_desk_open_document_finish (JR_DESK (source), result, &error);
  if (job->facts != NULL && run (task, job, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
jr_paper_printer_print_async (JrDesk             *desk,
                              const JrDocument   *document,
                              GtkWindow          *parent,
                              JrPaperBegun        begun,
                              GAsyncReadyCallback callback,
                              gpointer            data)
{
  GTask      *task = g_task_new (desk, NULL, callback, data);
  JrPrintJob *job = g_new0 (JrPrintJob, 1);

  job->document = jr_document_ref (document);
  job->parent = g_object_ref (parent);
  job->begun = begun;
  job->begun_data = data;
  g_task_set_task_data (task, job, (GDestroyNotify) print_job_free);
  jr_desk_open_document_async (desk, document, NULL, on_opened, task);
}

gboolean
jr_paper_printer_print_finish (JrDesk *desk, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, desk), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
