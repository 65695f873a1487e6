/* jr-follower.c: the thread that follows the feed into the local database
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who am I, then a snapshot if there is no place to go on from, then pages until there is no more, then the live stream;
 * after any fault all over again from the cursor. The cursor is written in the transaction of the events before it, so
 * the copy is at every moment exactly what the log was at some sequence. A copy that the reducer refuses to carry on is
 * dropped for a new snapshot, never repaired. */

#include "jr-sync-engine-private.h"
#include "jr-witness-private.h"

#include "jr-case-table.h"
#include "jr-cursor.h"
#include "jr-database.h"
#include "jr-desk-table.h"
#include "jr-error.h"
#include "jr-json.h"
#include "jr-reducer.h"
#include "jr-wire.h"

/* Open cases of a room: a whole city has that many in a month. */
#define SNAPSHOT_FRAMES_MAXIMUM 500000

typedef struct
{
  JrSyncEngine *engine;
  JrHubClient  *client;
  JrDatabase   *database; /* NULL until it could be opened */
  char         *cursor;   /* as stored; NULL: a snapshot is needed */
  JrBackoff     backoff;
  guint      heard; /* frames of the line that is open; the first is its opening, nobody's word */
  GError    *error; /* why on_frame() said stop */
  JrWitness  witness;
  JrDistrust distrust; /* NONE unless the hub is not the one that was known */
  guint      corrupt;  /* times in a row that the feed could not be understood */
} Follower;

/* The room ---------------------------------------------------------------------------------------------------------- */

/* TRUE also when it is so already, without a write. */
static gboolean
remember (Follower *self, const char *name, const char *value, gboolean *out_is_new, GError **error)
{
  g_autofree char *stored = jr_desk_table_get (self->database, name);

  *out_is_new = g_strcmp0 (stored, value) != 0;
  return !*out_is_new || jr_desk_table_set (self->database, name, value, error);
}

static char *
write_node (JsonNode *node)
{
  g_autoptr (JsonNode) owned = node;

  return jr_json_to_canonical (owned);
}

static gboolean
forget_cursor (Follower *self, GError **error)
{
  g_clear_pointer (&self->cursor, g_free);
  return jr_desk_table_set (self->database, "cursor", NULL, error);
}

/* A cursor of another hub means nothing, whatever it looks like. */
static gboolean
remember_hub (Follower *self, const JrActor *me, const JrRoom *room, GError **error)
{
  g_autofree char *room_text = write_node (jr_wire_write_room (room));
  g_autofree char *me_text = write_node (jr_wire_write_actor (me));
  gboolean         is_new_url, is_new;

  if (!remember (self, "url", jr_hub_client_get_url (self->client), &is_new_url, error) ||
      !remember (self, "user", me->user, &is_new, error) ||
      !remember (self, "me", me_text, &is_new, error) ||
      !remember (self, "room", room_text, &is_new, error))
    return FALSE;
  return !is_new_url ||
         (jr_witness_forget (&self->witness, self->database, error) && forget_cursor (self, error));
}

static gint64
sequence_of (const char *cursor)
{
  JrCursor parts;

  return cursor != NULL && jr_cursor_from_string (cursor, &parts) ? parts.sequence : 0;
}

/* The hub ----------------------------------------------------------------------------------------------------------- */

static gboolean
refuse_hub (Follower *self, JrDistrust distrust, GError **error)
{
  static const char *const words[] = {
    [JR_DISTRUST_NONE] = "",
    [JR_DISTRUST_WENT_BACK] = "it has lost events that were seen here, without a new epoch",
    [JR_DISTRUST_FORKED] = "its log is another one than was seen here",
    [JR_DISTRUST_OTHER_HUB] = "it does not sign with the key that is known here",
  };

  self->distrust = distrust;
  g_set_error (error, JR_SYNC_ERROR, JR_ERROR_REFUSED, "%s is not to be trusted: %s",
               jr_hub_client_get_url (self->client), words[distrust]);
  return FALSE;
}

/* It lost what came after the backup, and says so by its epoch; the copy here begins anew. */
static gboolean
begin_anew (Follower *self, GError **error)
{
  if (!jr_witness_forget (&self->witness, self->database, error) || !forget_cursor (self, error))
    return FALSE;
  jr_sync_engine_emit_restored (self->engine);
  return TRUE;
}

