/* jr-backup.h: a room in one file, and back
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "jr-head-table.h"

G_BEGIN_DECLS

/* Of what is in the file. Read back by every later version of this program. */
#define JR_BACKUP_FORMAT 1
#define JR_BACKUP_SUMS "SHA256SUMS"
#define JR_BACKUP_ABOUT "backup.json"
#define JR_BACKUP_DATABASE "hub.db"

typedef struct
{
  JrHead  head; /* where the log ends in it */
  guint   blobs;
  goffset bytes; /* of the file */
} JrBackupReport;

/* Writes the room in @folder, served or not, as a tar archive: its database as of one moment, the blobs that its log names,
 * their digests and the signed head. @file is there only when all of that was read back and found right; JR_ERROR_CONFLICT
 * when it is there before. */
gboolean
jr_backup_make (const char *folder, const char *file, JrBackupReport *out_report, GError **error);

/** JrBackupSink: what becomes of the files of a backup, in their order; all on the caller's thread. */
typedef struct
{
  gboolean (*begin) (const char *name, const char *sha256, gpointer data, GError **error);
  gboolean (*write) (const void *bytes, gsize length, gpointer data, GError **error);
  gboolean (*end) (gpointer data, GError **error);
} JrBackupSink;

/* Reads a backup to its end and compares every digest; @sink: (nullable). JR_ERROR_CORRUPT names what is wrong,
 * JR_ERROR_TOO_NEW when a newer program wrote it. */
gboolean jr_backup_read (const char         *file,
                         const JrBackupSink *sink,
                         gpointer            data,
                         JrHead             *out_head,
                         GError            **error);

/* Makes @folder, which must not be there, from a backup. All is verified before it appears. The log goes on in a new epoch,
 * and nobody is logged in any more; counters' keys stay. */
gboolean jr_restore (const char *file, const char *folder, JrHead *out_head, GError **error);

G_END_DECLS
