/* test-render-faults.c: broken pictures and hostile files are errors, never white pages
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <zlib.h>

#include "jr-test-pdf.h"
#include "jr-test-picture.h"

#define WIDTH 300
#define HEIGHT 425
/* Of a request here, so that hanging over a file takes no longer than it must. */
#define LIMIT_SECONDS 2

static void
test_whole_pictures (void)
{
  for (guint coding = 0; coding < JR_TEST_N_CODINGS; coding++)
    {
      g_autoptr (GBytes)         encoded = jr_test_picture_encode (coding);
      g_autoptr (GBytes)         pdf = jr_test_picture_make_pdf (coding, encoded, G_MAXSIZE);
      g_autoptr (JrRenderClient) client = jr_test_open (pdf);
      g_autoptr (GError)         error = NULL;
      g_autoptr (JrPagePixels)   pixels = jr_render_client_render (client, 0, WIDTH, NULL, &error);

      g_test_message ("%s", jr_test_coding_get_name (coding));
      g_assert_no_error (error);
      g_assert_cmpuint (pixels->width, ==, WIDTH);
      g_assert_cmpuint (pixels->height, ==, HEIGHT);
      g_assert_cmpuint (jr_test_count_ink (pixels), >, WIDTH * HEIGHT / 4);
    }
}

static void
test_cut_pictures (void)
{
  for (guint coding = 0; coding < JR_TEST_N_CODINGS; coding++)
    for (guint tenths = 1; tenths < 10; tenths += 2)
      {
        g_autoptr (GBytes)         encoded = jr_test_picture_encode (coding);
        gsize                      keep = g_bytes_get_size (encoded) * tenths / 10;
        g_autoptr (GBytes)         pdf = jr_test_picture_make_pdf (coding, encoded, keep);
        g_autoptr (JrRenderClient) client = jr_test_open (pdf);
        g_autoptr (GError)         error = NULL;
        g_autoptr (JrPagePixels) pixels = jr_render_client_render (client, 0, WIDTH, NULL, &error);

        g_test_message ("%s, %u %%", jr_test_coding_get_name (coding), 10 * tenths);
        g_assert_error (error, JR_RENDER_ERROR, JR_ERROR_CORRUPT);
        g_assert_null (pixels);
      }
}

/* The second time Poppler may keep quiet about what it could not read; the answer is the same. */
static void
test_lost_stays_lost (void)
{
  const JrTestPage           page = { .content = "q 595 0 0 842 0 0 cm /Missing Do Q" };
  g_autoptr (GBytes)         pdf = jr_test_pdf_make_page (&page);
  g_autoptr (JrRenderClient) client = jr_test_open (pdf);
  g_autofree char           *first = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (jr_render_client_render (client, 0, WIDTH + i, NULL, &error));
      g_assert_error (error, JR_RENDER_ERROR, JR_ERROR_CORRUPT);
      if (i == 0)
        first = g_strdup (error->message);
      g_assert_cmpstr (error->message, ==, first);
    }
}

/* A picture that is not drawn may be broken: it is not missed. */
static void
test_unused_picture (void)
{
  const JrTestPage           page = { .resources = "/XObject<</I 5 0 R>>" };
  g_autoptr (JrTestPdf)      pdf = jr_test_pdf_new_page (&page);
  g_autoptr (GBytes)         bytes = NULL;
  g_autoptr (JrRenderClient) client = NULL;
  g_autoptr (GError)         error = NULL;
  g_autoptr (JrPagePixels)   pixels = NULL;

  jr_test_pdf_add_stream (
    pdf,
    "/Subtype/Image/Width 10/Height 10/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode",
    "x", 1);
  bytes = jr_test_pdf_finish (pdf);
  client = jr_test_open (bytes);
  pixels = jr_render_client_render (client, 0, WIDTH, NULL, &error);
  g_assert_no_error (error);
}

static GBytes *
repeat (const char *text, gsize n, const char *end)
{
  GString *all = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append (all, text);
  g_string_append (all, end);
  return g_string_free_to_bytes (all);
}

