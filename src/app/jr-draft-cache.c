/* jr-draft-cache.c: typed text, read at once and written behind
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-draft-cache.h"

/* Every key stroke changes a draft, and a durable write takes longer than a key stroke may. So the text is changed in
 * memory, and one write at a time takes along all that has changed while the last one was under way: no timer, and at
 * most one write behind. A failed write leaves its drafts to the next one. */

struct _JrDraftCache
{
  GMutex      lock;
  GHashTable *texts; /* "case\nfield" → text */
  GHashTable *dirty; /* set of keys */
  gboolean    is_write_due;
};

static char *
make_key (const char *case_id, const char *field)
{
  return g_strconcat (case_id, "\n", field, NULL);
}

static GHashTable *
new_key_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

JrDraftCache *
jr_draft_cache_new (void)
{
  JrDraftCache *self = g_new0 (JrDraftCache, 1);

  g_mutex_init (&self->lock);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->dirty = new_key_set ();
  return self;
}

void
jr_draft_cache_free (JrDraftCache *self)
{
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->dirty);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
take_stored (const char *case_id, const char *field, const char *text, gpointer data)
{
  JrDraftCache *self = data;

  g_hash_table_replace (self->texts, make_key (case_id, field), g_strdup (text));
}

gboolean
jr_draft_cache_load (JrDraftCache *self, JrDatabase *database, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return jr_draft_read_all (database, take_stored, self, error);
}

char *
jr_draft_cache_get (JrDraftCache *self, const char *case_id, const char *field)
{
  g_autofree char         *key = make_key (case_id, field);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_strdup (g_hash_table_lookup (self->texts, key));
}

gboolean
jr_draft_cache_set (JrDraftCache *self, const char *case_id, const char *field, const char *text)
{
  g_autofree char         *key = make_key (case_id, field);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gboolean                 was_due = self->is_write_due;

  if (text == NULL || text[0] == '\0')
    g_hash_table_remove (self->texts, key);
  else
    g_hash_table_replace (self->texts, g_strdup (key), g_strdup (text));
  g_hash_table_add (self->dirty, g_steal_pointer (&key));
  self->is_write_due = TRUE;
  return !was_due;
}

static GHashTable *
take_dirty (JrDraftCache *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GHashTable              *dirty = self->dirty;

  self->dirty = new_key_set ();
  self->is_write_due = FALSE;
  return dirty;
}

static void
give_back (JrDraftCache *self, GHashTable *keys)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GHashTableIter           iter;
  gpointer                 key;

  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (self->dirty, g_strdup (key));
}

static gboolean
write_one (JrDraftCache *self, JrDatabase *database, const char *key, GError **error)
{
  const char      *field = strchr (key, '\n') + 1;
  g_autofree char *case_id = g_strndup (key, (gsize) (field - key) - 1);
  g_autofree char *text = jr_draft_cache_get (self, case_id, field);

  return jr_draft_put (database, case_id, field, text, error);
}

static gboolean
write_keys (JrDraftCache *self, JrDatabase *database, GHashTable *keys, GError **error)
{
  g_auto (JrTransaction) transaction = JR_TRANSACTION_INIT;
  GHashTableIter         iter;
  gpointer               key;

  if (!jr_transaction_begin (&transaction, database, error))
    return FALSE;
  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!write_one (self, database, key, error))
      return FALSE;
  return jr_transaction_commit (&transaction, error);
}

gboolean
jr_draft_cache_write (JrDraftCache *self, JrDatabase *database, GError **error)
{
  g_autoptr (GHashTable) keys = take_dirty (self);

  if (g_hash_table_size (keys) == 0 || write_keys (self, database, keys, error))
    return TRUE;

  give_back (self, keys);
  return FALSE;
}
