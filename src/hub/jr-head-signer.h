/* jr-head-signer.h: signs where the log ends
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "jr-head-table.h"

G_BEGIN_DECLS

/** JrHeadSigner: the hub's key (Ed25519), DIR/head.key, readable by its owner only. Any thread may use it. */
typedef struct _JrHeadSigner JrHeadSigner;

/* Makes the key when the folder has none yet. */
JrHeadSigner *jr_head_signer_open (const char *folder, GError **error);
void          jr_head_signer_free (JrHeadSigner *self);
/* 64 hexadecimal digits. */
const char *jr_head_signer_get_public_key (JrHeadSigner *self);

/* Signs the present head of the log and keeps it there, unless it was signed already, in the caller's transaction.
 * *out_head (nullable) is the newest signed one. */
gboolean jr_head_signer_sign (JrHeadSigner *self,
                              JrDatabase   *database,
                              JrTime        now,
                              JrHead       *out_head,
                              GError      **error);

/* A head as it is handed out and kept by witnesses. */
JsonNode *jr_head_write (const JrHead *head);
gboolean  jr_head_read (JsonNode *node, JrHead *out_head, GError **error);
gboolean  jr_head_read_file (const char *path, JrHead *out_head, GError **error);

/* JR_ERROR_CORRUPT unless signed with the key that it names; with @public_key (nullable) it must name that one. */
gboolean jr_head_check_signature (const JrHead *head, const char *public_key, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrHeadSigner, jr_head_signer_free)

G_END_DECLS
