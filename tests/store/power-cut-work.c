/* power-cut-work.c: a program that writes a room for a while: power-cut-work FOLDER RECORD N [NORMAL]
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thread commits, as in the hub; others put documents, the same ones, so that they meet. Whatever has been
 * acknowledged is noted in the record of the disk. With NORMAL it commits as many programs do, and as ours must not. */

#include <stdlib.h>
#include <string.h>

#include "disk-replay.h"
#include "jr-blob-store.h"
#include "jr-case-table.h"
#include "jr-id.h"
#include "jr-limits.h"
#include "jr-log.h"
#include "jr-time.h"

#define N_PUTTERS 4
#define MORNING G_GINT64_CONSTANT (1795478400000)
#define TEXT_MAXIMUM JR_TEXT_MAXIMUM
#define BLOB_MAXIMUM 20000

typedef struct
{
  const char  *record;
  guint        n;
  JrDatabase  *database;
  JrBlobStore *blobs;
  JrActor     *actor;
  GRand       *random;
  GPtrArray   *cases; /* (element-type utf8) */
} Work;

static void
note (const Work *self, const char *what, const char *value)
{
  g_autofree char *text = g_strconcat (what, " ", value, NULL);

  disk_record_note (self->record, text);
}

static char *
put_blob (const Work *self, GRand *random, gint64 *out_size)
{
  guint                    length = (guint) g_rand_int_range (random, 1, BLOB_MAXIMUM);
  g_autofree guint8       *bytes = g_malloc (length);
  g_autoptr (JrBlobWriter) writer = NULL;
  g_autoptr (GError)       error = NULL;
  char                    *sha256 = NULL;

  for (guint i = 0; i < length; i++)
    bytes[i] = (guint8) g_rand_int (random);
  writer = jr_blob_writer_new (self->blobs, NULL, &error);
  g_assert_no_error (error);
  jr_blob_writer_write (writer, bytes, length, &error);
  g_assert_no_error (error);
  jr_blob_writer_finish (writer, &sha256, &error);
  g_assert_no_error (error);
  note (self, "blob", sha256);
  *out_size = length;
  return sha256;
}

/* The same documents in every such thread. */
static gpointer
put_blobs (gpointer data)
{
  const Work *self = data;
  GRand      *random = g_rand_new_with_seed (1);

  for (guint i = 0; i < self->n / 4; i++)
    {
      gint64 size;

      g_free (put_blob (self, random, &size));
    }
  g_rand_free (random);
  return NULL;
}

static void
add_event (const Work *self, GPtrArray *events, JrEvent fields)
{
  fields.schema = 1;
  fields.at = MORNING;
  fields.by = self->actor;
  g_ptr_array_add (events, jr_event_new (&fields));
}

static void
add_submit (Work *self, GPtrArray *events)
{
  gint64                size;
  g_autofree char      *sha256 = put_blob (self, self->random, &size);
  g_autofree char      *number = g_strdup_printf ("NW-%u", self->cases->len);
  char                 *id = jr_id_new ();
  g_autoptr (GPtrArray) stages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GPtrArray) documents =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);

  g_ptr_array_add (stages, g_strsplit ("HR MK", " ", -1));
  g_ptr_array_add (documents, jr_document_new (&(JrDocument){
                                .sha256 = sha256, .name = (char *) "申请表.pdf", .size = size }));
  add_event (self, events,
             (JrEvent){ .kind = JR_EVENT_CASE_SUBMITTED,
                        .case_id = id,
                        .case_version = 1,
                        .number = number,
                        .item_code = (char *) "ONE",
                        .item_name = (char *) "一事",
                        .item_version = 1,
                        .window = (char *) "1",
                        .applicant_hash = sha256,
                        .stages = stages,
                        .documents = documents });
  add_event (self, events,
             (JrEvent){ .kind = JR_EVENT_STAGE_OPENED, .case_id = id, .case_version = 2 });
  g_ptr_array_add (self->cases, id);
}

static void
add_comments (Work *self, GPtrArray *events, const char *id, guint version)
{
  guint n = (guint) g_rand_int_range (self->random, 1, 4);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text =
        g_strnfill ((gsize) g_rand_int_range (self->random, 1, TEXT_MAXIMUM), 'x');

      add_event (self, events,
                 (JrEvent){ .kind = JR_EVENT_CASE_COMMENTED,
                            .case_id = (char *) id,
                            .case_version = version + 1 + i,
                            .text = text });
    }
}

static void
commit_one (Work *self)
{
  g_autoptr (GPtrArray)  events = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_event_unref);
  g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;
  g_autoptr (JrCase)     current = NULL;
  g_autofree char       *text = NULL;
  g_autoptr (GError)     error = NULL;
  gint64                 sequence = 0;

  if (self->cases->len == 0 || g_rand_int_range (self->random, 0, 3) == 0)
    add_submit (self, events);
  jr_transaction_begin (&txn, self->database, &error);
  g_assert_no_error (error);
  if (events->len == 0)
    {
      gint32 which = g_rand_int_range (self->random, 0, (gint32) self->cases->len);

      current = jr_case_table_load (self->database, self->cases->pdata[which], &error);
      g_assert_no_error (error);
      add_comments (self, events, current->id, current->version);
    }
  jr_log_append (self->database, events, &sequence, &error);
  g_assert_no_error (error);
  jr_case_table_apply_all (self->database, current, events, sequence, NULL, &error);
  g_assert_no_error (error);
  jr_transaction_commit (&txn, &error);
  g_assert_no_error (error);
  text = g_strdup_printf ("%" G_GINT64_FORMAT, sequence);
  note (self, "commit", text);
}

static void
commit_carelessly (JrDatabase *database)
{
  g_auto (JrStatementUse) use = jr_database_use (database, "PRAGMA synchronous = NORMAL", NULL);
  gboolean                has_row;

  g_assert_true (jr_statement_step (use, &has_row, NULL));
}

static void
work (Work *self)
{
  GThread *threads[N_PUTTERS];

  for (guint i = 0; i < N_PUTTERS; i++)
    threads[i] = g_thread_new ("putter", put_blobs, self);
  for (guint i = 0; i < self->n; i++)
    commit_one (self);
  for (guint i = 0; i < N_PUTTERS; i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_autofree char        *file = g_build_filename (argv[1], "room.db", NULL);
  g_autofree char        *folder = g_build_filename (argv[1], "blobs", NULL);
  g_autoptr (GError)      error = NULL;
  g_autoptr (JrDatabase)  database = jr_database_open (file, JR_DATABASE_READ_WRITE, &error);
  g_autoptr (JrBlobStore) blobs = jr_blob_store_open (folder, &error);
  g_autoptr (JrActor)     actor = jr_actor_new (
        &(JrActor){ .user = (char *) "window1", .name = (char *) "窗口", .role = JR_ROLE_COUNTER });
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (g_free);
  Work                  self = { .record = argv[2],
                                 .n = (guint) strtoul (argv[3], NULL, 10),
                                 .database = database,
                                 .blobs = blobs,
                                 .actor = actor,
                                 .random = g_rand_new_with_seed (2),
                                 .cases = cases };

  g_assert_no_error (error);
  if (argc > 4)
    commit_carelessly (database);
  work (&self);
  g_rand_free (self.random);
  return 0;
}
