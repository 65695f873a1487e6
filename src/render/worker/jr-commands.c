/* jr-commands.c: what joint-review-render can be asked on the command line
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The command line is an ordinary client: it starts this same program again as a locked-in worker and never looks into
 * the PDF itself. So a hostile file can do here no more than in the desk, and the limits are the same. */

#include "jr-commands.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <cairo.h>
#include <glib/gi18n.h>

#include "jr-command-report.h"
#include "jr-marks-file.h"
#include "jr-output-file.h"
#include "jr-render-client.h"
#include "jr-render-protocol.h"

typedef struct
{
  gboolean as_json;
  int      width;
  char    *output;
  char    *marks;
  char   **rest; /* what is no option */
} Options;

typedef struct
{
  const char *name;
  const char *usage;
  guint       n_rest;
  gboolean    needs_output;
  JrExit (*run) (const Options *options);
} Command;

static JrRenderClient *
open_client (const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  int              fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

  if (fd >= 0)
    return jr_render_client_new (fd, name);
  g_set_error (error, JR_RENDER_ERROR, JR_ERROR_IO, "%s: %s", path, g_strerror (errno));
  return NULL;
}

static JrExit
run_check (const Options *options)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (JrRenderClient)  client = open_client (options->rest[0], &error);
  g_autoptr (JrDocumentFacts) facts =
    client == NULL ? NULL : jr_render_client_check (client, NULL, &error);

  if (facts == NULL)
    return jr_command_refuse (error, options->as_json);
  return jr_command_show_facts (facts, options->as_json);
}

static cairo_status_t
on_png_bytes (void *closure, const unsigned char *bytes, unsigned int length)
{
  JrOutputFile *output = closure;

  while (length > 0)
    {
      ssize_t n = write (output->fd, bytes, length);

      if (n < 0 && errno != EINTR)
        return CAIRO_STATUS_WRITE_ERROR;
      bytes += MAX (n, 0);
      length -= (unsigned int) MAX (n, 0);
    }
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
write_png (const JrPagePixels *page, JrOutputFile *output, GError **error)
{
  /* Cairo only reads it: the mapping is private and the surface never drawn on. */
  guchar          *pixels = (guchar *) g_bytes_get_data (page->pixels, NULL);
  cairo_surface_t *surface =
    cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_RGB24, (int) page->width,
                                         (int) page->height, (int) page->stride);
  cairo_status_t status = cairo_surface_write_to_png_stream (surface, on_png_bytes, output);

  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return jr_output_file_keep (output, error);
  g_set_error (error, JR_RENDER_ERROR, JR_ERROR_IO, "%s: %s", output->path,
               cairo_status_to_string (status));
  return FALSE;
}

static gboolean
draw_page (const Options *options, guint page, GError **error)
{
  g_autoptr (JrRenderClient) client = open_client (options->rest[0], error);
  g_autoptr (JrPagePixels)   pixels = NULL;
  g_auto (JrOutputFile)      output = JR_OUTPUT_FILE_INIT;

  if (client == NULL || !jr_output_file_open (&output, options->output, options->rest[0], error))
    return FALSE;
  pixels = jr_render_client_render (client, page, (guint) options->width, NULL, error);
  return pixels != NULL && write_png (pixels, &output, error);
}

static JrExit
run_page (const Options *options)
{
  g_autoptr (GError) error = NULL;
  guint64            page;

  if (!g_ascii_string_to_unsigned (options->rest[1], 10, 1, JR_RENDER_MAX_PAGES, &page, NULL))
    return jr_command_complain (_ ("the page must be a number from 1"));
  if (options->width < 1 || options->width > JR_RENDER_MAX_WIDTH)
    return jr_command_complain (_ ("--width must be from 1 to 10000"));

  if (!draw_page (options, (guint) page - 1, &error))
    return jr_command_refuse (error, options->as_json);
  return jr_command_show_output (options->output, options->as_json);
}

