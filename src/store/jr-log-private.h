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
char    *jr_log_first_hash (const char *epoch);
/* From the previous hash to that of a row with @json. */
void jr_log_next_hash (char hash[JR_SHA256_HEX_LENGTH + 1], const char *json);

G_END_DECLS