static gboolean
accept_head (Follower *self, const JrHead *head, gint64 place, const char *hash, GError **error)
{
  gboolean   is_restored = FALSE;
  JrDistrust distrust = jr_witness_judge (&self->witness, head, hash, &is_restored);

  if (distrust != JR_DISTRUST_NONE)
    return refuse_hub (self, distrust, error);
  if (is_restored && !begin_anew (self, error))
    return FALSE;
  /* Its place is taken on trust the first time. */
  if (!is_restored && place >= 0 && hash[0] != '\0' && self->witness.hash[0] == '\0')
    jr_witness_set_place (&self->witness, place, hash);
  return jr_witness_keep_head (&self->witness, self->database, head, error) &&
         jr_witness_save_place (&self->witness, self->database, error);
}

/* A hub of before signed heads has no such address; one that has signed once does not stop. */
static gboolean
is_without_heads (Follower *self)
{
  g_autoptr (JrProblem) problem = jr_hub_client_dup_problem (self->client);

  return problem != NULL && problem->status == 404;
}

static gboolean
check_hub (Follower *self, GError **error)
{
  g_autoptr (GError) cause = NULL;
  gint64             place = self->witness.hash[0] != '\0' ? self->witness.sequence
                             : self->cursor != NULL        ? sequence_of (self->cursor)
                                                           : -1;
  char               hash[JR_SHA256_HEX_LENGTH + 1];
  JrHead             head;

  if (jr_hub_client_load_head (self->client, place, &head, hash,
                               jr_sync_engine_get_cancellable (self->engine), &cause))
    return accept_head (self, &head, place, hash, error);
  if (!is_without_heads (self))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  return !self->witness.has_head || refuse_hub (self, JR_DISTRUST_OTHER_HUB, error);
}

/* One that came along with what was just applied. */
static gboolean
check_told_head (Follower *self, GError **error)
{
  JrDistrust distrust;
  JrHead     head;

  if (!jr_hub_client_take_head (self->client, &head))
    return TRUE;
  distrust = jr_witness_judge_told (&self->witness, &head);
  if (distrust != JR_DISTRUST_NONE)
    return refuse_hub (self, distrust, error);
  return jr_witness_keep_head (&self->witness, self->database, &head, error);
}

static gboolean
greet (Follower *self, GError **error)
{
  g_autoptr (JrActor) me = NULL;
  g_autoptr (JrRoom)  room = NULL;

  return jr_hub_client_load_me (self->client, &me, &room,
                                jr_sync_engine_get_cancellable (self->engine), error) &&
         remember_hub (self, me, room, error) && check_hub (self, error);
}

/* Snapshot ---------------------------------------------------------------------------------------------------------- */

static gboolean
on_snapshot_frame (JrFrame *frame, gpointer data)
{
  GPtrArray *frames = data;

  g_ptr_array_add (frames, jr_frame_ref (frame));
  return frames->len < SNAPSHOT_FRAMES_MAXIMUM;
}

/* In a transaction. */
static gboolean
put_frames (Follower *self, GPtrArray *frames, const char **out_cursor, GError **error)
{
  for (guint i = 0; i < frames->len; i++)
    {
      const JrFrame *frame = frames->pdata[i];

      if (frame->state != NULL &&
          !jr_case_table_put (self->database, frame->state, frame->applicant, error))
        return FALSE;
      if (frame->cursor != NULL)
        *out_cursor = frame->cursor;
    }
  return TRUE;
}

static gboolean
replace_all (Follower *self, GPtrArray *frames, GError **error)
{
  g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;
  const char            *cursor = NULL;

  if (!jr_transaction_begin (&txn, self->database, error) ||
      !jr_case_table_clear (self->database, error) || !put_frames (self, frames, &cursor, error))
    return FALSE;
  if (cursor == NULL)
    {
      g_set_error_literal (error, JR_SYNC_ERROR, JR_ERROR_CORRUPT,
                           "The hub's snapshot does not say where to go on after it");
      return FALSE;
    }
  if (!jr_desk_table_set (self->database, "cursor", cursor, error) ||
      !jr_transaction_commit (&txn, error))
    return FALSE;
  self->cursor = g_strdup (cursor);
  jr_witness_leave_place (&self->witness);
  jr_sync_engine_emit_reloaded (self->engine);
  return TRUE;
}

/* All of it is here before the database is touched, so that a slow line never holds up the outbox. */
static gboolean
take_snapshot (Follower *self, GError **error)
{
  g_autoptr (GPtrArray) frames = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_frame_unref);

  if (!jr_hub_client_load_snapshot (self->client, on_snapshot_frame, frames,
                                    jr_sync_engine_get_cancellable (self->engine), error))
    return FALSE;
  if (frames->len >= SNAPSHOT_FRAMES_MAXIMUM)
    {
      g_set_error (error, JR_SYNC_ERROR, JR_ERROR_TOO_LARGE,
                   "The hub's snapshot has more than %u cases", SNAPSHOT_FRAMES_MAXIMUM);
      return FALSE;
    }
  return replace_all (self, frames, error);
}

