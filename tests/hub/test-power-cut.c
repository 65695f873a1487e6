/* test-power-cut.c: the power of a hub goes at any moment while people work
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What tests/store shows of the store, here with all of the hub: uploads that meet, group commits, stamped files. What the
 * clients were told is noted in the record of the disk; each image must know it still, and be whole. */

#include "jr-test-hub.h"

#include <stdlib.h>
#include <string.h>

#include "disk-replay.h"
#include "jr-answer-table.h"
#include "jr-blob-store.h"
#include "jr-error.h"
#include "jr-hub-folder.h"
#include "jr-id.h"
#include "small-pdf.h"
#include "store-testing.h"

#define CLIENTS 8
#define CASES_PER_CLIENT 12
#define N_IMAGES 100
/* Every so many images the hub's own program verifies as well. */
#define BY_PROGRAM 20
#define LATENCY_US 500

typedef struct
{
  JrTestHub *hub;
  char      *folder;
  char      *record;
  GPtrArray *notes; /* (element-type GStrv) */
  guint      n_checked;
} CutPlace;

typedef struct
{
  CutPlace *place;
  guint     index;
  char     *id; /* of the client */
  guint64   number;
} Client;

static void
set_up (CutPlace *self, gconstpointer data)
{
  static const char *const options[] = { "--recall-window", "0", NULL };

  self->hub = jr_test_hub_new (options);
  self->folder = g_dir_make_tmp ("jr-power-XXXXXX", NULL);
  self->record = g_build_filename (self->folder, "record", NULL);
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
}

static void
tear_down (CutPlace *self, gconstpointer data)
{
  jr_test_hub_free (self->hub);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->record);
  g_ptr_array_unref (self->notes);
}

/* The clients -------------------------------------------------------------------------------------------------------- */

/* The answer must be a yes. (transfer full) */
static JrAnswer *
send (Client *self, const char *user, const JrCommand *fields)
{
  g_autoptr (JrHubClient) client = jr_test_hub_new_client (self->place->hub, user);
  g_autoptr (GPtrArray)   commands =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_command_unref);
  g_autofree char      *id = g_strconcat (self->id, user, NULL);
  g_autofree char      *text = NULL;
  JrCommand             command = *fields;
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GError)    error = NULL;
  JrAnswer             *answer;

  command.client = id;
  command.number = ++self->number;
  g_ptr_array_add (commands, jr_command_new (&command));
  answers = jr_hub_client_send (client, commands, NULL, &error);
  g_assert_no_error (error);
  answer = answers->pdata[0];
  g_assert_null (answer->problem);
  text = g_strdup_printf ("answer %s %s %" G_GUINT64_FORMAT " %s %" G_GINT64_FORMAT, id, user,
                          command.number, answer->case_id, answer->sequence);
  disk_record_note (self->place->record, text);
  return jr_answer_ref (answer);
}

/* Clients with the same index modulo 2 put the same documents at about the same time. */
static JrDocument *
put_document (Client *self, guint n)
{
  g_autoptr (JrHubClient) client = jr_test_hub_new_client (self->place->hub, "window1");
  g_autofree char        *word = g_strdup_printf ("%u of %u", n, self->index % 2);
  g_autofree char        *pdf = small_pdf_new (1, word);
  g_autofree char        *name = g_strdup_printf ("scan %u.pdf", self->index);
  g_autofree char        *path = g_build_filename (self->place->folder, name, NULL);
  g_autofree char        *sha256 = NULL;
  g_autofree char        *text = NULL;
  g_autoptr (GError)      error = NULL;
  gint64                  size = 0;

  g_assert_true (g_file_set_contents (path, pdf, -1, NULL));
  jr_hub_client_put_blob (client, path, &sha256, &size, NULL, &error);
  g_assert_no_error (error);
  text = g_strconcat ("blob ", sha256, NULL);
  disk_record_note (self->place->record, text);
  return jr_document_new (
    &(JrDocument){ .sha256 = sha256, .name = name, .material = (char *) "form", .size = size });
}

static void
submit (Client *self, const char *case_id, JrDocument *document)
{
  g_autoptr (JrApplicant) applicant = jr_applicant_new (&(JrApplicant){ .name = (char *) "张伟" });
  g_autoptr (GPtrArray)   documents = g_ptr_array_new ();

  g_ptr_array_add (documents, document);
  jr_answer_unref (send (self, "window1",
                         &(JrCommand){ .kind = JR_COMMAND_SUBMIT,
                                       .case_id = (char *) case_id,
                                       .item_code = (char *) "ONE",
                                       .applicant = applicant,
                                       .documents = documents }));
}

