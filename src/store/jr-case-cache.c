/* jr-case-cache.c: cases that were read or written lately, by the text that they have in the database
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Most commands come soon after another one for the same case, and reading a state from its text is the dearest part of a
 * command. The text is always read from the database and compared: what is kept here is only what that text means, so
 * that another process, a transaction that was undone or a restored file cannot make it wrong. */

#include "jr-case-cache-private.h"

#include <string.h>

/* Bytes of text; a state takes about three times as much beside it. */
#define TEXT_MAXIMUM (512 * 1024)
/* A case of this size would push out all others. */
#define TEXT_OF_ONE_MAXIMUM (64 * 1024)

/** Entry: @link is its place in the queue, the longest unused first. */
typedef struct
{
  char   *text;
  gsize   length;
  JrCase *state;
  GList   link;
} Entry;

struct _JrCaseCache
{
  GHashTable *entries; /* id of the state → Entry */
  GQueue      queue;
  gsize       n_bytes;
};

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->text);
  jr_case_unref (self->state);
  g_free (self);
}

JrCaseCache *
jr_case_cache_new (void)
{
  JrCaseCache *self = g_new0 (JrCaseCache, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  g_queue_init (&self->queue);
  return self;
}

void
jr_case_cache_free (JrCaseCache *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->entries);
  g_free (self);
}

static void
forget (JrCaseCache *self, Entry *entry)
{
  g_queue_unlink (&self->queue, &entry->link);
  self->n_bytes -= entry->length;
  g_hash_table_remove (self->entries, entry->state->id);
}

JrCase *
jr_case_cache_find (JrCaseCache *self, const char *id, const char *text)
{
  Entry *entry = self == NULL ? NULL : g_hash_table_lookup (self->entries, id);

  if (entry == NULL || strcmp (entry->text, text) != 0)
    return NULL;
  g_queue_unlink (&self->queue, &entry->link);
  g_queue_push_tail_link (&self->queue, &entry->link);
  return jr_case_ref (entry->state);
}

void
jr_case_cache_put (JrCaseCache *self, const char *text, const JrCase *state)
{
  gsize  length = strlen (text);
  Entry *entry;

  if (self == NULL)
    return;
  entry = g_hash_table_lookup (self->entries, state->id);
  if (entry != NULL)
    forget (self, entry);
  if (length > TEXT_OF_ONE_MAXIMUM)
    return;
  while (self->n_bytes + length > TEXT_MAXIMUM)
    forget (self, self->queue.head->data);
  entry = g_new0 (Entry, 1);
  entry->text = g_memdup2 (text, length + 1);
  entry->length = length;
  entry->state = jr_case_ref (state);
  entry->link.data = entry;
  g_queue_push_tail_link (&self->queue, &entry->link);
  self->n_bytes += length;
  g_hash_table_insert (self->entries, entry->state->id, entry);
}