/* Events ------------------------------------------------------------------------------------------------------------ */

/* What the copy has already, or never had since the case was concluded before the snapshot, is no news. */
static gboolean
is_news (Follower *self, const JrEvent *event, gboolean *out_is_news, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (JrCase) current = jr_case_table_load (self->database, event->case_id, &cause);

  if (current != NULL)
    *out_is_news = event->case_version > current->version;
  else if (g_error_matches (cause, JR_STORE_ERROR, JR_ERROR_NOT_FOUND))
    *out_is_news = event->case_version == 1;
  else
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  return TRUE;
}

static gboolean
apply_frame (Follower *self, const JrFrame *frame, GHashTable *changed, GError **error)
{
  const JrEvent *event = frame->event;
  gboolean       news = FALSE;

  if (event == NULL)
    return TRUE;
  jr_witness_take_event (&self->witness, sequence_of (frame->cursor), frame->event_json);
  if (!is_news (self, event, &news, error))
    return FALSE;
  if (!news)
    return TRUE;
  if (!jr_case_table_apply (self->database, event, sequence_of (frame->cursor), NULL, error))
    return FALSE;
  if (frame->applicant != NULL &&
      !jr_case_table_set_applicant (self->database, event->case_id, frame->applicant, error))
    return FALSE;
  g_hash_table_add (changed, g_strdup (event->case_id));
  return TRUE;
}

static const char *
last_cursor_of (GPtrArray *frames)
{
  for (guint i = frames->len; i > 0; i--)
    {
      const JrFrame *frame = frames->pdata[i - 1];

      if (frame->cursor != NULL)
        return frame->cursor;
    }
  return NULL;
}

static gboolean
has_event (GPtrArray *frames)
{
  for (guint i = 0; i < frames->len; i++)
    if (((const JrFrame *) frames->pdata[i])->event != NULL)
      return TRUE;
  return FALSE;
}

static void
announce (Follower *self, GHashTable *changed)
{
  GHashTableIter iter;
  gpointer       id;

  g_hash_table_iter_init (&iter, changed);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    jr_sync_engine_emit_case_changed (self->engine, id);
}

/* Events and cursor in one transaction; news are told only when they are on the disk. */
static gboolean
apply_frames (Follower *self, GPtrArray *frames, GError **error)
{
  g_auto (JrTransaction) txn = JR_TRANSACTION_INIT;
  g_autoptr (GHashTable) changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char            *cursor = last_cursor_of (frames);

  if (!has_event (frames) && (cursor == NULL || g_strcmp0 (cursor, self->cursor) == 0))
    return TRUE;
  if (!jr_transaction_begin (&txn, self->database, error))
    return FALSE;
  for (guint i = 0; i < frames->len; i++)
    if (!apply_frame (self, frames->pdata[i], changed, error))
      return FALSE;
  if ((cursor != NULL && !jr_desk_table_set (self->database, "cursor", cursor, error)) ||
      !jr_witness_save_place (&self->witness, self->database, error) ||
      !jr_transaction_commit (&txn, error))
    return FALSE;
  if (cursor != NULL)
    {
      g_free (self->cursor);
      self->cursor = g_strdup (cursor);
    }
  announce (self, changed);
  return TRUE;
}

static gboolean
catch_up (Follower *self, GError **error)
{
  gboolean is_more = TRUE;

  jr_sync_engine_set_link (self->engine, JR_LINK_CATCHING_UP);
  while (is_more)
    {
      g_autoptr (GPtrArray) frames =
        jr_hub_client_poll (self->client, self->cursor, 0,
                            jr_sync_engine_get_cancellable (self->engine), error);

      if (frames == NULL || !apply_frames (self, frames, error) || !check_told_head (self, error))
        return FALSE;
      is_more = has_event (frames);
    }
  return TRUE;
}

static gboolean
on_frame (JrFrame *frame, gpointer data)
{
  Follower             *self = data;
  g_autoptr (GPtrArray) frames = g_ptr_array_new ();

  /* A hub that opens lines and drops them is not well: only what it says makes the next break a first one. */
  if (self->heard++ == 1)
    jr_backoff_reset (&self->backoff);
  if (jr_sync_engine_get_link (self->engine) != JR_LINK_LIVE)
    {
      jr_sync_engine_set_link (self->engine, JR_LINK_LIVE);
      jr_sync_engine_wake_sender (self->engine);
    }
  jr_sync_engine_touch (self->engine);
  g_ptr_array_add (frames, frame);
  return apply_frames (self, frames, &self->error) && check_told_head (self, &self->error);
}

