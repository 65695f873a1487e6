/* jr-readers.c: connections for reading, lent out
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening one costs as much as many short reads, mostly for preparing statements, so some are kept. There is no upper
 * limit of its own: no more can be out than there are threads and snapshots, and those have theirs. */

#include "jr-readers.h"

#define KEPT_MAXIMUM 8

struct _JrReaders
{
  GMutex     lock;
  char      *path;
  GPtrArray *idle; /* (element-type JrDatabase) */
};

JrReaders *
jr_readers_new (const char *database_path)
{
  JrReaders *self = g_new0 (JrReaders, 1);

  g_mutex_init (&self->lock);
  self->path = g_strdup (database_path);
  self->idle = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_database_close);
  return self;
}

void
jr_readers_free (JrReaders *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->idle);
  g_free (self->path);
  g_mutex_clear (&self->lock);
  g_free (self);
}

JrDatabase *
jr_readers_take (JrReaders *self, GError **error)
{
  JrDatabase *database = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  g_mutex_lock (&self->lock);
  if (self->idle->len > 0)
    database = g_ptr_array_steal_index (self->idle, self->idle->len - 1);
  g_mutex_unlock (&self->lock);
  return database != NULL ? database : jr_database_open (self->path, JR_DATABASE_READ_ONLY, error);
}

void
jr_readers_give (JrReaders *self, JrDatabase *database)
{
  g_autoptr (JrDatabase) surplus = database;

  g_return_if_fail (self != NULL && database != NULL);

  g_mutex_lock (&self->lock);
  if (self->idle->len < KEPT_MAXIMUM)
    g_ptr_array_add (self->idle, g_steal_pointer (&surplus));
  g_mutex_unlock (&self->lock);
}