/* Spaces, as many as 2 GB in 2 MB. */
static GBytes *
make_flate_bomb (void)
{
  gsize              block_size = 1 << 20;
  g_autofree guint8 *block = g_malloc (block_size);
  gsize              room = 8 << 20;
  guint8            *packed = g_malloc (room);
  z_stream           stream = { .next_out = packed, .avail_out = (uInt) room };

  memset (block, ' ', block_size);
  g_assert_cmpint (deflateInit (&stream, 9), ==, Z_OK);
  for (guint i = 0; i < 2048; i++)
    {
      stream.next_in = block;
      stream.avail_in = (uInt) block_size;
      g_assert_cmpint (deflate (&stream, i == 2047 ? Z_FINISH : Z_NO_FLUSH), >=, 0);
    }
  deflateEnd (&stream);
  return g_bytes_new_take (packed, stream.total_out);
}

static GBytes *
make_with_content (GBytes *content, const char *dictionary)
{
  const JrTestPage page = { .content_bytes = content, .content_dictionary = dictionary };

  return jr_test_pdf_make_page (&page);
}

static GBytes *
make_image_bomb (const char *dictionary)
{
  const JrTestPage      page = { .content = "q 595 0 0 842 0 0 cm /I Do Q",
                                 .resources = "/XObject<</I 5 0 R>>" };
  g_autoptr (JrTestPdf) pdf = jr_test_pdf_new_page (&page);
  g_autoptr (GBytes)    bomb = make_flate_bomb ();

  jr_test_pdf_add_stream (pdf, dictionary, g_bytes_get_data (bomb, NULL), g_bytes_get_size (bomb));
  return jr_test_pdf_finish (pdf);
}

static GBytes *
make_tree_loop (void)
{
  g_autoptr (JrTestPdf) pdf = jr_test_pdf_new ();

  jr_test_pdf_add (pdf, "<</Type/Catalog/Pages 2 0 R>>");
  jr_test_pdf_add (pdf, "<</Type/Pages/Count 100000/Kids[3 0 R]>>");
  jr_test_pdf_add (pdf, "<</Type/Pages/Count 100000/Parent 2 0 R/Kids[2 0 R]>>");
  return jr_test_pdf_finish (pdf);
}

/* Asks twice for the check and the page. Whatever comes, it must come in time, and be right: a picture or a reason. */
static void
assert_survives (const char *name, GBytes *pdf)
{
  g_autoptr (JrRenderClient) client = jr_test_open (pdf);

  jr_render_client_set_limit (client, LIMIT_SECONDS);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError)          check_error = NULL;
      g_autoptr (GError)          page_error = NULL;
      g_autoptr (JrDocumentFacts) facts = jr_render_client_check (client, NULL, &check_error);
      g_autoptr (JrPagePixels)    pixels =
        jr_render_client_render (client, 0, WIDTH, NULL, &page_error);

      g_assert_true ((facts == NULL) == (check_error != NULL));
      g_assert_true ((pixels == NULL) == (page_error != NULL));
      g_test_message ("%s: check: %s; page: %s", name,
                      facts != NULL ? "opened" : check_error->message,
                      pixels != NULL ? "drawn" : page_error->message);
    }
}

