/* test-results.c: from the window to the desks and back, through the real hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "hub-cases.h"

#include <string.h>

#include "jr-id.h"
#include "small-pdf.h"
#include "test-folder.h"
#include "test-slowness.h"

/* Long enough to recall something in it. */
#define WINDOW_SECONDS ((1 + get_slowness ()) / 2)

/* One for all tests: setting up a room takes longer than most of them. */
static JrTestHub *shared_hub;

typedef struct
{
  JrTestHub *hub;    /* the shared one */
  char      *folder; /* for files of the window */
  GPtrArray *documents;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->hub = shared_hub;
  self->folder = g_dir_make_tmp ("jr-window-XXXXXX", NULL);
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_ptr_array_unref (self->documents);
  remove_folder (self->folder);
  g_free (self->folder);
}

/* Files -------------------------------------------------------------------------------------------------------------- */

static void
run_program (const char *const *words)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_newv (words, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                       &error);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* Uploads it as a counter does. */
static void
add_file (Fixture *self, const char *name)
{
  g_autoptr (JrHubClient) client = jr_test_hub_new_client (self->hub, "window1");
  g_autofree char        *path = g_build_filename (self->folder, name, NULL);
  g_autofree char        *sha256 = NULL;
  g_autoptr (GError)      error = NULL;
  gint64                  size = 0;

  jr_hub_client_put_blob (client, path, &sha256, &size, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_add (self->documents, jr_document_new (&(JrDocument){ .sha256 = sha256,
                                                                    .name = (char *) name,
                                                                    .material = (char *) "form",
                                                                    .size = size }));
}

static void
add_bytes (Fixture *self, const char *name, const void *bytes, gsize length)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  add_file (self, name);
}

static void
add_scans (Fixture *self)
{
  g_autofree char *program = g_build_filename (g_getenv ("JR_BUILD_ROOT"), "data", "demo",
                                               "joint-review-sample-scans", NULL);
  const char      *words[] = { program, self->folder, NULL };

  run_program (words);
  add_file (self, "scan-1.pdf");
  add_file (self, "scan-2.pdf");
  add_file (self, "scan-3.pdf");
}

static char *
fetch (Fixture *self, const char *sha256, const char *name)
{
  g_autoptr (JrHubClient) client = jr_test_hub_new_client (self->hub, "window1");
  char                   *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError)      error = NULL;

  jr_hub_client_get_blob (client, sha256, path, NULL, &error);
  g_assert_no_error (error);
  return path;
}

static void
assert_prefix (Fixture *self, const char *original_name, const char *stamped_path)
{
  g_autofree char *original_path = g_build_filename (self->folder, original_name, NULL);
  g_autofree char *original = NULL;
  g_autofree char *stamped = NULL;
  gsize            original_length, stamped_length;

  g_assert_true (g_file_get_contents (original_path, &original, &original_length, NULL));
  g_assert_true (g_file_get_contents (stamped_path, &stamped, &stamped_length, NULL));
  g_assert_cmpuint (stamped_length, >, original_length);
  g_assert_cmpmem (stamped, original_length, original, original_length);
}

/* Three readers that know nothing of each other. */
static void
assert_readable (Fixture *self, const char *path)
{
  g_autofree char *picture = g_build_filename (self->folder, "page", NULL);
  const char      *qpdf[] = { "qpdf", "--check", path, NULL };
  const char      *poppler[] = { "pdftoppm", "-r", "50", "-png", path, picture, NULL };
  const char      *mupdf[] = { "mutool",    "draw", "-q",  "-r", "50", "-o",
                               "/dev/null", "-F",   "ppm", path, NULL };

  run_program (qpdf);
  run_program (poppler);
  run_program (mupdf);
}

/* The whole way ------------------------------------------------------------------------------------------------------ */

static void
assert_stamped (Fixture *self, const JrCaseFile *file, guint index)
{
  const JrResultDocument *result = file->state->results->pdata[index];
  const JrDocument       *document = self->documents->pdata[index];
  g_autofree char        *name = g_strdup_printf ("stamped-%u.pdf", index);
  g_autofree char        *path = NULL;

  g_assert_cmpstr (result->original, ==, document->sha256);
  g_assert_cmpstr (result->name, ==, document->name);
  g_assert_null (result->fault);
  path = fetch (self, result->stamped, name);
  assert_prefix (self, document->name, path);
  assert_readable (self, path);
}

