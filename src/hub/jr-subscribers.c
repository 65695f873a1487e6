/* jr-subscribers.c: everybody who waits for something new
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Waking is done in two steps: with the list locked each subscriber says whether it was asleep, and is from then on in
 * the hands of this thread; with the list unlocked it is run, which calls into the server. A subscriber whose time has
 * come is asked for its secret again, in the database and therefore also with the list unlocked; since it may end
 * meanwhile, it is found again by its number. */

#include "jr-subscribers.h"

#include "jr-account-table.h"
#include "jr-error.h"

/* Those who are due so soon are woken together. */
#define TOGETHER_US (G_TIME_SPAN_SECOND / 2)

struct _JrSubscribers
{
  JrFeed    *feed;
  JrReaders *readers;
  guint64    watch;
  GThread   *thread;

  GMutex      lock;
  GCond       changed;
  GHashTable *members; /* id → JrSubscriber, borrowed */
  guint64     last_id;
  gboolean    has_news;
  gboolean    is_farewell;
  gboolean    is_checking; /* all are due */
  gboolean    is_ending;
};

/** Due: one whose time has come, while its secret is looked up. */
typedef struct
{
  guint64 id;
  char   *secret;
  JrWake  wake;
} Due;

static void
due_clear (gpointer data)
{
  g_free (((Due *) data)->secret);
}

/* Secrets ------------------------------------------------------------------------------------------------------------ */

static gboolean
is_welcome (JrDatabase *database, const char *secret)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (JrActor) actor = jr_secret_table_check (database, secret, jr_time_now (), &error);

  return !g_error_matches (error, JR_STORE_ERROR, JR_ERROR_DENIED);
}

gboolean
jr_subscribers_is_welcome (JrSubscribers *self, const char *secret)
{
  JrDatabase *database = jr_readers_take (self->readers, NULL);
  gboolean    welcome = database == NULL || is_welcome (database, secret);

  if (database != NULL)
    jr_readers_give (self->readers, database);
  return welcome;
}

/* Waking ------------------------------------------------------------------------------------------------------------- */

/* With the lock held. */
static void
take (JrSubscriber *subscriber, JrWake wake, GPtrArray *taken)
{
  if (subscriber->type->take (subscriber, wake))
    g_ptr_array_add (taken, subscriber);
}

static GArray *
list_due (JrSubscribers *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GArray                  *due = g_array_new (FALSE, FALSE, sizeof (Due));
  gint64         until = self->is_checking ? G_MAXINT64 : g_get_monotonic_time () + TOGETHER_US;
  GHashTableIter iter;
  gpointer       member;

  self->is_checking = FALSE;
  g_array_set_clear_func (due, due_clear);
  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, NULL, &member))
    {
      const JrSubscriber *subscriber = member;
      Due                 one = { subscriber->id, NULL, JR_WAKE_DUE };

      if (subscriber->due > until)
        continue;
      one.secret = g_strdup (subscriber->secret);
      g_array_append_val (due, one);
    }
  return due;
}

static void
check_secrets (JrSubscribers *self, GArray *due)
{
  for (guint i = 0; i < due->len; i++)
    {
      Due *one = &g_array_index (due, Due, i);

      if (!jr_subscribers_is_welcome (self, one->secret))
        one->wake |= JR_WAKE_DENIED;
    }
}

/* With the lock held. */
static void
take_all (JrSubscribers *self, JrWake wake, GPtrArray *taken)
{
  GHashTableIter iter;
  gpointer       subscriber;

  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, NULL, &subscriber))
    take (subscriber, wake, taken);
}

static GPtrArray *
collect (JrSubscribers *self, GArray *due)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GPtrArray               *taken = g_ptr_array_new ();

  for (guint i = 0; i < due->len; i++)
    {
      const Due    *one = &g_array_index (due, Due, i);
      JrSubscriber *subscriber = g_hash_table_lookup (self->members, &one->id);

      if (subscriber != NULL)
        take (subscriber, one->wake, taken);
    }
  if (self->has_news || self->is_farewell)
    take_all (self,
              (self->has_news ? JR_WAKE_NEWS : 0) | (self->is_farewell ? JR_WAKE_FAREWELL : 0),
              taken);
  self->has_news = FALSE;
  return taken;
}

/* With the lock held. */
static gint64
find_next (JrSubscribers *self)
{
  gint64         next = G_MAXINT64;
  GHashTableIter iter;
  gpointer       subscriber;

  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, NULL, &subscriber))
    next = MIN (next, ((JrSubscriber *) subscriber)->due);
  return next;
}

/* FALSE at the end. */
static gboolean
wait (JrSubscribers *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (!self->is_ending && !self->has_news && !self->is_checking)
    {
      gint64 next = find_next (self);

      if (next <= g_get_monotonic_time ())
        break;
      if (next == G_MAXINT64)
        g_cond_wait (&self->changed, &self->lock);
      else
        g_cond_wait_until (&self->changed, &self->lock, next);
    }
  return !self->is_ending;
}

static gpointer
run (gpointer data)
{
  JrSubscribers *self = data;

  while (wait (self))
    {
      g_autoptr (GArray)    due = list_due (self);
      g_autoptr (GPtrArray) taken = NULL;

      check_secrets (self, due);
      taken = collect (self, due);
      for (guint i = 0; i < taken->len; i++)
        {
          JrSubscriber *subscriber = taken->pdata[i];

          subscriber->type->run (subscriber);
        }
    }
  return NULL;
}

/* Life --------------------------------------------------------------------------------------------------------------- */

static void
on_news (gpointer data)
{
  JrSubscribers           *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->has_news = TRUE;
  g_cond_signal (&self->changed);
}

JrSubscribers *
jr_subscribers_new (JrFeed *feed, JrReaders *readers)
{
  JrSubscribers *self = g_new0 (JrSubscribers, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->feed = feed;
  self->readers = readers;
  self->members = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->watch = jr_feed_watch (feed, on_news, self);
  self->thread = g_thread_new ("jr-subscribers", run, self);
  return self;
}

void
jr_subscribers_free (JrSubscribers *self)
{
  if (self == NULL)
    return;
  jr_feed_unwatch (self->feed, self->watch);
  g_mutex_lock (&self->lock);
  self->is_ending = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_warn_if_fail (g_hash_table_size (self->members) == 0);
  g_hash_table_unref (self->members);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

JrFeed *
jr_subscribers_get_feed (JrSubscribers *self)
{
  return self->feed;
}

void
jr_subscribers_say_farewell (JrSubscribers *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->is_farewell = TRUE;
  self->has_news = TRUE;
  g_cond_signal (&self->changed);
}

void
jr_subscribers_check_all (JrSubscribers *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->is_checking = TRUE;
  g_cond_signal (&self->changed);
}

void
jr_subscribers_lock (JrSubscribers *self)
{
  g_mutex_lock (&self->lock);
}

void
jr_subscribers_unlock (JrSubscribers *self)
{
  g_mutex_unlock (&self->lock);
}

void
jr_subscribers_add (JrSubscribers *self, JrSubscriber *subscriber)
{
  subscriber->id = ++self->last_id;
  g_hash_table_insert (self->members, &subscriber->id, subscriber);
  /* Also for the farewell, which has been told to the others already. */
  if (self->is_farewell)
    self->has_news = TRUE;
  g_cond_signal (&self->changed);
}

void
jr_subscribers_remove (JrSubscribers *self, JrSubscriber *subscriber)
{
  g_hash_table_remove (self->members, &subscriber->id);
}
