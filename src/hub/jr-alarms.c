/* jr-alarms.c: watches the room that is left, and keeps the write-ahead log short
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A full disk stops all writing, and a write-ahead log that a reader holds fills one, so both are said while there still is
 * time. The file system tells nobody when it fills, so it has to be asked. The log is cut on a connection of its own, so
 * that a reader who stays holds up this thread only, and the writer no longer than PATIENCE_MS. */

#include "jr-alarms.h"

#include "jr-upkeep.h"

#define STEP_SECONDS 10
#define PATIENCE_MS 200

struct _JrAlarms
{
  JrHubFolder        *folder;
  const JrAlarmRules *rules;
  gint                alarms; /* atomic */
  GMutex              lock;
  GCond               changed;
  gboolean            is_ending;
  GThread            *thread;
};

static gboolean
cut_wal (JrAlarms *self)
{
  g_autofree char       *path = jr_hub_folder_dup_database_path (self->folder);
  g_autoptr (GError)     error = NULL;
  g_autoptr (JrDatabase) database = jr_database_open (path, JR_DATABASE_READ_WRITE, &error);
  gboolean               is_cut = FALSE;

  if (database == NULL || !jr_database_cut_wal (database, PATIENCE_MS, &is_cut, &error))
    g_message ("The write-ahead log is not cut: %s", error->message);
  return is_cut;
}

static guint
look (JrAlarms *self, JrStorage *out_storage)
{
  guint alarms = 0;

  jr_storage_measure (self->folder, out_storage);
  if (out_storage->free_bytes >= 0 && out_storage->free_bytes < self->rules->free_minimum)
    alarms |= JR_ALARM_DISK;
  if (out_storage->wal_bytes > self->rules->wal_maximum && !cut_wal (self))
    alarms |= JR_ALARM_WAL;
  return alarms;
}

static void
say_change (guint changed, guint alarms, JrAlarm alarm, const char *on, const char *off)
{
  if ((changed & alarm) == 0)
    return;
  if ((alarms & alarm) != 0)
    g_message ("Alarm: %s", on);
  else
    g_message ("Over: %s", off);
}

static void
set (JrAlarms *self, guint alarms, const JrStorage *storage)
{
  guint            changed = alarms ^ jr_alarms_get (self);
  g_autofree char *left = g_format_size ((guint64) MAX (0, storage->free_bytes));
  g_autofree char *little = g_strdup_printf ("only %s are left on the disk", left);
  g_autofree char *length = g_format_size ((guint64) MAX (0, storage->wal_bytes));
  g_autofree char *held =
    g_strdup_printf ("the write-ahead log has %s, and a reader holds it", length);

  g_atomic_int_set (&self->alarms, (gint) alarms);
  say_change (changed, alarms, JR_ALARM_DISK, little, "there is room on the disk again");
  say_change (changed, alarms, JR_ALARM_WAL, held, "the write-ahead log is short again");
}

static gpointer
run (gpointer data)
{
  JrAlarms                *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (!self->is_ending)
    {
      gint64    until = g_get_monotonic_time () + STEP_SECONDS * G_TIME_SPAN_SECOND;
      JrStorage storage;
      guint     alarms;

      g_mutex_unlock (&self->lock);
      alarms = look (self, &storage);
      set (self, alarms, &storage);
      g_mutex_lock (&self->lock);
      while (!self->is_ending && g_cond_wait_until (&self->changed, &self->lock, until))
        continue;
    }
  return NULL;
}

JrAlarms *
jr_alarms_new (JrHubFolder *folder, const JrAlarmRules *rules)
{
  JrAlarms *self = g_new0 (JrAlarms, 1);

  self->folder = folder;
  self->rules = rules;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->thread = g_thread_new ("alarms", run, self);
  return self;
}

void
jr_alarms_free (JrAlarms *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->lock);
  self->is_ending = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

guint
jr_alarms_get (JrAlarms *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (guint) g_atomic_int_get (&self->alarms);
}
