/* test-render-stamp.c: files of every build are stamped by appending, or refused with the reason
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gstdio.h>

#include "jr-test-pdf.h"
#include "jr-test-picture.h"
#include "jr-test-stamp.h"

/* Three pages: their own list of annotations, one shared by two pages, and none. */
static GBytes *
make_pages (void)
{
  g_autoptr (JrTestPdf) pdf = jr_test_pdf_new ();

  jr_test_pdf_add (pdf, "<</Type/Catalog/Pages 2 0 R>>");
  jr_test_pdf_add (pdf, "<</Type/Pages/Count 3/Kids[3 0 R 4 0 R 5 0 R]/MediaBox[0 0 595 842]>>");
  jr_test_pdf_add (pdf, "<</Type/Page/Parent 2 0 R/Annots 6 0 R>>");
  jr_test_pdf_add (pdf, "<</Type/Page/Parent 2 0 R/Annots 6 0 R>>");
  jr_test_pdf_add (pdf, "<</Type/Page/Parent 2 0 R>>");
  jr_test_pdf_add (pdf, "[7 0 R]");
  jr_test_pdf_add (pdf,
                   "<</Type/Annot/Subtype/Link/Rect[10 10 20 20]/Border[0 0 0]/NM(the link)>>");
  return jr_test_pdf_finish (pdf);
}

static GBytes *
make_blank (void)
{
  const JrTestPage page = { .content = "" };

  return jr_test_pdf_make_page (&page);
}

static guint
count_words (GBytes *bytes, const char *word)
{
  gsize       size, length = strlen (word);
  const char *cursor = g_bytes_get_data (bytes, &size);
  const char *end = cursor + size;
  guint       n = 0;

  while ((cursor = memmem (cursor, (gsize) (end - cursor), word, length)) != NULL)
    {
      n++;
      cursor += length;
    }
  return n;
}

static void
test_several_marks (void)
{
  g_autoptr (GBytes) pdf = make_pages ();
  const JrMark       marks[] = { jr_test_mark (0, 20000, 20000), jr_test_mark (0, 120000, 200000),
                                 jr_test_mark (2, 60000, 100000) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) stamped = jr_test_stamp (pdf, marks, G_N_ELEMENTS (marks), &error);

  g_assert_no_error (error);
  jr_test_assert_stamped (stamped, "three marks", marks, G_N_ELEMENTS (marks));
  g_assert_cmpuint (count_words (stamped, "/Subtype/Stamp"), ==, 3);
}

/* Two offices, one after the other: the second stamp is appended to the first. */
static void
test_twice (void)
{
  g_autoptr (GBytes) pdf = make_pages ();
  const JrMark       marks[] = { jr_test_mark (1, 20000, 20000), jr_test_mark (1, 120000, 200000) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) once = jr_test_stamp (pdf, &marks[0], 1, &error);
  g_autoptr (GBytes) twice = NULL;

  g_assert_no_error (error);
  jr_test_assert_stamped (once, "once", marks, 1);
  twice = jr_test_stamp (once, &marks[1], 1, &error);
  g_assert_no_error (error);
  jr_test_assert_stamped (twice, "twice", marks, 2);
}

/* The same document and the same mark give the same bytes: whoever composes it again gets what is archived. */
static void
test_deterministic (void)
{
  g_autoptr (GBytes) pdf = make_pages ();
  const JrMark       mark = jr_test_mark (0, 20000, 20000);
  g_autoptr (GBytes) first = jr_test_stamp (pdf, &mark, 1, NULL);
  g_autoptr (GBytes) second = jr_test_stamp (pdf, &mark, 1, NULL);

  g_assert_true (g_bytes_equal (first, second));
}

/* A list of annotations that two pages share: the mark is on one of them only, and what was on it stays on both. */
static void
test_shared_annotations (void)
{
  g_autoptr (GBytes) pdf = make_pages ();
  const JrMark       mark = jr_test_mark (0, 20000, 20000);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) stamped = jr_test_stamp (pdf, &mark, 1, &error);
  g_autofree char   *path = NULL, *objects = NULL;
  int                status = -1;

  g_assert_no_error (error);
  jr_test_assert_stamped (stamped, "shared", &mark, 1);
  path = jr_test_save (stamped, "shared.pdf");
  {
    const char *const arguments[] = { "qpdf", "--show-object=3", path, NULL };

    if (!jr_test_run_tool (arguments, &status, &objects))
      return;
  }
  g_assert_cmpint (status, ==, 0);
  g_assert_nonnull (strstr (objects, "7 0 R"));
  g_unlink (path);
}

