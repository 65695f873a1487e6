/* test-composition.c: marks go into what was submitted, and what cannot be stamped says why
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-composition.h"

#include <glib/gstdio.h>
#include <string.h>

#include "jr-hub-error.h"
#include "small-pdf.h"
#include "store-cases.h"

typedef struct
{
  char        *folder;
  char        *blob_folder;
  JrBlobStore *blobs;
  JrRoom      *room;
  GPtrArray   *documents; /* (element-type JrDocument) */
  GPtrArray   *reviews;   /* (element-type JrReview) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) departments =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_department_unref);

  self->folder = g_dir_make_tmp ("jr-composition-XXXXXX", &error);
  self->blob_folder = g_build_filename (self->folder, "blobs", NULL);
  self->blobs = jr_blob_store_open (self->blob_folder, &error);
  g_assert_no_error (error);
  g_ptr_array_add (departments, jr_department_new (&(JrDepartment){
                                  .code = (char *) "HR", .name = (char *) "人力资源和社会保障" }));
  self->room = jr_room_new (&(JrRoom){
    .code = (char *) "NW", .name = (char *) "南湾街道联审室", .departments = departments });
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);
  self->reviews = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_review_unref);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_ptr_array_unref (self->documents);
  g_ptr_array_unref (self->reviews);
  jr_room_unref (self->room);
  jr_blob_store_free (self->blobs);
  remove_folder (self->folder);
  g_free (self->blob_folder);
  g_free (self->folder);
}

static const JrDocument *
add_document (Fixture *self, const void *bytes, gsize length)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (JrBlobWriter) writer = jr_blob_writer_new (self->blobs, NULL, &error);
  g_autofree char         *sha256 = NULL;

  jr_blob_writer_write (writer, bytes, length, &error);
  jr_blob_writer_finish (writer, &sha256, &error);
  g_assert_no_error (error);
  g_ptr_array_add (self->documents,
                   jr_document_new (&(JrDocument){
                     .sha256 = sha256, .name = (char *) "申请表.pdf", .size = (gint64) length }));
  return self->documents->pdata[self->documents->len - 1];
}

static const JrDocument *
add_pages (Fixture *self, const char *word)
{
  g_autofree char *text = small_pdf_new (2, word);

  return add_document (self, text, strlen (text));
}

/* One mark of @department at the top of @page. */
static void
add_review (Fixture          *self,
            const char       *department,
            JrDecisionKind    kind,
            const JrDocument *document,
            guint             page)
{
  g_autoptr (JrActor)    by = jr_actor_new (&(JrActor){ .user = (char *) "wangmin",
                                                        .name = (char *) "王敏",
                                                        .role = JR_ROLE_REVIEWER,
                                                        .department = (char *) department });
  g_autoptr (GPtrArray)  stamps = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_stamp_unref);
  g_autoptr (JrDecision) decision = NULL;

  g_ptr_array_add (stamps,
                   jr_stamp_new (&(JrStamp){ .sha256 = document->sha256,
                                             .page = page,
                                             .x_um = 20000 + 40000 * (gint64) self->reviews->len,
                                             .y_um = 20000,
                                             .width_um = JR_STAMP_DEFAULT_UM,
                                             .height_um = JR_STAMP_DEFAULT_UM }));
  decision =
    jr_decision_new (&(JrDecision){ .kind = kind, .stamps = stamps, .by = by, .at = MORNING });
  g_ptr_array_add (self->reviews, jr_review_new (&(JrReview){ .department = (char *) department,
                                                              .phase = JR_REVIEW_DECIDED,
                                                              .decision = decision }));
}

static GPtrArray *
compose (Fixture *self, GError **error)
{
  g_autoptr (JrCase) state = jr_case_new (&(JrCase){ .id = (char *) case_id ("case-a"),
                                                     .phase = JR_CASE_DECIDED,
                                                     .documents = self->documents,
                                                     .reviews = self->reviews });

  return jr_composition_make (self->blobs, self->folder, self->room, state, NULL, error);
}

