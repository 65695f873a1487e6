/* test-render-corpus.c: some 300 PDFs of other makers, sound, broken and hostile
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Each file goes through the client library (check, first page, last page) and through the command line (check, first
 * page). No file may crash or stall who asks; each refusal says why; both ways say the same; and the counts are those
 * that are known, so that a page that no longer shows, or one that shows although half of it is missing, is noticed. */

#include <fcntl.h>
#include <string.h>

#include <glib/gstdio.h>

#include "jr-render-protocol.h"
#include "jr-test-corpus.h"
#include "jr-test-pdf.h"

#define WIDTH 100
#define WIDTH_TEXT "100"
#define N_THREADS 2
/* Three times the longest limit of a request, for a machine that is busy with other tests. */
#define LONGEST_US (3 * JR_RENDER_PAGE_SECONDS * G_USEC_PER_SEC)

/* With Poppler 22.12 of Debian 12. A few may change with its version; a regression is more than that. */
#define N_FILES 297
#define LEAST_OPENED 250
#define LEAST_DRAWN 242
#define MOST_TIMED_OUT 2

/* Whose first page must not be shown: a picture or the drawing itself is cut or cannot be decoded. */
static const char *const broken_pages[] = {
  "qpdf/bad-jpeg.pdf",
  "qpdf/shared-images-errors-2-out.pdf",
  "qpdf/split-content-stream-errors.pdf",
  "qpdf/split-tokens.pdf",
  "qpdf/unfilterable.pdf",
};

typedef struct
{
  int n_opened;
  int n_refused;
  int n_locked; /* need a password */
  int n_encrypted;
  int n_signed;
  int n_repaired;
  int n_drawn;
  int n_not_drawn;
  int n_timed_out;
} Counts;

static void
count_refusal (Counts *counts, const GError *error, int *counter)
{
  g_atomic_int_inc (counter);
  if (g_error_matches (error, JR_RENDER_ERROR, JR_ERROR_TIMED_OUT))
    g_atomic_int_inc (&counts->n_timed_out);
}

/* "NAME: SENTENCE…" */
static void
assert_reason (const JrTestCorpusFile *file, const GError *error)
{
  g_autofree char *name = g_path_get_basename (file->name);

  g_assert_nonnull (error);
  g_assert_true (error->domain == JR_RENDER_ERROR);
  g_assert_true (g_str_has_prefix (error->message, name));
  g_assert_cmpuint (strlen (error->message), >, strlen (name) + 10);
}

static gboolean
check (const JrTestCorpusFile *file, JrRenderClient *client, Counts *counts, guint *out_n_pages)
{
  g_autoptr (GError)          error = NULL;
  gint64                      start = g_get_monotonic_time ();
  g_autoptr (JrDocumentFacts) facts = jr_render_client_check (client, NULL, &error);

  g_assert_cmpint (g_get_monotonic_time () - start, <, LONGEST_US);
  if (jr_test_corpus_file_is (file, "needs-password"))
    {
      g_assert_error (error, JR_RENDER_ERROR, JR_ERROR_REFUSED);
      g_atomic_int_inc (&counts->n_locked);
    }
  if (facts == NULL)
    {
      assert_reason (file, error);
      count_refusal (counts, error, &counts->n_refused);
      return FALSE;
    }
  if (file->n_pages > 0)
    g_assert_cmpuint (facts->n_pages, ==, file->n_pages);
  if (jr_test_corpus_file_is (file, "encrypted"))
    g_assert_true (facts->is_encrypted);
  g_atomic_int_inc (&counts->n_opened);
  g_atomic_int_add (&counts->n_encrypted, facts->is_encrypted ? 1 : 0);
  g_atomic_int_add (&counts->n_signed, facts->is_signed ? 1 : 0);
  g_atomic_int_add (&counts->n_repaired, facts->was_repaired ? 1 : 0);
  *out_n_pages = facts->n_pages;
  return TRUE;
}

static gboolean
draw (const JrTestCorpusFile *file, JrRenderClient *client, Counts *counts, guint page)
{
  g_autoptr (GError)       error = NULL;
  gint64                   start = g_get_monotonic_time ();
  g_autoptr (JrPagePixels) pixels = jr_render_client_render (client, page, WIDTH, NULL, &error);

  g_assert_cmpint (g_get_monotonic_time () - start, <, LONGEST_US);
  if (pixels != NULL)
    {
      g_assert_cmpuint (pixels->width, ==, WIDTH);
      return TRUE;
    }
  assert_reason (file, error);
  g_test_message ("%s", error->message);
  count_refusal (counts, error, &counts->n_not_drawn);
  return FALSE;
}

