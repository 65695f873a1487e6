/* jr-alarms.h: watches the room that is left, and keeps the write-ahead log short
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-storage.h"

G_BEGIN_DECLS

/* Free bytes below which the administrator is told: some thousand scans, so days of work are left. */
#define JR_ALARM_FREE_DEFAULT (G_GINT64_CONSTANT (2) * 1024 * 1024 * 1024)
/* Bytes beyond which the write-ahead log is cut, and somebody told when that cannot be done. SQLite itself begins anew at
 * 4 MB unless readers always overlap or one of them stays. */
#define JR_ALARM_WAL_DEFAULT (G_GINT64_CONSTANT (256) * 1024 * 1024)

typedef enum
{
  JR_ALARM_DISK = 1 << 0, /* little is left */
  JR_ALARM_WAL = 1 << 1,  /* too long, and it cannot be cut */
} JrAlarm;

/** JrAlarmRules: in bytes. */
typedef struct
{
  gint64 free_minimum;
  gint64 wal_maximum;
} JrAlarmRules;

/** JrAlarms: a thread that looks every few seconds, and says in the log what begins and what is over. */
typedef struct _JrAlarms JrAlarms;

/* Both are borrowed and outlive it. */
JrAlarms *jr_alarms_new (JrHubFolder *folder, const JrAlarmRules *rules);
void      jr_alarms_free (JrAlarms *self);

/* Those that are on, as bits of JrAlarm. Any thread. */
guint jr_alarms_get (JrAlarms *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrAlarms, jr_alarms_free)

G_END_DECLS