static gboolean
stamp (const Options *options, GError **error)
{
  g_autoptr (JrMarksFile)    marks = jr_marks_file_load (options->marks, error);
  g_autoptr (JrRenderClient) client = NULL;
  g_auto (JrOutputFile)      output = JR_OUTPUT_FILE_INIT;

  if (marks == NULL)
    return FALSE;
  client = open_client (options->rest[0], error);
  return client != NULL &&
         jr_output_file_open (&output, options->output, options->rest[0], error) &&
         jr_render_client_stamp (client, marks->marks, marks->n_marks, output.fd, NULL, error) &&
         jr_output_file_keep (&output, error);
}

static JrExit
run_stamp (const Options *options)
{
  g_autoptr (GError) error = NULL;

  if (options->marks == NULL)
    return jr_command_complain (_ ("--marks is missing"));
  if (!stamp (options, &error))
    return jr_command_refuse (error, options->as_json);
  return jr_command_show_output (options->output, options->as_json);
}

static JrExit
run_self_test (const Options *options)
{
  g_autoptr (GError)         error = NULL;
  g_autoptr (JrRenderClient) client = open_client (options->rest[0], &error);

  if (client == NULL || !jr_render_client_self_test (client, &error))
    return jr_command_refuse (error, options->as_json);
  return JR_EXIT_DONE;
}

static const Command commands[] = {
  { "check", "check FILE [--json]", 1, FALSE, run_check },
  { "page", "page FILE N --width PIXELS --output PNG", 2, TRUE, run_page },
  { "stamp", "stamp FILE --marks JSON --output PDF", 1, TRUE, run_stamp },
  { "self-test", "self-test FILE", 1, FALSE, run_self_test },
};

static const Command *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (name != NULL && strcmp (name, commands[i].name) == 0)
      return &commands[i];
  return NULL;
}

static void
options_clear (Options *self)
{
  g_free (self->output);
  g_free (self->marks);
  g_strfreev (self->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static GOptionContext *
make_context (Options *options)
{
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->as_json, N_ ("Answer in JSON"), NULL },
    { "width", 0, 0, G_OPTION_ARG_INT, &options->width, N_ ("Width of the picture (page)"),
      N_ ("PIXELS") },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &options->output, N_ ("File to write (page, stamp)"),
      N_ ("FILE") },
    { "marks", 0, 0, G_OPTION_ARG_FILENAME, &options->marks,
      N_ ("Marks to put on the pages (stamp)"), N_ ("JSON") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rest, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  GOptionContext *context = g_option_context_new (_ ("COMMAND FILE …"));

  g_option_context_set_summary (context, _ ("Looks into a PDF from inside a locked-in process.\n\n"
                                            "  check FILE [--json]\n"
                                            "  page FILE N --width PIXELS --output PNG\n"
                                            "  stamp FILE --marks JSON --output PDF"));
  g_option_context_set_description (
    context,
    _ (
      "JSON is an array of {page, x_um, y_um, width_um, height_um, kind, word, department, reviewer, date}; "
      "pages count from 1, lengths are micrometres of the displayed page from its top left corner, kind is "
      "approve, reject or return.\n\nExit status: 0 done, 1 refused with a reason, 2 wrong usage."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return context;
}

static JrExit
run_command (const Options *options, const Command *command)
{
  guint n_rest = options->rest == NULL ? 0 : g_strv_length (options->rest);

  if (n_rest != command->n_rest || (command->needs_output && options->output == NULL))
    {
      g_printerr (_ ("Usage: joint-review-render %s\n"), command->usage);
      return JR_EXIT_USAGE;
    }
  return command->run (options);
}

JrExit
jr_commands_run (int n_arguments, char **arguments)
{
  g_auto (Options)           options = { 0 };
  g_autoptr (GOptionContext) context = make_context (&options);
  g_autoptr (GError)         error = NULL;
  const Command             *command = find_command (n_arguments > 1 ? arguments[1] : NULL);
  g_autofree char           *help = NULL;

  if (!g_option_context_parse (context, &n_arguments, &arguments, &error))
    return jr_command_complain (error->message);
  if (command == NULL)
    {
      help = g_option_context_get_help (context, TRUE, NULL);
      g_printerr ("%s", help);
      return JR_EXIT_USAGE;
    }

  /* The command's own name is the first of what is no option. */
  g_free (options.rest[0]);
  memmove (options.rest, options.rest + 1,
           g_strv_length (options.rest + 1) * sizeof (char *) + sizeof (char *));
  return run_command (&options, command);
}
