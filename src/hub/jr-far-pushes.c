/* jr-far-pushes.c: results that wait for a time which only a wrong clock can have set
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was decided while the clock was years ahead stands until then, and no event takes that back: the log says what the
 * clock said. So such a result goes out when the recall window has passed since it was noticed, measured by a clock that
 * nobody sets. It is not written down: a hub that is started anew gives the window once more. */

#include "jr-far-pushes.h"

struct _JrFarPushes
{
  gint64      window;
  GHashTable *ends; /* case id → gint64, monotonic */
};

JrFarPushes *
jr_far_pushes_new (gint64 window)
{
  JrFarPushes *self = g_new0 (JrFarPushes, 1);

  self->window = window;
  self->ends = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
jr_far_pushes_free (JrFarPushes *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->ends);
  g_free (self);
}

/* Those that are not there any more were recalled, withdrawn or pushed, or the clock is ahead again. */
static GHashTable *
keep_only (JrFarPushes *self, GPtrArray *ids, gint64 now)
{
  GHashTable *kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < ids->len; i++)
    {
      const gint64 *end = g_hash_table_lookup (self->ends, ids->pdata[i]);
      gint64        until = end == NULL ? now + self->window : *end;

      g_hash_table_insert (kept, g_strdup (ids->pdata[i]), g_memdup2 (&until, sizeof until));
    }
  return kept;
}

gint64
jr_far_pushes_look (JrFarPushes *self, GPtrArray *ids, gint64 now, GPtrArray *due)
{
  GHashTable *kept;
  gint64      next = G_MAXINT64;

  g_return_val_if_fail (self != NULL && ids != NULL && due != NULL, G_MAXINT64);

  kept = keep_only (self, ids, now);
  g_hash_table_unref (self->ends);
  self->ends = kept;
  for (guint i = 0; i < ids->len; i++)
    {
      const gint64 *end = g_hash_table_lookup (self->ends, ids->pdata[i]);

      if (*end <= now)
        g_ptr_array_add (due, g_strdup (ids->pdata[i]));
      else
        next = MIN (next, *end);
    }
  return next;
}