static void
test_hostile_files (void)
{
  g_autoptr (GBytes) nested = repeat ("[", 300000, " TJ");
  g_autoptr (GBytes) saves = repeat ("q ", 500000, "0 0 m 9 9 l S");
  g_autoptr (GBytes) bomb = make_flate_bomb ();
  g_autoptr (GBytes) garbage = repeat ("%PDF-1.7 ] >> stream obj <<", 4000, "");
  const JrTestPage   huge = { .media_box = "0 0 100000000 100000000" };
  const JrTestPage   tall = { .media_box = "0 0 1 1000000" };
  const JrTestPage   empty = { .media_box = "0 0 0 0" };
  const JrTestPage   own_parent = { .tree = "/Parent 2 0 R" };
  const struct
  {
    const char *name;
    GBytes     *pdf;
  } files[] = {
    { "nested arrays", make_with_content (nested, "") },
    { "nested states", make_with_content (saves, "") },
    { "2 GB of content", make_with_content (bomb, "/Filter/FlateDecode") },
    { "26,000 x 26,000 colour",
      make_image_bomb (
        "/Subtype/Image/Width 26000/Height 26000/ColorSpace/DeviceRGB/BitsPerComponent 8"
        "/Filter/FlateDecode") },
    { "2,000,000,000 wide",
      make_image_bomb (
        "/Subtype/Image/Width 2000000000/Height 2000000000/ColorSpace/DeviceGray/BitsPerComponent 1"
        "/Filter/FlateDecode") },
    { "forms, 2 to the 30", jr_test_pdf_make_endless () },
    { "page tree loop", make_tree_loop () },
    { "its own parent", jr_test_pdf_make_page (&own_parent) },
    { "huge page", jr_test_pdf_make_page (&huge) },
    { "tall page", jr_test_pdf_make_page (&tall) },
    { "empty page", jr_test_pdf_make_page (&empty) },
    { "garbage", g_bytes_ref (garbage) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      assert_survives (files[i].name, files[i].pdf);
      g_bytes_unref (files[i].pdf);
    }
}

/* The limit holds, and what happened is said; the next document is none the worse for it. */
static void
test_memory_bomb (void)
{
#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("AddressSanitizer leaves no room for a limit");
#else
  g_autoptr (GBytes)         pdf = jr_test_picture_make_memory_bomb ();
  g_autoptr (JrRenderClient) client = jr_test_open (pdf);
  g_autoptr (GError)         error = NULL;

  g_assert_null (jr_render_client_render (client, 0, WIDTH, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, JR_RENDER_ERROR, JR_ERROR_CORRUPT);
  /* Poppler 25 does not even begin with such a picture. */
  g_assert_true (strstr (error->message, "memory") != NULL ||
                 strstr (error->message, "Bad image parameters") != NULL);
#endif
}

/* A file that hangs the worker is stopped twice and then not opened any more. */
static void
test_poison (void)
{
  g_autoptr (GBytes)         pdf = jr_test_pdf_make_endless ();
  g_autoptr (JrRenderClient) client = jr_test_open (pdf);
  gint64                     start;

  jr_render_client_set_limit (client, LIMIT_SECONDS);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (jr_render_client_render (client, 0, WIDTH, NULL, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, JR_RENDER_ERROR, JR_ERROR_TIMED_OUT);
    }

  start = g_get_monotonic_time ();
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (jr_render_client_check (client, NULL, &error));
      g_assert_error (error, JR_RENDER_ERROR, JR_ERROR_CORRUPT);
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (G_USEC_PER_SEC / 2);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (GBytes)          pdf = jr_test_pdf_make_endless ();
  g_autoptr (JrRenderClient)  client = jr_test_open (pdf);
  g_autoptr (GCancellable)    cancellable = g_cancellable_new ();
  g_autoptr (GError)          error = NULL;
  g_autoptr (GError)          second_error = NULL;
  g_autoptr (JrDocumentFacts) facts = NULL;
  GThread                    *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  g_assert_null (jr_render_client_render (client, 0, WIDTH, cancellable, &error));
  g_assert_error (error, JR_RENDER_ERROR, JR_ERROR_CANCELLED);
  g_thread_join (thread);

  /* It costs nothing but a new worker. */
  facts = jr_render_client_check (client, NULL, &second_error);
  g_assert_no_error (second_error);
  g_assert_cmpuint (facts->n_pages, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/faults/whole-pictures", test_whole_pictures);
  g_test_add_func ("/render/faults/cut-pictures", test_cut_pictures);
  g_test_add_func ("/render/faults/lost-stays-lost", test_lost_stays_lost);
  g_test_add_func ("/render/faults/unused-picture", test_unused_picture);
  g_test_add_func ("/render/faults/cancel", test_cancel);
  g_test_add_func ("/render/faults/hostile-files", test_hostile_files);
  g_test_add_func ("/render/faults/memory-bomb", test_memory_bomb);
  g_test_add_func ("/render/faults/poison", test_poison);
  return g_test_run ();
}
