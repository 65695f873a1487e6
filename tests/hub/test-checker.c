/* test-checker.c: documents that cannot be used are refused by the right word
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-checker.h"

#include <string.h>

#include "jr-command.h"
#include "jr-id.h"
#include "jr-problem.h"
#include "small-pdf.h"
#include "store-testing.h"

typedef struct
{
  char        *folder;
  JrBlobStore *blobs;
  JrChecker   *checker;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("jr-checker-XXXXXX", &error);
  self->blobs = jr_blob_store_open (self->folder, &error);
  g_assert_no_error (error);
  self->checker = jr_checker_new (self->blobs);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->checker, jr_checker_free);
  jr_blob_store_free (self->blobs);
  remove_folder (self->folder);
  g_free (self->folder);
}

/* Documents ---------------------------------------------------------------------------------------------------------- */

static JrDocument *
store (Fixture *self, const void *bytes, gsize length)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (JrBlobWriter) writer = jr_blob_writer_new (self->blobs, NULL, &error);
  g_autofree char         *sha256 = NULL;

  jr_blob_writer_write (writer, bytes, length, &error);
  jr_blob_writer_finish (writer, &sha256, &error);
  g_assert_no_error (error);
  return jr_document_new (
    &(JrDocument){ .sha256 = sha256, .name = (char *) "申请表.pdf", .size = (gint64) length });
}

static JrDocument *
store_text (Fixture *self, const char *text)
{
  return store (self, text, strlen (text));
}

static JrDocument *
store_pages (Fixture *self, guint n_pages, const char *word)
{
  g_autofree char *text = small_pdf_new (n_pages, word);

  return store_text (self, text);
}

/* Commands ----------------------------------------------------------------------------------------------------------- */

static GPtrArray *
new_commands (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) jr_command_unref);
}

static void
add_submit (GPtrArray *commands, JrDocument *document)
{
  g_autoptr (GPtrArray) documents =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);

  g_ptr_array_add (documents, jr_document_ref (document));
  g_ptr_array_add (commands, jr_command_new (
                               &(JrCommand){ .kind = JR_COMMAND_SUBMIT, .documents = documents }));
}

static void
add_decide (GPtrArray *commands, const JrDocument *document, guint page)
{
  g_autoptr (GPtrArray)  stamps = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_stamp_unref);
  g_autoptr (JrDecision) decision = NULL;

  g_ptr_array_add (stamps, jr_stamp_new (&(JrStamp){ .sha256 = document->sha256, .page = page }));
  decision = jr_decision_new (&(JrDecision){ .kind = JR_DECISION_APPROVE, .stamps = stamps });
  g_ptr_array_add (commands, jr_command_new (
                               &(JrCommand){ .kind = JR_COMMAND_DECIDE, .decision = decision }));
}

/* Waiting ------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  GMutex     lock;
  GCond      changed;
  guint      n_calls;
  GPtrArray *verdicts; /* of the last */
} Result;

static void
on_done (GPtrArray *verdicts, gpointer data)
{
  Result                  *result = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&result->lock);

  result->n_calls++;
  g_clear_pointer (&result->verdicts, g_ptr_array_unref);
  result->verdicts = verdicts == NULL ? NULL : g_ptr_array_ref (verdicts);
  g_cond_signal (&result->changed);
}

static GPtrArray *
check (Fixture *self, GPtrArray *commands)
{
  Result result = { .n_calls = 0 };

  g_mutex_init (&result.lock);
  g_cond_init (&result.changed);
  g_assert_true (jr_checker_check (self->checker, commands, on_done, &result));
  g_mutex_lock (&result.lock);
  while (result.n_calls == 0)
    g_cond_wait (&result.changed, &result.lock);
  g_mutex_unlock (&result.lock);
  g_mutex_clear (&result.lock);
  g_cond_clear (&result.changed);
  return result.verdicts;
}

/* NULL: nothing is wrong. */
static void
assert_word (GPtrArray *verdicts, guint index, const char *word)
{
  const JrProblem *problem = verdicts->pdata[index];

  g_assert_cmpstr (problem == NULL ? NULL : jr_problem_get_word (problem), ==, word);
  if (problem != NULL)
    g_test_message ("%s", problem->detail);
}

/* Takes over @document. */
static void
assert_submit (Fixture *self, JrDocument *document, const char *word)
{
  g_autoptr (JrDocument) owned = document;
  g_autoptr (GPtrArray)  commands = new_commands ();
  g_autoptr (GPtrArray)  first = NULL;
  g_autoptr (GPtrArray)  again = NULL;

  add_submit (commands, owned);
  first = check (self, commands);
  assert_word (first, 0, word);
  again = check (self, commands);
  assert_word (again, 0, word);
  if (word != NULL)
    g_assert_cmpstr (((JrProblem *) first->pdata[0])->detail, ==,
                     ((JrProblem *) again->pdata[0])->detail);
}

/* Tests -------------------------------------------------------------------------------------------------------------- */

static void
test_words (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes)     open = small_pdf_new_encrypted ("");
  g_autoptr (GBytes)     locked = small_pdf_new_encrypted ("user");
  g_autofree char       *whole = small_pdf_new (3, "cut");
  g_autoptr (JrDocument) good = store_pages (self, 2, "good");
  JrDocument             short_one = *good;
  JrDocument             absent = *good;
  g_autofree char       *nothing = jr_sha256_of ("nothing", 7);

  assert_submit (self, jr_document_ref (good), NULL);
  short_one.size--;
  assert_submit (self, jr_document_new (&short_one), "missing-blob");
  absent.sha256 = nothing;
  assert_submit (self, jr_document_new (&absent), "missing-blob");
  absent.sha256 = (char *) "../../etc/passwd";
  assert_submit (self, jr_document_new (&absent), "missing-blob");
  assert_submit (self, store_text (self, "<html>no</html>"), "not-pdf");
  assert_submit (self, store (self, "", 0), "not-pdf");
  assert_submit (self, store_text (self, "%PDF-1.7\nand then nothing that is one"), "not-pdf");
  assert_submit (self, store (self, g_bytes_get_data (open, NULL), g_bytes_get_size (open)),
                 "encrypted-pdf");
  assert_submit (self, store (self, g_bytes_get_data (locked, NULL), g_bytes_get_size (locked)),
                 "encrypted-pdf");
}

