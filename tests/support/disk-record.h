/* disk-record.h: what a program did to the files of a folder, as it is written down
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdint.h>

/* The folder that is watched, where it is written down, and how long a sync takes in microseconds. */
#define DISK_RECORD_ROOT "JR_TEST_DISK_ROOT"
#define DISK_RECORD_FILE "JR_TEST_DISK_RECORD"
#define DISK_RECORD_LATENCY "JR_TEST_DISK_LATENCY"
/* When it is set, syncs of folders are left out: a proof that the test would see the lack of one. */
#define DISK_RECORD_NO_FOLDERS "JR_TEST_DISK_NO_FOLDERS"

/** DiskRecordKind: paths are relative to the root. A file is known by its inode, from its creation on. */
typedef enum
{
  DISK_RECORD_CREATE,   /* bytes: path, empty for a file without a name */
  DISK_RECORD_WRITE,    /* at offset, bytes */
  DISK_RECORD_TRUNCATE, /* to offset */
  DISK_RECORD_SYNC,     /* of all that stands before offset in the record; file or folder */
  DISK_RECORD_MKDIR,    /* bytes: path */
  DISK_RECORD_LINK,     /* bytes: old path, NUL, new path */
  DISK_RECORD_RENAME,   /* the same */
  DISK_RECORD_UNLINK,   /* bytes: path, of a file or an empty folder */
  DISK_RECORD_NOTE,     /* bytes: what the test has been told by now */
  DISK_RECORD_FOREIGN,  /* bytes: the name of a call whose effect is not modelled */
} DiskRecordKind;

/** DiskRecord: @length bytes follow. Written by one write() to a file that is open for appending. */
typedef struct
{
  uint32_t kind;
  uint32_t length;
  uint64_t inode;
  int64_t  offset;
} DiskRecord;