/* @return the exit status; a refusal says why on standard error and writes nothing. */
static int
run_program (const JrTestCorpusFile *file, const char *const *arguments)
{
  g_autofree char   *output = NULL, *words = NULL;
  g_autoptr (GError) error = NULL;
  gint64             start = g_get_monotonic_time ();
  int                status = -1;

  g_spawn_sync (NULL, (char **) arguments, NULL, 0, NULL, NULL, &output, &words, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_get_monotonic_time () - start, <, LONGEST_US);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == 0)
    return 0;
  g_assert_cmpint (WEXITSTATUS (status), ==, 1);
  g_assert_true (g_str_has_prefix (words, "joint-review-render: "));
  g_assert_cmpuint (strlen (words), >, 40);
  g_assert_true (*output == '\0' || strstr (output, "\"refused\"") != NULL);
  return 1;
}

static void
assert_program_agrees (const JrTestCorpusFile *file, gboolean opened, gboolean drawn)
{
  const char        *program = g_getenv ("JOINT_REVIEW_RENDER");
  g_autofree char   *folder = NULL, *png = NULL;
  g_autoptr (GError) error = NULL;

  folder = g_dir_make_tmp ("joint-review-corpus-XXXXXX", &error);
  g_assert_no_error (error);
  png = g_build_filename (folder, "page.png", NULL);
  {
    const char *const check_it[] = { program, "check", file->path, "--json", NULL };
    const char *const draw_it[] = { program,    "page",     file->path, "1", "--width",
                                    WIDTH_TEXT, "--output", png,        NULL };

    g_test_message ("%s: opened %d, drawn %d", file->name, opened, drawn);
    g_assert_cmpint (run_program (file, check_it), ==, opened ? 0 : 1);
    g_assert_cmpint (run_program (file, draw_it), ==, drawn ? 0 : 1);
  }
  g_assert_cmpint (g_file_test (png, G_FILE_TEST_EXISTS), ==, drawn);
  g_unlink (png);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
try_file (gpointer data, gpointer user_data)
{
  const JrTestCorpusFile    *file = data;
  Counts                    *counts = user_data;
  g_autofree char           *name = g_path_get_basename (file->path);
  int                        fd = g_open (file->path, O_RDONLY | O_CLOEXEC);
  g_autoptr (JrRenderClient) client = jr_render_client_new (fd, name);
  guint                      n_pages = 0;
  gboolean                   opened = check (file, client, counts, &n_pages);
  gboolean                   drawn = draw (file, client, counts, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_true (opened || !drawn);
  g_atomic_int_add (&counts->n_drawn, drawn ? 1 : 0);
  if (n_pages > 1)
    draw (file, client, counts, n_pages - 1);
  if (g_strv_contains (broken_pages, file->name))
    g_assert_false (drawn);
  assert_program_agrees (file, opened, drawn);
}

static void
test_corpus (void)
{
  g_autoptr (GPtrArray) files = jr_test_corpus_load ();
  g_autoptr (GError)    error = NULL;
  Counts                counts = { 0 };
  GThreadPool          *pool;

  if (files == NULL)
    {
      g_test_skip ("the corpus of PDFs is not beside this checkout (../shared/data/pdf)");
      return;
    }
  pool = g_thread_pool_new (try_file, &counts, N_THREADS, FALSE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < files->len; i++)
    g_thread_pool_push (pool, g_ptr_array_index (files, i), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);

  g_test_message (
    "%u files: %d opened (%d encrypted, %d signed, %d repaired), %d refused (%d for a "
    "password), %d first pages drawn, %d pages not drawn, %d stopped for time",
    files->len, counts.n_opened, counts.n_encrypted, counts.n_signed, counts.n_repaired,
    counts.n_refused, counts.n_locked, counts.n_drawn, counts.n_not_drawn, counts.n_timed_out);
  g_assert_cmpuint (files->len, ==, N_FILES);
  g_assert_cmpint (counts.n_opened, >=, LEAST_OPENED);
  g_assert_cmpint (counts.n_drawn, >=, LEAST_DRAWN);
  g_assert_cmpint (counts.n_timed_out, <=, MOST_TIMED_OUT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/corpus", test_corpus);
  return g_test_run ();
}
