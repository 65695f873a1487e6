/* jr-test-stamp.c: documents with marks on them
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-test-stamp.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "jr-test-image.h"
#include "jr-test-pdf.h"

#define SIDE 1000
/* Between our picture of a mark and what others make of it in the file; a mark beside its place has 1 or more. */
#define MAX_DIFFERENCE 0.45
#define MAX_PIXELS_OFF 2

JrMark
jr_test_mark (guint page, gint64 x_um, gint64 y_um)
{
  return (JrMark){ .page = page,
                   .x_um = x_um,
                   .y_um = y_um,
                   .width_um = 40000,
                   .height_um = 25000,
                   .kind = "approve",
                   .word = "同意",
                   .department = "市场监管",
                   .reviewer = "王敏",
                   .date = "2026-11-24 14:03" };
}

static GBytes *
read_all (int fd)
{
  off_t              size = lseek (fd, 0, SEEK_END);
  g_autofree guint8 *bytes = g_malloc ((gsize) size);

  g_assert_cmpint (pread (fd, bytes, (gsize) size, 0), ==, size);
  return g_bytes_new_take (g_steal_pointer (&bytes), (gsize) size);
}

GBytes *
jr_test_stamp (GBytes *pdf, const JrMark *marks, guint n_marks, GError **error)
{
  g_autoptr (JrRenderClient) client = jr_test_open (pdf);
  g_autoptr (GBytes)         stamped = NULL;
  gsize                      size = g_bytes_get_size (pdf);
  int                        fd = memfd_create ("stamped.pdf", MFD_CLOEXEC);
  gboolean                   done;

  g_assert_cmpint (fd, >=, 0);
  done = jr_render_client_stamp (client, marks, n_marks, fd, NULL, error);
  stamped = read_all (fd);
  g_close (fd, NULL);
  if (!done)
    return NULL;
  g_assert_cmpuint (g_bytes_get_size (stamped), >, size);
  g_assert_cmpmem (g_bytes_get_data (stamped, NULL), size, g_bytes_get_data (pdf, NULL), size);
  return g_steal_pointer (&stamped);
}

void
jr_test_assert_not_stamped (GBytes *pdf, const JrMark *mark, JrErrorCode code, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) stamped = jr_test_stamp (pdf, mark, 1, &error);

  g_assert_null (stamped);
  g_test_message ("%s", error->message);
  g_assert_error (error, JR_RENDER_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, word));
}

static void
assert_structure (const char *path)
{
  const char *const arguments[] = { "qpdf", "--check", path, NULL };
  g_autofree char  *words = NULL;
  int               status = -1;

  if (!jr_test_run_tool (arguments, &status, &words))
    return;
  if (status != 0)
    g_test_message ("%s", words);
  g_assert_cmpint (status, ==, 0);
}

static void
assert_near (guint found, guint wanted)
{
  g_assert_cmpint (ABS ((int) found - (int) wanted), <=, MAX_PIXELS_OFF);
}

/* All marks of a page are on one picture. */
static void
expect_page (JrTestImage           *expected,
             JrRenderClient        *client,
             const JrDocumentFacts *facts,
             const JrMark          *marks,
             guint                  n_marks,
             guint                  page,
             const JrTestImage     *drawn)
{
  for (guint i = 0; i < n_marks; i++)
    {
      g_auto (JrTestImage) one = { 0 };

      if (marks[i].page != page)
        continue;
      jr_test_image_expect (&one, client, &facts->pages[page], &marks[i], drawn->width,
                            drawn->height);
      if (expected->pixels == NULL)
        *expected = (JrTestImage){ one.width, one.height, g_steal_pointer (&one.pixels) };
      else
        for (gsize k = 0; k < (gsize) one.width * one.height; k++)
          expected->pixels[k] = MIN (expected->pixels[k], one.pixels[k]);
    }
}

static void
assert_same (const JrTestImage *expected, const JrTestImage *drawn)
{
  JrTestBox wanted = jr_test_image_find_ink (expected);
  JrTestBox found = jr_test_image_find_ink (drawn);
  double    difference = jr_test_image_compare (expected, drawn);

  g_test_message ("wanted %u,%u-%u,%u found %u,%u-%u,%u: %.2f", wanted.left, wanted.top,
                  wanted.right, wanted.bottom, found.left, found.top, found.right, found.bottom,
                  difference);
  assert_near (found.left, wanted.left);
  assert_near (found.top, wanted.top);
  assert_near (found.right, wanted.right);
  assert_near (found.bottom, wanted.bottom);
  g_assert_cmpfloat (difference, <, MAX_DIFFERENCE);
}

void
jr_test_assert_stamped (GBytes *stamped, const char *name, const JrMark *marks, guint n_marks)
{
  g_autofree char            *path = jr_test_save (stamped, "stamped.pdf");
  g_autoptr (JrRenderClient)  client = jr_test_open (stamped);
  g_autoptr (GError)          error = NULL;
  g_autoptr (JrDocumentFacts) facts = jr_render_client_check (client, NULL, &error);

  g_assert_no_error (error);
  g_assert_false (facts->was_repaired);
  g_test_message ("%s", name);
  assert_structure (path);
  for (guint page = 0; page < facts->n_pages; page++)
    for (guint drawer = 0; drawer < JR_TEST_N_DRAWERS; drawer++)
      {
        g_auto (JrTestImage) expected = { 0 };
        g_auto (JrTestImage) drawn = { 0 };

        if (!jr_test_image_draw (&drawn, drawer, path, page, SIDE))
          continue;
        expect_page (&expected, client, facts, marks, n_marks, page, &drawn);
        if (expected.pixels != NULL)
          assert_same (&expected, &drawn);
        else
          g_assert_cmpuint (jr_test_image_find_ink (&drawn).right, ==, 0);
      }
  g_unlink (path);
}
