/* small-pdf.c: the smallest files that are PDFs, for tests that send them
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "small-pdf.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

static void
begin_object (GString *text, GArray *offsets)
{
  gsize offset = text->len;

  g_array_append_val (offsets, offset);
  g_string_append_printf (text, "%u 0 obj\n", offsets->len);
}

static void
append_table (GString *text, GArray *offsets)
{
  gsize start = text->len;

  g_string_append_printf (text, "xref\n0 %u\n0000000000 65535 f \n", offsets->len + 1);
  for (guint i = 0; i < offsets->len; i++)
    g_string_append_printf (text, "%010" G_GSIZE_FORMAT " 00000 n \n",
                            g_array_index (offsets, gsize, i));
  g_string_append_printf (text,
                          "trailer\n<< /Size %u /Root 1 0 R >>\nstartxref\n%" G_GSIZE_FORMAT
                          "\n%%%%EOF\n",
                          offsets->len + 1, start);
}

char *
small_pdf_new (guint n_pages, const char *word)
{
  GString           *text = g_string_new ("%PDF-1.7\n");
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (gsize));

  g_string_append_printf (text, "%% %s\n", word);
  begin_object (text, offsets);
  g_string_append (text, "<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
  begin_object (text, offsets);
  g_string_append (text, "<< /Type /Pages /Kids [");
  for (guint i = 0; i < n_pages; i++)
    g_string_append_printf (text, " %u 0 R", i + 3);
  g_string_append_printf (text, " ] /Count %u >>\nendobj\n", n_pages);
  for (guint i = 0; i < n_pages; i++)
    {
      begin_object (text, offsets);
      g_string_append (
        text, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>\nendobj\n");
    }
  append_table (text, offsets);
  return g_string_free (text, FALSE);
}

GBytes *
small_pdf_new_encrypted (const char *user_password)
{
  g_autofree char        *plain = small_pdf_new (1, "secret");
  g_autoptr (GError)      error = NULL;
  g_autofree char        *folder = g_dir_make_tmp ("small-pdf-XXXXXX", &error);
  g_autofree char        *in = g_build_filename (folder, "in.pdf", NULL);
  g_autofree char        *out = g_build_filename (folder, "out.pdf", NULL);
  g_autoptr (GSubprocess) qpdf = NULL;
  char                   *contents = NULL;
  gsize                   length = 0;

  g_file_set_contents (in, plain, -1, &error);
  g_assert_no_error (error);
  qpdf = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "qpdf", "--encrypt", user_password,
                           "owner", "256", "--", in, out, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (qpdf, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (out, &contents, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (in) | g_unlink (out) | g_rmdir (folder), ==, 0);
  return g_bytes_new_take (contents, length);
}