/* What qpdf makes of a file; stamped, each must be whole and show its mark. */
static void
test_builds (void)
{
  static const char *const builds[][3] = {
    { "--linearize", NULL },
    { "--object-streams=generate", NULL },
    { "--object-streams=generate", "--linearize", NULL },
    { "--qdf", NULL },
    { "--object-streams=disable", "--newline-before-endstream", NULL },
  };
  g_autoptr (GBytes) pdf = make_pages ();
  g_autofree char   *original = jr_test_save (pdf, "original.pdf");
  g_autofree char   *built = g_strconcat (original, ".built", NULL);
  const JrMark       mark = jr_test_mark (2, 100000, 100000);

  for (guint i = 0; i < G_N_ELEMENTS (builds); i++)
    {
      const char *const arguments[] = { "qpdf", original, built, builds[i][0], builds[i][1], NULL };
      g_autoptr (GError) error = NULL;
      g_autofree char   *bytes = NULL;
      g_autoptr (GBytes) input = NULL, stamped = NULL;
      gsize              size;
      int                status = -1;

      if (!jr_test_run_tool (arguments, &status, NULL))
        {
          g_test_skip ("qpdf is not installed");
          return;
        }
      g_assert_cmpint (status, ==, 0);
      g_file_get_contents (built, &bytes, &size, &error);
      g_assert_no_error (error);
      input = g_bytes_new_take (g_steal_pointer (&bytes), size);
      stamped = jr_test_stamp (input, &mark, 1, &error);
      g_assert_no_error (error);
      jr_test_assert_stamped (stamped, builds[i][0], &mark, 1);
    }
  g_unlink (built);
  g_unlink (original);
}

/* A table for old readers, and a stream beside it with what those cannot read (PDF 1.7, 7.5.8.4): here the page's
 * resources, in an object stream. */
static GBytes *
make_hybrid (void)
{
  GString                 *all = g_string_new ("%PDF-1.5\n");
  gsize                    offsets[8] = { 0 };
  gsize                    table;
  static const char *const objects[] = {
    NULL,
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Count 1/Kids[3 0 R]>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 5 0 R>>",
    "<</Length 0>>\nstream\n\nendstream",
    NULL,
    "<</Type/ObjStm/N 1/First 4/Length 22>>\nstream\n5 0 <</ProcSet[/PDF]>>\nendstream",
    "<</Type/XRef/Size 8/W[1 2 1]/Index[5 1]/Filter/ASCIIHexDecode/Length 9>>\nstream\n02000600>\n"
    "endstream",
  };

  for (guint i = 1; i < G_N_ELEMENTS (objects); i++)
    if (objects[i] != NULL)
      {
        offsets[i] = all->len;
        g_string_append_printf (all, "%u 0 obj\n%s\nendobj\n", i, objects[i]);
      }
  table = all->len;
  g_string_append (all, "xref\n0 8\n0000000005 65535 f \n");
  for (guint i = 1; i < G_N_ELEMENTS (objects); i++)
    g_string_append_printf (all, "%010" G_GSIZE_FORMAT " %05u %c \n", offsets[i],
                            objects[i] == NULL ? 1 : 0, objects[i] == NULL ? 'f' : 'n');
  g_string_append_printf (all,
                          "trailer\n<</Size 8/Root 1 0 R/XRefStm %" G_GSIZE_FORMAT
                          ">>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
                          offsets[7], table);
  return g_string_free_to_bytes (all);
}

static void
test_hybrid (void)
{
  g_autoptr (GBytes) pdf = make_hybrid ();
  const JrMark       mark = jr_test_mark (0, 100000, 100000);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) stamped = jr_test_stamp (pdf, &mark, 1, &error);

  g_assert_no_error (error);
  jr_test_assert_stamped (stamped, "hybrid", &mark, 1);
}

static void
test_encrypted (void)
{
  static const struct
  {
    const char *user, *word;
  } rows[] = { { "", "an encrypted file cannot be stamped" }, { "secret", "needs a password" } };
  g_autoptr (GBytes) pdf = make_blank ();
  g_autofree char   *original = jr_test_save (pdf, "original.pdf");
  g_autofree char   *locked = g_strconcat (original, ".locked", NULL);
  const JrMark       mark = jr_test_mark (0, 100000, 100000);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *const  arguments[] = { "qpdf", original, "--encrypt", rows[i].user, "owner",
                                         "256",  "--",     locked,      NULL };
      g_autofree char   *bytes = NULL;
      g_autoptr (GBytes) input = NULL;
      gsize              size;
      int                status = -1;

      if (!jr_test_run_tool (arguments, &status, NULL))
        {
          g_test_skip ("qpdf is not installed");
          return;
        }
      g_assert_cmpint (status, ==, 0);
      g_assert_true (g_file_get_contents (locked, &bytes, &size, NULL));
      input = g_bytes_new_take (g_steal_pointer (&bytes), size);
      jr_test_assert_not_stamped (input, &mark, JR_ERROR_REFUSED, rows[i].word);
    }
  g_unlink (locked);
  g_unlink (original);
}

