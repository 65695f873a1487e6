/* test-render-signed.c: marks leave signatures valid, or are refused where the signer forbids them
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Signs small files with openssl, as a signing program would, and asks Poppler's pdfsig what it thinks of them before
 * and after a mark. Both are outside programs; where one is missing the test says so and is skipped. */

#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#include "jr-test-pdf.h"
#include "jr-test-stamp.h"

#define SIGNATURE_BYTES 3000
#define VALID "Signature is Valid"

typedef struct
{
  char *folder;
  char *key;
  char *certificate;
} Signer;

static void
signer_clear (Signer *self)
{
  if (self->folder == NULL)
    return;
  g_unlink (self->key);
  g_unlink (self->certificate);
  g_rmdir (self->folder);
  g_free (self->key);
  g_free (self->certificate);
  g_free (self->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Signer, signer_clear)

static gboolean
signer_make (Signer *self)
{
  g_autoptr (GError) error = NULL;
  int                status = -1;

  self->folder = g_dir_make_tmp ("joint-review-signer-XXXXXX", &error);
  g_assert_no_error (error);
  self->key = g_build_filename (self->folder, "key.pem", NULL);
  self->certificate = g_build_filename (self->folder, "certificate.pem", NULL);

  {
    const char *const arguments[] = { "openssl",  "req",
                                      "-x509",    "-newkey",
                                      "rsa:2048", "-nodes",
                                      "-keyout",  self->key,
                                      "-out",     self->certificate,
                                      "-days",    "2",
                                      "-subj",    "/CN=Joint Review test",
                                      NULL };

    if (!jr_test_run_tool (arguments, &status, NULL))
      return FALSE;
  }
  g_assert_cmpint (status, ==, 0);
  return TRUE;
}

/* A detached CMS over @bytes, in hex. */
static char *
sign (const Signer *self, const char *bytes, gsize size)
{
  g_autofree char   *data = g_build_filename (self->folder, "data", NULL);
  g_autofree char   *cms = g_build_filename (self->folder, "cms", NULL);
  const char *const  arguments[] = { "openssl", "cms",     "-sign",    "-binary",
                                     "-in",     data,      "-signer",  self->certificate,
                                     "-inkey",  self->key, "-outform", "DER",
                                     "-out",    cms,       NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char   *der = NULL;
  GString           *hex = g_string_new (NULL);
  gsize              length;
  int                status = -1;

  g_file_set_contents (data, bytes, (gssize) size, &error);
  g_assert_no_error (error);
  g_assert_true (jr_test_run_tool (arguments, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  g_file_get_contents (cms, &der, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, <, SIGNATURE_BYTES);
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (hex, "%02x", (guint8) der[i]);
  g_unlink (data);
  g_unlink (cms);
  return g_string_free (hex, FALSE);
}

/* One blank page with a signature field; @reference and @catalog make it more than an approval. */
static GBytes *
make_unsigned (const char *reference, const char *catalog)
{
  g_autoptr (JrTestPdf) pdf = jr_test_pdf_new ();
  g_autofree char      *zeros = g_strnfill (2 * SIGNATURE_BYTES, '0');
  g_autofree char      *root =
    g_strdup_printf ("<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[4 0 R]>>%s>>",
                     catalog);
  g_autofree char *signature =
    g_strdup_printf ("<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached%s"
                     "/ByteRange[0 0000000000 0000000000 0000000000]/Contents<%s>>>",
                     reference, zeros);

  jr_test_pdf_add (pdf, root);
  jr_test_pdf_add (pdf, "<</Type/Pages/Count 1/Kids[3 0 R]>>");
  jr_test_pdf_add (pdf, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[4 0 R]>>");
  jr_test_pdf_add (pdf, "<</Type/Annot/Subtype/Widget/FT/Sig/T(office)/Rect[0 0 0 0]/F 132/P 3 0 R"
                        "/V 5 0 R>>");
  jr_test_pdf_add (pdf, signature);
  return jr_test_pdf_finish (pdf);
}

static GBytes *
make_signed (const Signer *signer, const char *reference, const char *catalog)
{
  g_autoptr (GBytes) blank = make_unsigned (reference, catalog);
  gsize              size, start, end;
  g_autofree char   *bytes = g_bytes_unref_to_data (g_steal_pointer (&blank), &size);
  g_autofree char   *covered = NULL, *hex = NULL, *range = NULL;
  char              *place = memmem (bytes, size, "/ByteRange[", 11);

  start = (gsize) ((char *) memmem (bytes, size, "/Contents<", 10) - bytes) + 9;
  end = start + 2 * SIGNATURE_BYTES + 2;
  range = g_strdup_printf ("/ByteRange[0 %010" G_GSIZE_FORMAT " %010" G_GSIZE_FORMAT
                           " %010" G_GSIZE_FORMAT "]",
                           start, end, size - end);
  memcpy (place, range, strlen (range));

  covered = g_malloc (size);
  memcpy (covered, bytes, start);
  memcpy (covered + start, bytes + end, size - end);
  hex = sign (signer, covered, size - (end - start));
  memcpy (bytes + start + 1, hex, strlen (hex));
  return g_bytes_new_take (g_steal_pointer (&bytes), size);
}

/* @return what pdfsig says, or NULL when it is not installed. */
static char *
verify (GBytes *pdf)
{
  g_autofree char  *path = jr_test_save (pdf, "signed.pdf");
  const char *const arguments[] = { "pdfsig", "-nocert", path, NULL };
  g_autofree char  *words = NULL;
  int               status = -1;

  if (!jr_test_run_tool (arguments, &status, &words))
    return NULL;
  g_unlink (path);
  return g_steal_pointer (&words);
}

/* @return FALSE when the test cannot be made here. */
static gboolean
begin (Signer *signer)
{
  g_autofree char *pdfsig = g_find_program_in_path ("pdfsig");

  if (pdfsig != NULL && signer_make (signer))
    return TRUE;
  g_test_skip ("openssl or pdfsig is not installed");
  return FALSE;
}

static const char may_annotate[] =
  "/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams"
  "<</Type/TransformParams/V/1.2/P 3>>>>]";
static const char certified[] = "/Perms<</DocMDP 5 0 R>>";

static void
test_stays_valid (void)
{
  static const struct
  {
    const char *name, *reference, *catalog;
  } rows[] = {
    { "approval", "", "" },
    { "certified, annotations allowed", may_annotate, certified },
    { "field lock",
      "/Reference[<</Type/SigRef/TransformMethod/FieldMDP/TransformParams<</Type/TransformParams"
      "/V/1.2/Action/All>>>>]",
      "" },
  };
  g_auto (Signer) signer = { 0 };

  if (!begin (&signer))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) pdf = make_signed (&signer, rows[i].reference, rows[i].catalog);
      const JrMark       mark = jr_test_mark (0, 100000, 100000);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) stamped = jr_test_stamp (pdf, &mark, 1, &error);
      g_autofree char   *before = verify (pdf);
      g_autofree char   *after = NULL;

      g_assert_no_error (error);
      jr_test_assert_stamped (stamped, rows[i].name, &mark, 1);
      g_assert_nonnull (strstr (before, VALID));
      after = verify (stamped);
      g_test_message ("%s", after);
      g_assert_nonnull (strstr (after, VALID));
    }
}

/* The test of validity is one: a changed byte shows. */
static void
test_pdfsig_notices (void)
{
  g_auto (Signer)    signer = { 0 };
  g_autoptr (GBytes) pdf = NULL, forged = NULL;
  g_autofree char   *bytes = NULL, *words = NULL;
  gsize              size;

  if (!begin (&signer))
    return;
  pdf = make_signed (&signer, "", "");
  bytes = g_memdup2 (g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf));
  size = g_bytes_get_size (pdf);
  memcpy (memmem (bytes, size, "842]", 4), "841]", 4);
  forged = g_bytes_new_take (g_steal_pointer (&bytes), size);
  words = verify (forged);
  g_assert_nonnull (strstr (words, "Signature Validation"));
  g_assert_null (strstr (words, VALID));
}

static void
test_forbidden (void)
{
  static const struct
  {
    const char *permission, *catalog;
  } rows[] = {
    { "/P 1", certified }, { "/P 2", certified }, { "", certified }, { "/P 1", "" }, { "/P 2", "" },
  };
  g_auto (Signer) signer = { 0 };

  if (!begin (&signer))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *reference =
        g_strdup_printf ("/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams"
                         "<</Type/TransformParams/V/1.2%s>>>>]",
                         rows[i].permission);
      g_autoptr (GBytes) pdf = make_signed (&signer, reference, rows[i].catalog);
      const JrMark       mark = jr_test_mark (0, 100000, 100000);

      jr_test_assert_not_stamped (pdf, &mark, JR_ERROR_REFUSED, "forbids");
    }
}