static void
test_approve (Fixture *self, gconstpointer data)
{
  g_autofree char       *id = NULL;
  g_autoptr (JrCaseFile) file = NULL;
  g_autoptr (GPtrArray)  marked =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);
  const JrResultDocument *plain;

  add_scans (self);
  id = hub_submit (self->hub, "FOOD", self->documents);
  g_ptr_array_add (marked, jr_document_ref (self->documents->pdata[0]));
  g_ptr_array_add (marked, jr_document_ref (self->documents->pdata[1]));
  hub_decide (self->hub, "wang", id, JR_DECISION_APPROVE, marked, 20000);
  hub_decide (self->hub, "li", id, JR_DECISION_APPROVE, marked, 60000);
  hub_decide (self->hub, "chen", id, JR_DECISION_APPROVE, NULL, 0);
  file = hub_wait_for_push (self->hub, id);
  g_assert_cmpint (file->state->phase, ==, JR_CASE_DELIVERED);
  g_assert_cmpint (file->state->outcome, ==, JR_OUTCOME_APPROVED);
  g_assert_cmpuint (file->state->results->len, ==, 3);
  assert_stamped (self, file, 0);
  assert_stamped (self, file, 1);
  plain = file->state->results->pdata[2];
  g_assert_null (plain->stamped);
  g_assert_null (plain->fault);
  g_assert_cmpuint (hub_count_events (file, JR_EVENT_RESULT_PUSHED), ==, 1);
}

static void
test_reject (Fixture *self, gconstpointer data)
{
  g_autofree char       *id = NULL;
  g_autoptr (JrCaseFile) file = NULL;

  g_ptr_array_add (self->documents, jr_test_hub_put_pdf (self->hub, 2, "rejected"));
  id = hub_submit (self->hub, "ONE", self->documents);
  hub_decide (self->hub, "wang", id, JR_DECISION_REJECT, self->documents, 20000);
  file = hub_wait_for_push (self->hub, id);
  g_assert_cmpint (file->state->outcome, ==, JR_OUTCOME_REJECTED);
  g_assert_nonnull (((JrResultDocument *) file->state->results->pdata[0])->stamped);
}

static void
test_supplement (Fixture *self, gconstpointer data)
{
  g_autofree char       *id = NULL;
  g_autoptr (JrCaseFile) notice = NULL;
  g_autoptr (JrCaseFile) result = NULL;
  g_autoptr (GPtrArray)  more = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);

  g_ptr_array_add (self->documents, jr_test_hub_put_pdf (self->hub, 1, "first"));
  g_ptr_array_add (more, jr_test_hub_put_pdf (self->hub, 1, "second"));
  id = hub_submit (self->hub, "ONE", self->documents);
  hub_decide (self->hub, "wang", id, JR_DECISION_RETURN, NULL, 0);
  notice = hub_wait_for_push (self->hub, id);
  g_assert_cmpint (notice->state->phase, ==, JR_CASE_AWAITING_SUPPLEMENT);
  g_assert_cmpuint (notice->state->notice->len, ==, 1);
  g_assert_cmpuint (notice->state->results->len, ==, 0);

  hub_do (self->hub, "window1",
          &(JrCommand){ .kind = JR_COMMAND_SUPPLEMENT, .case_id = id, .documents = more });
  hub_decide (self->hub, "wang", id, JR_DECISION_APPROVE, more, 20000);
  result = hub_wait_for_push (self->hub, id);
  g_assert_cmpint (result->state->outcome, ==, JR_OUTCOME_APPROVED);
  g_assert_cmpuint (result->state->results->len, ==, 2);
  g_assert_null (((JrResultDocument *) result->state->results->pdata[0])->stamped);
  g_assert_nonnull (((JrResultDocument *) result->state->results->pdata[1])->stamped);
  g_assert_cmpuint (hub_count_events (result, JR_EVENT_RESULT_PUSHED), ==, 2);
}