static GBytes *
join (const void *head, gsize head_size, const void *tail, gsize tail_size)
{
  guint8 *all = g_malloc (head_size + tail_size);

  if (head_size > 0)
    memcpy (all, head, head_size);
  if (tail_size > 0)
    memcpy (all + head_size, tail, tail_size);
  return g_bytes_new_take (all, head_size + tail_size);
}

/* What can only be read after repair keeps its bytes: nothing is appended to it. */
static void
test_damaged (void)
{
  static const char  junk[3000] = "junk\n";
  g_autoptr (GBytes) pdf = make_blank ();
  gsize              size;
  const char        *bytes = g_bytes_get_data (pdf, &size);
  const char        *end = memmem (bytes, size, "startxref", 9);
  gsize              kept = (gsize) (end - bytes);
  const JrMark       mark = jr_test_mark (0, 100000, 100000);
  const struct
  {
    const char *name;
    GBytes     *pdf;
    JrErrorCode code;
    const char *word;
  } rows[] = {
    { "junk before", join (junk, 5, bytes, size), JR_ERROR_REFUSED, "foreign bytes" },
    { "junk after", join (bytes, size, junk, sizeof junk), JR_ERROR_REFUSED, "damaged" },
    { "no end", join (bytes, kept, "", 0), JR_ERROR_REFUSED, "damaged" },
    { "wrong offset", join (bytes, kept, "startxref\n99\n%%EOF\n", 19), JR_ERROR_REFUSED,
      "damaged" },
    { "offset beyond", join (bytes, kept, "startxref\n99999999999\n%%EOF\n", 28), JR_ERROR_REFUSED,
      "damaged" },
    { "no offset", join (bytes, kept, "startxref\n\n%%EOF\n", 17), JR_ERROR_REFUSED, "damaged" },
    { "half", join (bytes, kept / 2, "", 0), JR_ERROR_CORRUPT, "beyond repair" },
    { "no PDF", join (junk, 5, "", 0), JR_ERROR_INVALID, "not a PDF" },
    { "empty", join (junk, 0, "", 0), JR_ERROR_INVALID, "empty" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) input = rows[i].pdf;

      g_test_message ("%s", rows[i].name);
      jr_test_assert_not_stamped (input, &mark, rows[i].code, rows[i].word);
    }
}

/* Pages whose object is not theirs alone, or is none. */
static void
test_odd_pages (void)
{
  static const struct
  {
    const char *kids;
    const char *count;
  } rows[] = {
    { "3 0 R 3 0 R", "2" }, /* the same page twice */
    { "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>", "1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JrTestPdf) pdf = jr_test_pdf_new ();
      g_autofree char      *tree =
        g_strdup_printf ("<</Type/Pages/Count %s/Kids[%s]>>", rows[i].count, rows[i].kids);
      g_autoptr (GBytes) bytes = NULL;
      const JrMark       mark = jr_test_mark (0, 100000, 100000);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) stamped = NULL;

      jr_test_pdf_add (pdf, "<</Type/Catalog/Pages 2 0 R>>");
      jr_test_pdf_add (pdf, tree);
      jr_test_pdf_add (pdf, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>");
      bytes = jr_test_pdf_finish (pdf);
      stamped = jr_test_stamp (bytes, &mark, 1, &error);
      g_assert_null (stamped);
      g_test_message ("%s", error->message);
      g_assert_error (error, JR_RENDER_ERROR, JR_ERROR_REFUSED);
    }
}

/* Nobody can have seen that page whole, so nobody can have decided about it. */
static void
test_broken_page (void)
{
  g_autoptr (GBytes) encoded = jr_test_picture_encode (JR_TEST_FAX);
  g_autoptr (GBytes) broken =
    jr_test_picture_make_pdf (JR_TEST_FAX, encoded, g_bytes_get_size (encoded) / 2);
  const JrMark mark = jr_test_mark (0, 100000, 100000);

  jr_test_assert_not_stamped (broken, &mark, JR_ERROR_CORRUPT, "damaged or cut off");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/stamp/several-marks", test_several_marks);
  g_test_add_func ("/render/stamp/twice", test_twice);
  g_test_add_func ("/render/stamp/deterministic", test_deterministic);
  g_test_add_func ("/render/stamp/shared-annotations", test_shared_annotations);
  g_test_add_func ("/render/stamp/builds", test_builds);
  g_test_add_func ("/render/stamp/hybrid", test_hybrid);
  g_test_add_func ("/render/stamp/encrypted", test_encrypted);
  g_test_add_func ("/render/stamp/damaged", test_damaged);
  g_test_add_func ("/render/stamp/odd-pages", test_odd_pages);
  g_test_add_func ("/render/stamp/broken-page", test_broken_page);
  return g_test_run ();
}
