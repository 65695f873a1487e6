/* jr-log-private.h: the chain, as writing and verifying share it
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-id.h"
#include "jr-log.h"

G_BEGIN_DECLS

typedef struct
{
  JrCursor cursor;
  char     hash[JR_SHA256_HEX_LENGTH + 1];
} JrLogHead;

/* Sequence 0 and the first previous hash while the log is empty. */
gboolean jr_log_load_head (JrDatabase *database, JrLogHead *out_head, GError **error);

/* A new random epoch. (transfer full) */
char *jr_epoch_new (void);
/* It is the room's newest from now on; the log ends at @after. */
gboolean jr_epoch_add (JrDatabase *database,
                       const char *room,
                       const char *epoch,
                       gint64      after,
                       GError    **error);
/* JR_ERROR_CORRUPT unless the epoch of @head is the newest on record and none begins after @head. */
gboolean jr_epoch_check (JrDatabase *database, const JrCursor *head, GError **error);
/* The hash before the first event: that of the epoch in which the room was made. */
gboolean jr_epoch_load_first_hash (JrDatabase *database,
                                   const char *room,
                                   char        hash[JR_SHA256_HEX_LENGTH + 1],
                                   GError    **error);

G_END_DECLS