/* What was missing may have arrived since. */
static void
test_missing_is_not_remembered (Fixture *self, gconstpointer data)
{
  g_autofree char       *text = small_pdf_new (1, "late");
  g_autofree char       *sha256 = jr_sha256_of (text, strlen (text));
  g_autoptr (JrDocument) late = jr_document_new (
    &(JrDocument){ .sha256 = sha256, .name = (char *) "late.pdf", .size = (gint64) strlen (text) });

  assert_submit (self, jr_document_ref (late), "missing-blob");
  jr_document_unref (store_text (self, text));
  assert_submit (self, jr_document_ref (late), NULL);
}

static void
test_batch (Fixture *self, gconstpointer data)
{
  g_autoptr (JrDocument) good = store_pages (self, 2, "good");
  g_autoptr (JrDocument) bad = store_text (self, "GIF89a");
  g_autoptr (GPtrArray)  commands = new_commands ();
  g_autoptr (GPtrArray)  verdicts = NULL;

  add_submit (commands, good);
  add_submit (commands, bad);
  g_ptr_array_add (commands, jr_command_new (&(JrCommand){ .kind = JR_COMMAND_CLAIM }));
  add_decide (commands, good, 1);
  add_decide (commands, good, 2);
  add_decide (commands, bad, 0);
  verdicts = check (self, commands);
  g_assert_cmpuint (verdicts->len, ==, 6);
  assert_word (verdicts, 0, NULL);
  assert_word (verdicts, 1, "not-pdf");
  assert_word (verdicts, 2, NULL);
  assert_word (verdicts, 3, NULL);
  assert_word (verdicts, 4, "invalid");
  assert_word (verdicts, 5, NULL);
}

/* The answer is there before the call returns. */
static void
test_nothing_to_look_at (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) commands = new_commands ();
  Result                result = { .n_calls = 0 };

  g_ptr_array_add (commands, jr_command_new (&(JrCommand){ .kind = JR_COMMAND_COMMENT }));
  g_mutex_init (&result.lock);
  g_cond_init (&result.changed);
  g_assert_true (jr_checker_check (self->checker, commands, on_done, &result));
  g_assert_cmpuint (result.n_calls, ==, 1);
  assert_word (result.verdicts, 0, NULL);
  g_clear_pointer (&result.verdicts, g_ptr_array_unref);
  g_mutex_clear (&result.lock);
  g_cond_clear (&result.changed);
}

/* More than may wait: the rest is refused at once, and at the end every other call has been answered. */
static void
test_queue_is_bounded (Fixture *self, gconstpointer data)
{
  Result result = { .n_calls = 0 };
  guint  n_taken = 0;

  g_mutex_init (&result.lock);
  g_cond_init (&result.changed);
  for (guint i = 0; i < 2 * JR_CHECKER_QUEUE_MAXIMUM; i++)
    {
      g_autofree char       *word = g_strdup_printf ("file %u", i);
      g_autoptr (JrDocument) document = store_pages (self, 1, word);
      g_autoptr (GPtrArray)  commands = new_commands ();

      add_submit (commands, document);
      n_taken += jr_checker_check (self->checker, commands, on_done, &result);
    }
  g_assert_cmpuint (n_taken, >=, JR_CHECKER_QUEUE_MAXIMUM);
  g_assert_cmpuint (n_taken, <, 2 * JR_CHECKER_QUEUE_MAXIMUM);
  g_clear_pointer (&self->checker, jr_checker_free);
  g_assert_cmpuint (result.n_calls, ==, n_taken);
  g_assert_null (result.verdicts);
  g_mutex_clear (&result.lock);
  g_cond_clear (&result.changed);
}

/* No worker: that is the hub's fault and nobody's document is refused. */
static void
test_without_worker (Fixture *self, gconstpointer data)
{
  g_autoptr (JrDocument) good = store_pages (self, 1, "good");
  g_autoptr (GPtrArray)  commands = new_commands ();
  g_autoptr (GPtrArray)  verdicts = NULL;
  g_autofree char       *kept = g_strdup (g_getenv ("JOINT_REVIEW_RENDER"));

  add_submit (commands, good);
  g_setenv ("JOINT_REVIEW_RENDER", "/nonexistent/joint-review-render", TRUE);
  verdicts = check (self, commands);
  g_setenv ("JOINT_REVIEW_RENDER", kept, TRUE);
  g_assert_null (verdicts);
}

#define checker_test(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *worker = g_build_filename (g_getenv ("JR_BUILD_ROOT"), "src", "render", "worker",
                                              "joint-review-render", NULL);

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_setenv ("JOINT_REVIEW_RENDER", worker, TRUE);
  checker_test ("/checker/words", test_words);
  checker_test ("/checker/missing-is-not-remembered", test_missing_is_not_remembered);
  checker_test ("/checker/batch", test_batch);
  checker_test ("/checker/nothing-to-look-at", test_nothing_to_look_at);
  checker_test ("/checker/queue-is-bounded", test_queue_is_bounded);
  checker_test ("/checker/without-worker", test_without_worker);
  return g_test_run ();
}
