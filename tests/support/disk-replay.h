/* disk-replay.h: what a power cut would have left of a folder
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DiskReplay:
 *
 * Follows what disk-recorder.c wrote down and keeps apart what must be on the disk and what may be. Of a file that is
 * what was written since its last sync; of a folder, the names that came and went since its own. An image is what must
 * be, and about half of what may be, some writes of it torn at sectors of 512 bytes.
 *
 * The fault model is that of POSIX, harder than that of any one file system: to sync a file does not save its name.
 */
typedef struct _DiskReplay DiskReplay;

/* Takes in what is in @root now; it is all on the disk. Before the program starts that is recorded. */
DiskReplay *disk_replay_new (const char *root);
void        disk_replay_free (DiskReplay *self);

/* The variables that make a program be recorded, until they are taken back. @record is made if it is not there. */
void disk_record_begin (const char *root, const char *record, guint latency_us);
void disk_record_end (void);
/* Writes into a record what has been acknowledged by now. Any thread and any process. */
void disk_record_note (const char *record, const char *text);

/* Once the program has ended. The number of records. */
guint disk_replay_load (DiskReplay *self, const char *record);

typedef void (*DiskNoteFunc) (const char *text, gpointer data);
/* Goes on to the record with the number @until; @func is told the notes before it. */
void disk_replay_advance (DiskReplay *self, guint until, DiskNoteFunc func, gpointer data);
/* One of the images that are possible now; @seed says which. @path must not be there. */
void disk_replay_build (const DiskReplay *self, guint64 seed, const char *path);

/** DiskTrial: what is asked of each image; @check fails for one that is not as it must be. */
typedef struct
{
  DiskNoteFunc note;
  gboolean (*check) (const char *path, gpointer data, GError **error);
  gpointer data;
  guint    n_images;
  guint64  seed;
} DiskTrial;

/* Cuts the power at so many random moments, in their order. How many images are bad, each told as a message of the test. */
guint disk_replay_try (DiskReplay *self, const DiskTrial *trial);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DiskReplay, disk_replay_free)

G_END_DECLS