static GPtrArray *
compose_well (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray         *results = compose (self, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, self->documents->len);
  return results;
}

static void
assert_unmarked (const JrResultDocument *result, const JrDocument *document)
{
  g_assert_cmpstr (result->original, ==, document->sha256);
  g_assert_cmpstr (result->name, ==, document->name);
  g_assert_null (result->stamped);
  g_assert_cmpint (result->size, ==, 0);
}

static char *
read_blob (Fixture *self, const char *sha256, gsize *out_length)
{
  g_autofree char   *path = jr_blob_store_get_path (self->blobs, sha256);
  g_autoptr (GError) error = NULL;
  char              *bytes = NULL;

  g_file_get_contents (path, &bytes, out_length, &error);
  g_assert_no_error (error);
  return bytes;
}

static guint
count (const char *bytes, gsize length, const char *word)
{
  guint       n = 0;
  const char *at = bytes;

  while ((at = memmem (at, length - (gsize) (at - bytes), word, strlen (word))) != NULL)
    {
      n++;
      at += strlen (word);
    }
  return n;
}

static void
test_two_departments (Fixture *self, gconstpointer data)
{
  const JrDocument       *marked = add_pages (self, "marked");
  const JrDocument       *plain = add_pages (self, "plain");
  g_autoptr (GPtrArray)   results = NULL;
  g_autoptr (GPtrArray)   again = NULL;
  g_autoptr (GError)      error = NULL;
  g_autofree char        *original = NULL;
  g_autofree char        *stamped = NULL;
  const JrResultDocument *result;
  gsize                   original_length, stamped_length;

  add_review (self, "HR", JR_DECISION_APPROVE, marked, 0);
  add_review (self, "MK", JR_DECISION_APPROVE, marked, 1);
  /* What was returned has been answered. */
  add_review (self, "PS", JR_DECISION_RETURN, plain, 0);
  results = compose_well (self);
  assert_unmarked (results->pdata[1], plain);
  g_assert_null (((JrResultDocument *) results->pdata[1])->fault);

  result = results->pdata[0];
  g_assert_null (result->fault);
  g_assert_cmpstr (result->original, ==, marked->sha256);
  original = read_blob (self, result->original, &original_length);
  stamped = read_blob (self, result->stamped, &stamped_length);
  g_assert_cmpuint (stamped_length, >, original_length);
  g_assert_cmpmem (stamped, original_length, original, original_length);
  g_assert_cmpint (result->size, ==, stamped_length);
  g_assert_cmpuint (count (stamped, stamped_length, "/Stamp"), ==, 2);
  g_assert_true (jr_composition_verify (self->blobs, result, &error));

  again = compose_well (self);
  g_assert_cmpstr (((JrResultDocument *) again->pdata[0])->stamped, ==, result->stamped);
}

/* A long name of a department and a hostile one of a file are no reason to fail. */
static void
test_long_texts (Fixture *self, gconstpointer data)
{
  const JrDocument     *marked = add_pages (self, "marked");
  g_autofree char      *longest = g_malloc0 (200 * 3 + 1);
  g_autoptr (GPtrArray) results = NULL;

  for (guint i = 0; i < 200; i++)
    memcpy (longest + 3 * i, "联", 3);
  add_review (self, longest, JR_DECISION_REJECT, marked, 0);
  results = compose_well (self);
  g_assert_nonnull (((JrResultDocument *) results->pdata[0])->stamped);
}

static void
assert_fault (Fixture *self, const JrDocument *document, const char *words)
{
  g_autoptr (GPtrArray)   results = compose_well (self);
  const JrResultDocument *result = results->pdata[results->len - 1];

  assert_unmarked (result, document);
  g_assert_nonnull (result->fault);
  g_test_message ("%s", result->fault);
  g_assert_nonnull (strstr (result->fault, words));
  g_assert_null (strstr (result->fault, document->name));
}

