/* jr-throttle.c: how often something may be tried
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For each key one number, in time: when the tries used so far will have been made good. A try moves it on by its price;
 * when that is more than the burst ahead of now, there is none left. Keys that owe nothing are forgotten. */

#include "jr-throttle.h"

#include <string.h>

/* Keys come from strangers; a stranger with more than these has to wait with everybody he invents. */
#define KEYS_MAXIMUM 20000

struct _JrThrottle
{
  GMutex      lock;
  gint64      price;
  gint64      burst;
  GHashTable *debts; /* key → gint64 * */
};

JrThrottle *
jr_throttle_new (guint burst, gint64 interval)
{
  JrThrottle *self = g_new0 (JrThrottle, 1);

  g_mutex_init (&self->lock);
  self->price = interval;
  self->burst = self->price * burst;
  self->debts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
jr_throttle_free (JrThrottle *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->debts);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
is_made_good (gpointer key, gpointer value, gpointer data)
{
  return *(const gint64 *) value <= *(const gint64 *) data;
}

/* NULL when there is no place for another key. */
static gint64 *
find (JrThrottle *self, const char *key, gint64 now)
{
  gint64 *debt = g_hash_table_lookup (self->debts, key);

  if (debt == NULL && g_hash_table_size (self->debts) >= KEYS_MAXIMUM)
    g_hash_table_foreach_remove (self->debts, is_made_good, &now);
  if (debt == NULL && g_hash_table_size (self->debts) < KEYS_MAXIMUM)
    {
      debt = g_new (gint64, 1);
      *debt = now;
      g_hash_table_insert (self->debts, g_strdup (key), debt);
    }
  return debt;
}

gboolean
jr_throttle_take (JrThrottle *self, const char *key, gint64 now, guint *out_wait)
{
  g_autoptr (GMutexLocker) locker = NULL;
  gint64                  *debt;
  gint64                   next;

  g_return_val_if_fail (self != NULL && key != NULL, FALSE);

  locker = g_mutex_locker_new (&self->lock);
  debt = find (self, key, now);
  next = MAX (debt == NULL ? now + self->burst : *debt, now) + self->price;
  if (next > now + self->burst)
    {
      *out_wait = (guint) ((next - now - self->burst) / G_USEC_PER_SEC) + 1;
      return FALSE;
    }
  *debt = next;
  return TRUE;
}

void
jr_throttle_give_back (JrThrottle *self, const char *key)
{
  g_autoptr (GMutexLocker) locker = NULL;
  gint64                  *debt;

  g_return_if_fail (self != NULL && key != NULL);

  locker = g_mutex_locker_new (&self->lock);
  debt = g_hash_table_lookup (self->debts, key);
  if (debt != NULL)
    *debt -= self->price;
}
