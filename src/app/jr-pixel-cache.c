/* jr-pixel-cache.c: rendered pages, bounded in bytes
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-pixel-cache.h"

/* A hash table for finding and a queue for the order of use; the entry is the link of the queue, so both are O(1).
 * Rendering threads put and look up, the main thread looks up: one mutex, held for a few instructions. */

typedef struct
{
  GList         link;
  char         *key;
  JrPagePixels *pixels;
} JrPixelEntry;

struct _JrPixelCache
{
  GMutex      lock;
  GHashTable *entries; /* key of the entry → JrPixelEntry */
  GQueue      by_use;  /* most recent first */
  gsize       bytes;
  gsize       max_bytes;
};

static gsize
entry_get_bytes (const JrPixelEntry *entry)
{
  return g_bytes_get_size (entry->pixels->pixels);
}

static void
entry_free (JrPixelEntry *entry)
{
  jr_page_pixels_free (entry->pixels);
  g_free (entry->key);
  g_free (entry);
}

static char *
make_key (const char *sha256, guint page, guint width)
{
  return g_strdup_printf ("%s/%u/%u", sha256, page, width);
}

static void
remove_entry (JrPixelCache *self, JrPixelEntry *entry)
{
  self->bytes -= entry_get_bytes (entry);
  g_queue_unlink (&self->by_use, &entry->link);
  g_hash_table_remove (self->entries, entry->key);
}

JrPixelCache *
jr_pixel_cache_new (gsize max_bytes)
{
  JrPixelCache *self = g_new0 (JrPixelCache, 1);

  g_mutex_init (&self->lock);
  g_queue_init (&self->by_use);
  self->entries =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) entry_free);
  self->max_bytes = max_bytes;
  return self;
}

void
jr_pixel_cache_free (JrPixelCache *self)
{
  g_hash_table_unref (self->entries);
  g_mutex_clear (&self->lock);
  g_free (self);
}

JrPagePixels *
jr_pixel_cache_find (JrPixelCache *self, const char *sha256, guint page, guint width)
{
  g_autofree char         *key = make_key (sha256, page, width);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  JrPixelEntry            *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    return NULL;

  g_queue_unlink (&self->by_use, &entry->link);
  g_queue_push_head_link (&self->by_use, &entry->link);
  return jr_page_pixels_copy (entry->pixels);
}

void
jr_pixel_cache_put (JrPixelCache       *self,
                    const char         *sha256,
                    guint               page,
                    guint               width,
                    const JrPagePixels *pixels)
{
  JrPixelEntry            *entry;
  JrPixelEntry            *old;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (g_bytes_get_size (pixels->pixels) > self->max_bytes)
    return;

  entry = g_new0 (JrPixelEntry, 1);
  entry->link.data = entry;
  entry->key = make_key (sha256, page, width);
  entry->pixels = jr_page_pixels_copy (pixels);
  old = g_hash_table_lookup (self->entries, entry->key);
  if (old != NULL)
    remove_entry (self, old);

  g_hash_table_insert (self->entries, entry->key, entry);
  g_queue_push_head_link (&self->by_use, &entry->link);
  self->bytes += entry_get_bytes (entry);
  while (self->bytes > self->max_bytes)
    remove_entry (self, g_queue_peek_tail (&self->by_use));
}

gsize
jr_pixel_cache_get_bytes (JrPixelCache *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->bytes;
}

JrPagePixels *
jr_page_pixels_copy (const JrPagePixels *self)
{
  JrPagePixels *copy = g_memdup2 (self, sizeof *self);

  g_bytes_ref (copy->pixels);
  return copy;
}
