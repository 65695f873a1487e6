/* jr-log.h: the append-only, hash-chained event log
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-cursor.h"
#include "jr-database.h"
#include "jr-event.h"
#include "jr-room.h"

G_BEGIN_DECLS

/**
 * A row of the log: hash = SHA-256 (previous hash as 64 hexadecimal digits ‖ canonical JSON of the event). The first
 * previous hash of a log is the SHA-256 of its first epoch. Sequences of a room begin at 1 and have no gaps.
 */

/* From the previous hash to that of a row with @json. */
void jr_log_next_hash (char hash[65], const char *json);

/* Sets up room and epoch of an empty database. */
gboolean
jr_log_create (JrDatabase *database, const char *room_code, const char *room_name, GError **error);
/* The room with its departments in their order. */
JrRoom *jr_log_load_room (JrDatabase *database, GError **error);
gboolean
jr_log_add_department (JrDatabase *database, const JrDepartment *department, GError **error);

/* Head of the log as a cursor: epoch, room, sequence of the last event. */
gboolean jr_log_get_head (JrDatabase *database, JrCursor *out_head, GError **error);

/* A log that was taken back to an earlier state goes on in a new epoch, so that no cursor of before is taken for one of its
 * own. In a transaction of its own. */
gboolean jr_log_begin_epoch (JrDatabase *database, GError **error);

/* In the caller's transaction. @out_sequence is that of the last event. */
gboolean
jr_log_append (JrDatabase *database, GPtrArray *events, gint64 *out_sequence, GError **error);

/** JrLogRow: borrowed for the length of a call; @json is the event's canonical text. */
typedef struct
{
  gint64      sequence;
  const char *case_id;
  guint       case_version;
  const char *json;
  const char *hash;
} JrLogRow;

/* Return FALSE to stop. */
typedef gboolean (*JrLogFunc) (const JrLogRow *row, gpointer data);
gboolean jr_log_read (JrDatabase *database,
                      gint64      after,
                      guint       limit,
                      JrLogFunc   func,
                      gpointer    data,
                      GError    **error);
/* (element-type JrEvent) all events of one case, oldest first. */
GPtrArray *jr_log_load_case_events (JrDatabase *database, const char *case_id, GError **error);

/** JrLogPlace: where one event stands. Its epoch is that in which it was written, so that the place is the same whenever
 * the log has been restored since; @hash covers it and all before. */
typedef struct
{
  JrCursor cursor;
  guint    case_version;
  char     hash[65];
} JrLogPlace;

/* The hash at a sequence, or at 0 the one before the first event. JR_ERROR_NOT_FOUND when the log does not go so far. */
gboolean
jr_log_find_hash (JrDatabase *database, gint64 sequence, char out_hash[65], GError **error);
/* JR_ERROR_NOT_FOUND when the log does not go so far. */
gboolean
jr_log_find_place (JrDatabase *database, gint64 sequence, JrLogPlace *out_place, GError **error);

typedef struct
{
  gint64 events;
  gint64 cases;
  gint64 blobs;
  char   head[65]; /* hash of the last event */
} JrVerification;

/* Recomputes chain and projections: JR_ERROR_CORRUPT names the first place that is wrong. The hub's command adds the
 * blobs. */
gboolean jr_log_verify (JrDatabase *database, JrVerification *out_verification, GError **error);

G_END_DECLS
