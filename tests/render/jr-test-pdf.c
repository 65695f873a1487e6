/* jr-test-pdf.c: PDFs that the tests write themselves
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-test-pdf.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct _JrTestPdf
{
  GString *bytes;
  GArray  *offsets; /* gsize; element 0 is object 1 */
};

JrTestPdf *
jr_test_pdf_new (void)
{
  JrTestPdf *self = g_new0 (JrTestPdf, 1);

  self->bytes = g_string_new ("%PDF-1.7\n");
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  return self;
}

void
jr_test_pdf_free (JrTestPdf *self)
{
  if (self->bytes != NULL)
    g_string_free (self->bytes, TRUE);
  g_array_unref (self->offsets);
  g_free (self);
}

static guint
begin (JrTestPdf *self)
{
  g_array_append_val (self->offsets, self->bytes->len);
  g_string_append_printf (self->bytes, "%u 0 obj\n", self->offsets->len);
  return self->offsets->len;
}

guint
jr_test_pdf_add (JrTestPdf *self, const char *body)
{
  guint number = begin (self);

  g_string_append (self->bytes, body);
  g_string_append (self->bytes, "\nendobj\n");
  return number;
}

guint
jr_test_pdf_add_stream (JrTestPdf *self, const char *dictionary, const void *bytes, gsize size)
{
  guint number = begin (self);

  g_string_append_printf (self->bytes, "<<%s/Length %" G_GSIZE_FORMAT ">>\nstream\n", dictionary,
                          size);
  g_string_append_len (self->bytes, bytes, (gssize) size);
  g_string_append (self->bytes, "\nendstream\nendobj\n");
  return number;
}

GBytes *
jr_test_pdf_finish (JrTestPdf *self)
{
  gsize start = self->bytes->len;

  g_string_append_printf (self->bytes, "xref\n0 %u\n0000000000 65535 f \n", self->offsets->len + 1);
  for (guint i = 0; i < self->offsets->len; i++)
    g_string_append_printf (self->bytes, "%010" G_GSIZE_FORMAT " 00000 n \n",
                            g_array_index (self->offsets, gsize, i));
  g_string_append_printf (self->bytes,
                          "trailer\n<</Size %u/Root 1 0 R/ID[<00112233445566778899aabbccddeeff>"
                          "<00112233445566778899aabbccddeeff>]>>\nstartxref\n%" G_GSIZE_FORMAT
                          "\n%%%%EOF\n",
                          self->offsets->len + 1, start);
  return g_string_free_to_bytes (g_steal_pointer (&self->bytes));
}

static const char *
or_else (const char *text, const char *usual)
{
  return text == NULL ? usual : text;
}

JrTestPdf *
jr_test_pdf_new_page (const JrTestPage *page)
{
  JrTestPdf       *self = jr_test_pdf_new ();
  const char      *content = or_else (page->content, "0.5 G 2 w 20 400 m 570 400 l S");
  g_autofree char *tree =
    g_strdup_printf ("<</Type/Pages/Count 1/Kids[3 0 R]%s>>", or_else (page->tree, ""));
  g_autofree char *body =
    g_strdup_printf ("<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<%s>>%s>>",
                     or_else (page->media_box, "0 0 595 842"), or_else (page->resources, ""),
                     or_else (page->page, ""));

  jr_test_pdf_add (self, "<</Type/Catalog/Pages 2 0 R>>");
  jr_test_pdf_add (self, tree);
  jr_test_pdf_add (self, body);
  if (page->content_bytes != NULL)
    jr_test_pdf_add_stream (self, page->content_dictionary,
                            g_bytes_get_data (page->content_bytes, NULL),
                            g_bytes_get_size (page->content_bytes));
  else
    jr_test_pdf_add_stream (self, "", content, strlen (content));
  return self;
}

GBytes *
jr_test_pdf_make_page (const JrTestPage *page)
{
  g_autoptr (JrTestPdf) self = jr_test_pdf_new_page (page);

  return jr_test_pdf_finish (self);
}

GBytes *
jr_test_pdf_make_endless (void)
{
  const JrTestPage      page = { .content = "/F Do", .resources = "/XObject<</F 5 0 R>>" };
  g_autoptr (JrTestPdf) self = jr_test_pdf_new_page (&page);

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *dictionary = g_strdup_printf (
        "/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</F %u 0 R>>>>", 6 + i);

      jr_test_pdf_add_stream (self, dictionary, "/F Do /F Do", 11);
    }
  jr_test_pdf_add_stream (self, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "0 0 m 9 9 l S", 13);
  return jr_test_pdf_finish (self);
}

JrRenderClient *
jr_test_open (GBytes *bytes)
{
  gsize       size;
  const void *start = g_bytes_get_data (bytes, &size);
  int         fd = memfd_create ("test.pdf", MFD_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, start, size), ==, (gssize) size);
  return jr_render_client_new (fd, "test.pdf");
}

char *
jr_test_save (GBytes *bytes, const char *name)
{
  static char       *folder;
  g_autofree char   *path = NULL;
  g_autoptr (GError) error = NULL;

  if (folder == NULL)
    folder = g_dir_make_tmp ("joint-review-render-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (folder, name, NULL);
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                       &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

gboolean
jr_test_run_tool (const char *const *arguments, int *out_status, char **out_text)
{
  g_autofree char   *program = g_find_program_in_path (arguments[0]);
  g_autofree char   *errors = NULL;
  g_autofree char   *text = NULL;
  g_autoptr (GError) error = NULL;
  int                status;

  if (program == NULL)
    {
      g_test_message ("%s is not installed", arguments[0]);
      return FALSE;
    }
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, &errors,
                &status, &error);
  g_assert_no_error (error);
  *out_status = WIFEXITED (status) ? WEXITSTATUS (status) : -1;
  if (out_text != NULL)
    *out_text = g_strconcat (text, errors, NULL);
  return TRUE;
}

guint
jr_test_count_ink (const JrPagePixels *pixels)
{
  const guint8 *bytes = g_bytes_get_data (pixels->pixels, NULL);
  guint         n = 0;

  for (gsize i = 0; i < (gsize) pixels->width * pixels->height; i++)
    n += MIN (bytes[4 * i], MIN (bytes[4 * i + 1], bytes[4 * i + 2])) < 200;
  return n;
}