/* Never TRUE: the feed has no end. */
static gboolean
follow (Follower *self, GError **error)
{
  self->heard = 0;
  if (!jr_hub_client_follow (self->client, self->cursor, on_frame, self,
                             jr_sync_engine_get_cancellable (self->engine), error))
    return FALSE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/* The thread -------------------------------------------------------------------------------------------------------- */

static gboolean
open_database (Follower *self, GError **error)
{
  const JrCaseFilter all = { .kind = JR_CASE_FILTER_ALL };
  gint64             count;

  if (self->database != NULL)
    return TRUE;
  self->database = jr_database_open (jr_sync_engine_get_database_path (self->engine),
                                     JR_DATABASE_READ_WRITE, error);
  if (self->database == NULL)
    return FALSE;
  jr_witness_load (&self->witness, self->database, jr_sync_engine_get_database_path (self->engine));
  count = jr_case_table_count (self->database, &all, error);
  if (count > 0)
    self->cursor = jr_desk_table_get (self->database, "cursor");
  return count >= 0;
}

/* A person has said that this hub is the right one. */
static gboolean
pardon (Follower *self, GError **error)
{
  return !jr_sync_engine_take_pardon (self->engine) ||
         (jr_witness_forget (&self->witness, self->database, error) && forget_cursor (self, error));
}

static gboolean
follow_until_fault (Follower *self, GError **error)
{
  if (!open_database (self, error) || !pardon (self, error) || !greet (self, error))
    return FALSE;
  jr_sync_engine_set_trusted (self->engine, TRUE);
  /* The hash at the place of the snapshot is asked for behind it. */
  if (self->cursor == NULL && (!take_snapshot (self, error) || !check_hub (self, error)))
    return FALSE;
  return catch_up (self, error) && follow (self, error);
}

/* A feed that cannot be understood may have been cut by the line; twice in a row it is the feed itself. */
static gboolean
is_cursor_useless (Follower *self, const GError *error)
{
  g_autoptr (JrProblem) problem = jr_hub_client_dup_problem (self->client);
  gboolean              is_corrupt_feed = g_error_matches (error, JR_SYNC_ERROR, JR_ERROR_CORRUPT);

  self->corrupt = is_corrupt_feed ? self->corrupt + 1 : 0;
  return (problem != NULL && problem->status == 410) || self->corrupt >= 2 ||
         g_error_matches (error, JR_CORE_ERROR, JR_ERROR_CORRUPT);
}

static void
handle_fault (Follower *self, const GError *error)
{
  g_autoptr (GError) cause = NULL;

  jr_sync_engine_set_fault (self->engine, error);
  if (jr_sync_engine_is_stopping (self->engine))
    return;
  if (self->distrust != JR_DISTRUST_NONE)
    {
      jr_sync_engine_distrust (self->engine, self->distrust);
      return;
    }
  /* Whoever answers next is looked at before anything is sent. */
  if (g_error_matches (error, JR_SYNC_ERROR, JR_ERROR_OFFLINE))
    jr_sync_engine_set_trusted (self->engine, FALSE);
  if (g_error_matches (error, JR_SYNC_ERROR, JR_ERROR_DENIED))
    {
      jr_sync_engine_deny (self->engine);
      return;
    }
  jr_sync_engine_set_link (self->engine, JR_LINK_CONNECTING);
  /* When the database cannot be written now, the cursor in memory is gone all the same. */
  if (is_cursor_useless (self, error) && self->database != NULL && !forget_cursor (self, &cause))
    jr_sync_engine_set_fault (self->engine, cause);
  jr_sync_engine_wait_to_retry (self->engine, &self->backoff, NULL);
}

gpointer
jr_follower_run (gpointer data)
{
  JrSyncEngine           *engine = data;
  g_autoptr (JrHubClient) client = jr_hub_client_copy (jr_sync_engine_get_client (engine));
  Follower                self = { .engine = engine,
                                   .client = client,
                                   .backoff = { .base_ms = JR_RETRY_BASE_MS, .cap_ms = JR_RETRY_CAP_MS } };

  while (!jr_sync_engine_is_stopping (engine))
    {
      g_autoptr (GError) error = NULL;

      if (!follow_until_fault (&self, &error))
        handle_fault (&self, error);
    }
  g_free (self.cursor);
  jr_witness_clear (&self.witness);
  g_clear_pointer (&self.database, jr_database_close);
  return NULL;
}