/* A file that can be read but not stamped goes back as it is, with the reason, and the other is stamped. */
static void
test_unstampable (Fixture *self, gconstpointer data)
{
  g_autofree char        *broken = small_pdf_new (1, "broken");
  g_autofree char        *id = NULL;
  g_autoptr (JrCaseFile)  file = NULL;
  const JrResultDocument *bad;

  memcpy (strstr (broken, "startxref"), "startxxxx", 9);
  add_bytes (self, "broken.pdf", broken, strlen (broken));
  g_ptr_array_add (self->documents, jr_test_hub_put_pdf (self->hub, 1, "good"));
  id = hub_submit (self->hub, "ONE", self->documents);
  hub_decide (self->hub, "wang", id, JR_DECISION_APPROVE, self->documents, 20000);
  file = hub_wait_for_push (self->hub, id);
  bad = file->state->results->pdata[0];
  g_assert_null (bad->stamped);
  g_assert_nonnull (strstr (bad->fault, "damaged"));
  g_assert_nonnull (((JrResultDocument *) file->state->results->pdata[1])->stamped);
}

/* What must not come in ---------------------------------------------------------------------------------------------- */

static void
assert_refused (Fixture *self, const char *word)
{
  g_autofree char        *id = jr_id_new ();
  g_autoptr (JrApplicant) applicant = jr_applicant_new (&(JrApplicant){ .name = (char *) "张伟" });
  g_autoptr (JrAnswer)    answer = hub_send (self->hub, "window1",
                                             &(JrCommand){ .kind = JR_COMMAND_SUBMIT,
                                                           .case_id = id,
                                                           .item_code = (char *) "ONE",
                                                           .applicant = applicant,
                                                           .documents = self->documents });

  g_assert_nonnull (answer->problem);
  g_test_message ("%s", answer->problem->detail);
  g_assert_cmpstr (jr_problem_get_word (answer->problem), ==, word);
  g_ptr_array_unref (self->documents);
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);
}

static void
test_refused_documents (Fixture *self, gconstpointer data)
{
  static const char  page[] = "<html>this is not what it says</html>";
  g_autoptr (GBytes) encrypted = small_pdf_new_encrypted ("secret");
  g_autofree char   *sha256 = jr_sha256_of ("nowhere", 7);

  add_bytes (self, "page.pdf", page, strlen (page));
  assert_refused (self, "not-pdf");
  add_bytes (self, "locked.pdf", g_bytes_get_data (encrypted, NULL), g_bytes_get_size (encrypted));
  assert_refused (self, "encrypted-pdf");
  g_ptr_array_add (self->documents, jr_document_new (&(JrDocument){ .sha256 = sha256,
                                                                    .name = (char *) "a.pdf",
                                                                    .material = (char *) "form",
                                                                    .size = 7 }));
  assert_refused (self, "missing-blob");
}

static void
test_mark_beyond_the_last_page (Fixture *self, gconstpointer data)
{
  g_autofree char       *id = NULL;
  g_autoptr (GPtrArray)  stamps = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_stamp_unref);
  g_autoptr (JrDecision) decision = NULL;
  g_autoptr (JrAnswer)   answer = NULL;
  const JrDocument      *document;

  g_ptr_array_add (self->documents, jr_test_hub_put_pdf (self->hub, 2, "two pages"));
  document = self->documents->pdata[0];
  id = hub_submit (self->hub, "ONE", self->documents);
  g_ptr_array_add (stamps, jr_stamp_new (&(JrStamp){ .sha256 = document->sha256,
                                                     .page = 2,
                                                     .width_um = JR_STAMP_DEFAULT_UM,
                                                     .height_um = JR_STAMP_DEFAULT_UM }));
  decision = jr_decision_new (&(JrDecision){ .kind = JR_DECISION_APPROVE, .stamps = stamps });
  answer = hub_send (self->hub, "wang",
                     &(JrCommand){ .kind = JR_COMMAND_DECIDE,
                                   .case_id = id,
                                   .seen_version = 2,
                                   .decision = decision });
  g_assert_nonnull (answer->problem);
  g_assert_cmpstr (jr_problem_get_word (answer->problem), ==, "invalid");
}

/* When things go wrong ----------------------------------------------------------------------------------------------- */