static void
test_facts (void)
{
  static const struct
  {
    const char *value;
    gboolean    is_signed;
  } rows[] = { { "/V 5 0 R", TRUE }, { "", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JrTestPdf)       pdf = jr_test_pdf_new ();
      g_autofree char            *field = g_strdup_printf ("<</FT/Sig/T(x)%s>>", rows[i].value);
      g_autoptr (GBytes)          bytes = NULL;
      g_autoptr (JrRenderClient)  client = NULL;
      g_autoptr (JrDocumentFacts) facts = NULL;
      g_autoptr (GError)          error = NULL;

      jr_test_pdf_add (pdf, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>");
      jr_test_pdf_add (pdf, "<</Type/Pages/Count 1/Kids[3 0 R]>>");
      jr_test_pdf_add (pdf, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>");
      jr_test_pdf_add (pdf, field);
      jr_test_pdf_add (pdf, "<</Type/Sig>>");
      jr_test_pdf_add (pdf, "<</T(parent)/Kids[4 0 R]>>");
      bytes = jr_test_pdf_finish (pdf);
      client = jr_test_open (bytes);
      facts = jr_render_client_check (client, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (facts->is_signed, ==, rows[i].is_signed);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/signed/facts", test_facts);
  g_test_add_func ("/render/signed/pdfsig-notices", test_pdfsig_notices);
  g_test_add_func ("/render/signed/stays-valid", test_stays_valid);
  g_test_add_func ("/render/signed/forbidden", test_forbidden);
  return g_test_run ();
}