static void
approve (Client *self, const char *case_id, const JrDocument *document)
{
  g_autoptr (GPtrArray)  stamps = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_stamp_unref);
  g_autoptr (JrDecision) decision = NULL;

  g_ptr_array_add (stamps, jr_stamp_new (&(JrStamp){ .sha256 = document->sha256,
                                                     .x_um = 20000,
                                                     .y_um = 20000,
                                                     .width_um = JR_STAMP_DEFAULT_UM,
                                                     .height_um = JR_STAMP_DEFAULT_UM }));
  decision = jr_decision_new (&(JrDecision){ .kind = JR_DECISION_APPROVE, .stamps = stamps });
  jr_answer_unref (send (self, "wang",
                         &(JrCommand){ .kind = JR_COMMAND_DECIDE,
                                       .case_id = (char *) case_id,
                                       .seen_version = 3,
                                       .decision = decision }));
}

static gpointer
work (gpointer data)
{
  Client *self = data;

  for (guint i = 0; i < CASES_PER_CLIENT; i++)
    {
      g_autofree char       *case_id = jr_id_new ();
      g_autoptr (JrDocument) document = put_document (self, i);

      submit (self, case_id, document);
      jr_answer_unref (send (self, "wang",
                             &(JrCommand){ .kind = JR_COMMAND_COMMENT,
                                           .case_id = case_id,
                                           .text = (char *) "请看第二页" }));
      if (i % 3 == 0)
        approve (self, case_id, document);
    }
  g_free (self->id);
  g_free (self);
  return NULL;
}

static void
work_all (CutPlace *self)
{
  GThread *threads[CLIENTS];

  for (guint i = 0; i < CLIENTS; i++)
    {
      Client *client = g_new0 (Client, 1);

      *client = (Client){ .place = self, .index = i, .id = jr_id_new () };
      threads[i] = g_thread_new ("client", work, client);
    }
  for (guint i = 0; i < CLIENTS; i++)
    g_thread_join (threads[i]);
}

/* The images --------------------------------------------------------------------------------------------------------- */

static void
take_note (const char *text, gpointer data)
{
  CutPlace *self = data;

  g_ptr_array_add (self->notes, g_strsplit (text, " ", -1));
}

static gboolean
fail (GError **error, const char *what, const char *which)
{
  g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT, "%s: %s", what, which);
  return FALSE;
}

/* @note: answer, client, user, number, case, sequence. */
static gboolean
check_answer (JrHubFolder *folder, char **note, GError **error)
{
  g_autoptr (JrAnswer) answer = NULL;

  if (!jr_answer_table_find (folder->database, note[1], strtoull (note[3], NULL, 10), note[2],
                             &answer, error))
    return FALSE;
  if (answer == NULL || g_strcmp0 (answer->case_id, note[4]) != 0 ||
      answer->sequence != strtoll (note[5], NULL, 10))
    return fail (error, "An answer is lost or another one", note[4]);
  return TRUE;
}

static gboolean
check_note (JrHubFolder *folder, char **note, GError **error)
{
  if (g_str_equal (note[0], "answer"))
    return check_answer (folder, note, error);
  return jr_blob_store_get_size (folder->blobs, note[1]) > 0 ||
         fail (error, "An uploaded document is lost", note[1]);
}

static gboolean
check_by_program (const char *path, GError **error)
{
  int              status;
  g_autofree char *out = jr_test_hub_run (&status, "verify", path, NULL);

  return status == 0 || fail (error, "The program finds", out);
}

static gboolean
check_image (const char *path, gpointer data, GError **error)
{
  CutPlace               *self = data;
  g_autoptr (JrHubFolder) folder = jr_hub_folder_open (path, error);
  JrVerification          verification;
  g_autofree char        *missing = NULL;

  if (folder == NULL || !jr_hub_folder_verify (folder, &verification, error))
    return FALSE;
  missing = find_missing_document (folder->database, folder->blobs);
  if (missing != NULL)
    return fail (error, "A document that the log names is not there", missing);
  for (guint i = 0; i < self->notes->len; i++)
    if (!check_note (folder, self->notes->pdata[i], error))
      return FALSE;
  return self->n_checked++ % BY_PROGRAM != 0 || check_by_program (path, error);
}

static void
test_power_cut (CutPlace *self, gconstpointer data)
{
  const char            *root = jr_test_hub_get_folder (self->hub);
  DiskTrial              trial = { .note = take_note,
                                   .check = check_image,
                                   .data = self,
                                   .n_images = N_IMAGES,
                                   .seed = (guint32) g_test_rand_int () };
  g_autoptr (DiskReplay) replay = NULL;

  /* Logged in before: what is there at the beginning is on the disk. */
  jr_test_hub_get_secret (self->hub, "wang");
  g_assert_cmpint (jr_test_hub_stop (self->hub), ==, 0);
  replay = disk_replay_new (root);
  disk_record_begin (root, self->record, LATENCY_US);
  jr_test_hub_start (self->hub);
  disk_record_end ();
  work_all (self);
  g_assert_cmpint (jr_test_hub_stop (self->hub), ==, 0);
  g_test_message ("%u records", disk_replay_load (replay, self->record));
  g_assert_cmpuint (disk_replay_try (replay, &trial), ==, 0);
  g_assert_cmpuint (self->notes->len, >, CLIENTS * CASES_PER_CLIENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/hub/power-cut", CutPlace, NULL, set_up, test_power_cut, tear_down);
  return g_test_run ();
}