/* Killed at many moments around the push: one push, and the file is there. */
static void
test_killed_while_pushing (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char       *word = g_strdup_printf ("killed %u", i);
      g_autofree char       *id = NULL;
      g_autoptr (JrCaseFile) file = NULL;
      g_autofree char       *path = NULL;

      g_ptr_array_set_size (self->documents, 0);
      g_ptr_array_add (self->documents, jr_test_hub_put_pdf (self->hub, 1, word));
      id = hub_submit (self->hub, "ONE", self->documents);
      hub_decide (self->hub, "wang", id, JR_DECISION_APPROVE, self->documents, 20000);
      g_usleep (WINDOW_SECONDS * G_TIME_SPAN_SECOND - 50 * G_TIME_SPAN_MILLISECOND +
                i * get_slowness () * 50 * G_TIME_SPAN_MILLISECOND);
      jr_test_hub_kill (self->hub);
      jr_test_hub_start (self->hub);
      file = hub_wait_for_push (self->hub, id);
      g_assert_cmpuint (hub_count_events (file, JR_EVENT_RESULT_PUSHED), ==, 1);
      path =
        fetch (self, ((JrResultDocument *) file->state->results->pdata[0])->stamped, "fetched.pdf");
    }
}

/* What is due at the start goes out, also when the hub stopped in good order. */
static void
test_due_while_stopped (Fixture *self, gconstpointer data)
{
  g_autofree char       *id = hub_submit_small (self->hub, "ONE");
  g_autoptr (JrCaseFile) file = NULL;

  hub_decide (self->hub, "wang", id, JR_DECISION_APPROVE, NULL, 0);
  g_assert_cmpint (jr_test_hub_stop (self->hub), ==, 0);
  g_usleep (WINDOW_SECONDS * G_TIME_SPAN_SECOND + 200 * G_TIME_SPAN_MILLISECOND);
  jr_test_hub_start (self->hub);
  file = hub_wait_for_push (self->hub, id);
  g_assert_cmpint (file->state->phase, ==, JR_CASE_DELIVERED);
}

static void
test_recalled_in_time (Fixture *self, gconstpointer data)
{
  g_autofree char       *id = hub_submit_small (self->hub, "ONE");
  g_autoptr (JrCaseFile) decided = NULL;
  g_autoptr (JrCaseFile) later = NULL;

  hub_decide (self->hub, "wang", id, JR_DECISION_APPROVE, NULL, 0);
  decided = hub_load_case (self->hub, id);
  hub_do (self->hub, "wang",
          &(JrCommand){ .kind = JR_COMMAND_RECALL,
                        .case_id = id,
                        .seen_version = decided->state->version,
                        .text = (char *) "看错了一页" });
  g_usleep ((WINDOW_SECONDS + 1) * G_TIME_SPAN_SECOND);
  later = hub_load_case (self->hub, id);
  g_assert_cmpint (later->state->phase, ==, JR_CASE_IN_REVIEW);
  g_assert_cmpuint (hub_count_events (later, JR_EVENT_RESULT_PUSHED), ==, 0);
}

#define results_test(path, function)                                                               \
  g_test_add ("/results/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *worker = g_build_filename (g_getenv ("JR_BUILD_ROOT"), "src", "render", "worker",
                                              "joint-review-render", NULL);
  g_autofree char *window = g_strdup_printf ("%u", WINDOW_SECONDS);
  const char *const soon[] = { "--recall-window", window, NULL };
  int               status;

  g_test_init (&argc, &argv, NULL);
  g_setenv ("JOINT_REVIEW_RENDER", worker, TRUE);
  shared_hub = jr_test_hub_new (soon);
  results_test ("approve", test_approve);
  results_test ("reject", test_reject);
  results_test ("supplement", test_supplement);
  results_test ("unstampable", test_unstampable);
  results_test ("refused-documents", test_refused_documents);
  results_test ("mark-beyond-the-last-page", test_mark_beyond_the_last_page);
  results_test ("killed-while-pushing", test_killed_while_pushing);
  results_test ("due-while-stopped", test_due_while_stopped);
  results_test ("recalled-in-time", test_recalled_in_time);
  status = g_test_run ();
  jr_test_hub_free (shared_hub);
  return status;
}
