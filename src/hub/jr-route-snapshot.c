/* jr-route-snapshot.c: /v1/snapshot
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All open cases as of one place in the log, line by line out of one read transaction: never in memory whole, and never
 * half of one moment and half of another. A transaction that stays open keeps the write-ahead log from being cut back, so
 * there are few at a time and each has its end. A client that has seen the line with "end" has seen all. */

#include "jr-routes.h"

#include <string.h>

#include "jr-access.h"
#include "jr-case-table.h"
#include "jr-error.h"
#include "jr-frame.h"
#include "jr-hub.h"
#include "jr-log.h"

#define AT_ONCE_MAXIMUM 16
#define SECONDS_MAXIMUM 300
/* For each piece; at 64 kB, the slowest desk, it takes less than a second. */
#define SECONDS_A_PIECE 20
#define CASES_A_PIECE 50

/**
 * Snapshot:
 * @request: outlives it
 * @sequence, @cursor: the place in the log
 * @last_id: (nullable): of the last case that was written
 * @lines: written, and given out up to @at
 */
typedef struct
{
  JrRequest    *request;
  JrHub        *hub;
  JrDatabase   *database;
  JrTransaction transaction;
  gint64        sequence;
  char         *cursor;
  char         *last_id;
  GString      *lines;
  gsize         at;
  gboolean      is_complete;
  gboolean      with_names;
  gint64        until;
} Snapshot;

static void
snapshot_free (gpointer data)
{
  Snapshot *self = data;

  jr_transaction_clear (&self->transaction);
  if (self->database != NULL)
    jr_readers_give (self->hub->readers, self->database);
  g_atomic_int_add (&self->hub->n_snapshots, -1);
  g_free (self->cursor);
  g_free (self->last_id);
  g_string_free (self->lines, TRUE);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Snapshot, snapshot_free)

static void
add_line (Snapshot *self, const JrFrame *fields)
{
  g_autoptr (JrFrame) frame = jr_frame_new (fields);
  g_autofree char    *text = jr_frame_to_text (frame);

  g_string_append (self->lines, text);
  g_string_append_c (self->lines, '\n');
}

static gboolean
add_case (Snapshot *self, const char *id, GError **error)
{
  g_autoptr (JrCase) state = jr_case_table_load (self->database, id, error);
  g_autofree char   *applicant = NULL;

  if (state == NULL)
    return FALSE;
  if (self->with_names)
    applicant = jr_case_table_get_applicant (self->database, id);
  add_line (self, &(JrFrame){ .state = state, .applicant = applicant });
  return TRUE;
}

/* With what is signed of the log that this was made from. */
static void
add_end (Snapshot *self)
{
  gint64           sequence;
  g_autofree char *head = jr_head_keeper_dup_news (self->hub->heads, -1, self->sequence, &sequence);

  add_line (self, &(JrFrame){ .cursor = self->cursor, .is_end = TRUE });
  if (head == NULL)
    return;
  /* Into the object, before its end and that of the line. */
  g_string_truncate (self->lines, self->lines->len - 2);
  g_string_append_printf (self->lines, ",\"head\":%s}\n", head);
}

static gboolean
add_piece (Snapshot *self, GError **error)
{
  const JrCaseFilter    filter = { .kind = JR_CASE_FILTER_PENDING };
  g_autoptr (GPtrArray) ids =
    jr_case_table_list (self->database, &filter, self->last_id, CASES_A_PIECE, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!add_case (self, ids->pdata[i], error))
      return FALSE;
  self->is_complete = ids->len < CASES_A_PIECE;
  if (self->is_complete)
    {
      add_end (self);
      return TRUE;
    }
  g_free (self->last_id);
  self->last_id = g_strdup (ids->pdata[ids->len - 1]);
  return TRUE;
}

/* Makes sure that there is something to give, unless it is over. */
static gboolean
fill (Snapshot *self)
{
  g_autoptr (GError) error = NULL;

  if (self->at < self->lines->len || self->is_complete)
    return TRUE;
  g_string_truncate (self->lines, 0);
  self->at = 0;
  jr_request_limit_sending (self->request, SECONDS_A_PIECE);
  if (g_get_monotonic_time () < self->until && add_piece (self, &error))
    return TRUE;
  g_message ("A snapshot broke off: %s", error == NULL ? "it took too long" : error->message);
  return FALSE;
}

static ssize_t
on_read (void *data, uint64_t position, char *buffer, size_t size)
{
  Snapshot *self = data;
  gsize     length;

  if (!fill (self))
    return MHD_CONTENT_READER_END_WITH_ERROR;
  length = MIN (size, self->lines->len - self->at);
  if (length == 0)
    return MHD_CONTENT_READER_END_OF_STREAM;
  memcpy (buffer, self->lines->str + self->at, length);
  self->at += length;
  return (ssize_t) length;
}

static gboolean
begin (Snapshot *self, GError **error)
{
  JrCursor head;

  self->database = jr_readers_take (self->hub->readers, error);
  if (self->database == NULL ||
      !jr_transaction_begin_read (&self->transaction, self->database, error) ||
      !jr_log_get_head (self->database, &head, error))
    return FALSE;
  self->sequence = head.sequence;
  self->cursor = jr_cursor_to_string (&head);
  add_line (self, &(JrFrame){ .cursor = self->cursor });
  return TRUE;
}

JrResponse *
jr_route_get_snapshot (JrRequest *request)
{
  g_autoptr (Snapshot) self = g_new0 (Snapshot, 1);
  g_autoptr (GError)   error = NULL;

  self->request = request;
  self->hub = request->hub;
  self->with_names = jr_access_shows (request, JR_PLACE_LIST);
  self->lines = g_string_new (NULL);
  self->until = g_get_monotonic_time () + SECONDS_MAXIMUM * G_USEC_PER_SEC;
  if (g_atomic_int_add (&self->hub->n_snapshots, 1) >= AT_ONCE_MAXIMUM)
    return jr_response_new_problem_for ("busy", NULL);
  if (!begin (self, &error))
    return jr_response_new_error (error);
  return jr_response_new_stream ("application/x-ndjson", on_read, g_steal_pointer (&self),
                                 snapshot_free);
}
