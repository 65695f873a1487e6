/* jr-head-keeper.c: signs the log's head now and then while the hub serves
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The publisher tells of each commit, and a clock looks now and then, so that the last events before a quiet hour are
 * signed as well. Signing is a piece of work among others for the writer: the head that it finds is one that is on the
 * disk when it is handed out. */

#include "jr-head-keeper.h"

#include "jr-json.h"

struct _JrHeadKeeper
{
  JrHeadSigner *signer; /* NULL without a key; never changes */
  JrDatabase   *database;
  JrFeed       *feed;
  JrWriter     *writer; /* NULL while the database is the maker's */
  GSource      *clock;
  guint64       watch;

  GMutex   lock;
  gboolean has_newest;
  gboolean is_pending; /* with the writer */
  JrHead   newest;
  char    *text; /* of newest */
  JrHead   next; /* the writer's, while pending */
};

static void
keep (JrHeadKeeper *self, const JrHead *head)
{
  g_autoptr (JsonNode)     node = jr_head_write (head);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_free (self->text);
  self->text = jr_json_to_canonical (node);
  self->newest = *head;
  self->has_newest = TRUE;
}

static gboolean
sign (JrHeadKeeper *self, JrHead *out_head, GError **error)
{
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;

  return jr_transaction_begin (&transaction, self->database, error) &&
         jr_head_signer_sign (self->signer, self->database, jr_time_now (), out_head, error) &&
         jr_transaction_commit (&transaction, error);
}

/* While no writer has the database. A head that cannot be signed, on a full disk, keeps nobody from working. */
static void
sign_alone (JrHeadKeeper *self)
{
  g_autoptr (GError) error = NULL;
  JrHead             head;

  if (self->signer == NULL)
    return;
  if (sign (self, &head, &error))
    keep (self, &head);
  else
    g_message ("The head of the log is not signed: %s", error->message);
}

/* Where nothing can be signed, what was signed last still holds. */
static void
recall (JrHeadKeeper *self)
{
  g_autoptr (GError) error = NULL;
  gboolean           is_found = FALSE;
  JrHead             head;

  if (!jr_head_table_load_newest (self->database, &head, &is_found, &error))
    g_message ("The signed head is not found: %s", error->message);
  else if (is_found)
    keep (self, &head);
}

/* While serving ------------------------------------------------------------------------------------------------------ */

static gboolean
write_head (JrDatabase *database, GPtrArray *frames, gpointer data, GError **error)
{
  JrHeadKeeper *self = data;

  return jr_head_signer_sign (self->signer, database, jr_time_now (), &self->next, error);
}

static void
on_written (gpointer data, const GError *error)
{
  JrHeadKeeper *self = data;

  if (error == NULL)
    keep (self, &self->next);
  g_mutex_lock (&self->lock);
  self->is_pending = FALSE;
  g_mutex_unlock (&self->lock);
}

/* TRUE once until on_written(). */
static gboolean
claim (JrHeadKeeper *self, gint64 events)
{
  g_autoptr (GMutexLocker) locker = NULL;
  JrCursor                 head;

  jr_feed_get_head (self->feed, &head);
  locker = g_mutex_locker_new (&self->lock);
  if (self->is_pending ||
      head.sequence - (self->has_newest ? self->newest.cursor.sequence : 0) < events)
    return FALSE;
  self->is_pending = TRUE;
  return TRUE;
}

static void
sign_after (JrHeadKeeper *self, gint64 events)
{
  if (claim (self, events) && !jr_writer_push (self->writer, write_head, on_written, self))
    {
      g_mutex_lock (&self->lock);
      self->is_pending = FALSE;
      g_mutex_unlock (&self->lock);
    }
}

static void
on_news (gpointer data)
{
  sign_after (data, JR_HEAD_EVENTS);
}

static gboolean
on_clock (gpointer data)
{
  sign_after (data, 1);
  return G_SOURCE_CONTINUE;
}

/* Life --------------------------------------------------------------------------------------------------------------- */

JrHeadKeeper *
jr_head_keeper_new (const char *folder, JrDatabase *database, JrFeed *feed)
{
  g_autoptr (GError) error = NULL;
  JrHeadKeeper      *self = NULL;

  g_return_val_if_fail (folder != NULL && database != NULL && feed != NULL, NULL);

  self = g_new0 (JrHeadKeeper, 1);
  self->database = database;
  self->feed = feed;
  g_mutex_init (&self->lock);
  self->signer = jr_head_signer_open (folder, &error);
  if (self->signer == NULL)
    g_message ("The head of the log is not signed: %s", error->message);
  sign_alone (self);
  if (!self->has_newest)
    recall (self);
  return self;
}

void
jr_head_keeper_start (JrHeadKeeper *self, JrWriter *writer)
{
  g_return_if_fail (self != NULL && writer != NULL);

  if (self->signer == NULL)
    return;
  self->writer = writer;
  self->watch = jr_feed_watch (self->feed, on_news, self);
  self->clock = g_timeout_source_new_seconds (JR_HEAD_SECONDS);
  g_source_set_callback (self->clock, on_clock, self, NULL);
  g_source_attach (self->clock, g_main_context_get_thread_default ());
}

void
jr_head_keeper_stop (JrHeadKeeper *self)
{
  g_return_if_fail (self != NULL);

  if (self->clock == NULL)
    return;
  g_source_destroy (self->clock);
  g_clear_pointer (&self->clock, g_source_unref);
  jr_feed_unwatch (self->feed, self->watch);
}

void
jr_head_keeper_free (JrHeadKeeper *self)
{
  g_return_if_fail (self != NULL);

  jr_head_keeper_stop (self);
  sign_alone (self);
  g_clear_pointer (&self->signer, jr_head_signer_free);
  g_mutex_clear (&self->lock);
  g_free (self->text);
  g_free (self);
}

/* Asking ------------------------------------------------------------------------------------------------------------- */

gboolean
jr_head_keeper_get (JrHeadKeeper *self, JrHead *out_head)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL && out_head != NULL, FALSE);

  locker = g_mutex_locker_new (&self->lock);
  if (self->has_newest)
    *out_head = self->newest;
  return self->has_newest;
}

char *
jr_head_keeper_dup_news (JrHeadKeeper *self, gint64 after, gint64 position, gint64 *out_sequence)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL && out_sequence != NULL, NULL);

  locker = g_mutex_locker_new (&self->lock);
  if (!self->has_newest || self->newest.cursor.sequence <= after ||
      self->newest.cursor.sequence > position)
    return NULL;
  *out_sequence = self->newest.cursor.sequence;
  return g_strdup (self->text);
}

gboolean
jr_head_keeper_sign_place (JrHeadKeeper *self, JrHead *head)
{
  g_return_val_if_fail (self != NULL && head != NULL, FALSE);

  if (self->signer == NULL)
    return FALSE;
  jr_head_signer_sign_place (self->signer, head);
  return TRUE;
}
