/* jr-result-message.c: a result as it is sent, made from the log
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Nothing is kept for sending again but the place in the log: the log does not change, so neither does the message, and
 * there is no second copy of a case that would have to be erased. */

#include "jr-result-message.h"

#include "jr-case-table.h"
#include "jr-cloud-event.h"
#include "jr-hub-error.h"
#include "jr-log.h"
#include "jr-reducer.h"

typedef struct
{
  char *case_id;
} Found;

static gboolean
on_row (const JrLogRow *row, gpointer data)
{
  ((Found *) data)->case_id = g_strdup (row->case_id);
  return FALSE;
}

/* (transfer full) */
static char *
find_case (JrDatabase *database, gint64 sequence, GError **error)
{
  Found found = { NULL };

  if (!jr_log_read (database, sequence - 1, 1, on_row, &found, error))
    return NULL;
  if (found.case_id == NULL)
    g_set_error (error, JR_HUB_ERROR, JR_ERROR_NOT_FOUND, "The log has no event %" G_GINT64_FORMAT,
                 sequence);
  return found.case_id;
}

/* @events: of one case; the last one that counts is that with @version. (transfer full) */
static JrCase *
replay (GPtrArray *events, guint version, GError **error)
{
  g_autoptr (JrCase) state = NULL;

  for (guint i = 0; i < events->len && i < version; i++)
    {
      JrCase *next = jr_reducer_apply (state, events->pdata[i], error);

      if (next == NULL)
        return NULL;
      g_clear_pointer (&state, jr_case_unref);
      state = next;
    }
  if (state == NULL || state->version != version || jr_cloud_event_get_type (state) == NULL)
    {
      g_set_error_literal (error, JR_HUB_ERROR, JR_ERROR_CORRUPT,
                           "The log has no result where one was to be delivered");
      return NULL;
    }
  return g_steal_pointer (&state);
}

JrResultMessage *
jr_result_message_new (JrDatabase *database, gint64 sequence, JrHeadKeeper *heads, GError **error)
{
  JrLogPlace            place;
  g_autofree char      *case_id = find_case (database, sequence, error);
  g_autofree char      *applicant = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (JrCase)    state = NULL;
  JrHead                head = { .signed_at = 0 };
  JrResultMessage      *self;

  if (case_id == NULL || !jr_log_find_place (database, sequence, &place, error))
    return NULL;
  events = jr_log_load_case_events (database, case_id, error);
  state = events == NULL ? NULL : replay (events, place.case_version, error);
  if (state == NULL)
    return NULL;
  applicant = jr_case_table_get_applicant (database, case_id);
  /* As if signed when it happened, so that the words are the same at each attempt. */
  head.cursor = place.cursor;
  head.signed_at = ((const JrEvent *) events->pdata[place.case_version - 1])->at;
  g_strlcpy (head.hash, place.hash, sizeof head.hash);
  self = g_new (JrResultMessage, 1);
  self->id = jr_cursor_to_string (&place.cursor);
  self->body = jr_cloud_event_to_text (
    &(JrCloudEvent){ .at = &place.cursor,
                     .hash = place.hash,
                     .head = jr_head_keeper_sign_place (heads, &head) ? &head : NULL,
                     .time = head.signed_at,
                     .state = state,
                     .applicant = applicant });
  return self;
}

void
jr_result_message_free (JrResultMessage *self)
{
  g_free (self->id);
  g_free (self->body);
  g_free (self);
}