static void
test_faults (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) encrypted = small_pdf_new_encrypted ("");
  g_autofree char   *text = small_pdf_new (1, "junk before");
  g_autofree char   *junk = g_strconcat ("HTTP/1.1 200 OK\r\n\r\n", text, NULL);
  g_autofree char   *broken = small_pdf_new (1, "no table");
  const JrDocument  *document;

  document = add_document (self, g_bytes_get_data (encrypted, NULL), g_bytes_get_size (encrypted));
  add_review (self, "HR", JR_DECISION_APPROVE, document, 0);
  assert_fault (self, document, "encrypted");

  memcpy (strstr (broken, "startxref"), "startxxxx", 9);
  document = add_document (self, broken, strlen (broken));
  add_review (self, "HR", JR_DECISION_APPROVE, document, 0);
  assert_fault (self, document, "damaged");

  document = add_pages (self, "too few pages");
  add_review (self, "HR", JR_DECISION_APPROVE, document, 7);
  assert_fault (self, document, "page");

  document = add_document (self, junk, strlen (junk));
  add_review (self, "HR", JR_DECISION_APPROVE, document, 0);
  assert_fault (self, document, "foreign");
}

static void
test_missing_original (Fixture *self, gconstpointer data)
{
  const JrDocument *document = add_pages (self, "marked");
  g_autofree char  *path = jr_blob_store_get_path (self->blobs, document->sha256);

  add_review (self, "HR", JR_DECISION_APPROVE, document, 0);
  g_assert_cmpint (g_unlink (path), ==, 0);
  assert_fault (self, document, document->sha256);
}

/* The hub's own trouble is no fault of the document. */
static void
test_without_worker (Fixture *self, gconstpointer data)
{
  const JrDocument     *document = add_pages (self, "marked");
  g_autofree char      *kept = g_strdup (g_getenv ("JOINT_REVIEW_RENDER"));
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError)    error = NULL;

  add_review (self, "HR", JR_DECISION_APPROVE, document, 0);
  g_setenv ("JOINT_REVIEW_RENDER", "/nonexistent/joint-review-render", TRUE);
  results = compose (self, &error);
  g_setenv ("JOINT_REVIEW_RENDER", kept, TRUE);
  g_assert_null (results);
  g_assert_nonnull (error);
}

static void
test_proof (Fixture *self, gconstpointer data)
{
  const JrDocument     *document = add_pages (self, "marked");
  const JrDocument     *other = add_pages (self, "other");
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError)    error = NULL;
  JrResultDocument      forged;

  add_review (self, "HR", JR_DECISION_APPROVE, document, 0);
  results = compose_well (self);
  forged = *(JrResultDocument *) results->pdata[0];
  forged.original = other->sha256;
  g_assert_false (jr_composition_verify (self->blobs, &forged, &error));
  g_assert_error (error, JR_HUB_ERROR, JR_ERROR_CORRUPT);
  g_clear_error (&error);

  forged = *(JrResultDocument *) results->pdata[0];
  forged.size++;
  g_assert_false (jr_composition_verify (self->blobs, &forged, &error));
  g_assert_error (error, JR_HUB_ERROR, JR_ERROR_CORRUPT);
  g_clear_error (&error);

  forged = *(JrResultDocument *) results->pdata[0];
  forged.stamped = document->sha256;
  forged.size = document->size;
  g_assert_false (jr_composition_verify (self->blobs, &forged, &error));
  g_assert_error (error, JR_HUB_ERROR, JR_ERROR_CORRUPT);
}

#define composition_test(path, function)                                                           \
  g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *worker = g_build_filename (g_getenv ("JR_BUILD_ROOT"), "src", "render", "worker",
                                              "joint-review-render", NULL);

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_setenv ("JOINT_REVIEW_RENDER", worker, TRUE);
  composition_test ("/composition/two-departments", test_two_departments);
  composition_test ("/composition/long-texts", test_long_texts);
  composition_test ("/composition/faults", test_faults);
  composition_test ("/composition/missing-original", test_missing_original);
  composition_test ("/composition/without-worker", test_without_worker);
  composition_test ("/composition/proof", test_proof);
  return g_test_run ();
}
