/* jr-head-signer.h: signs where the log ends
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-head-table.h"

G_BEGIN_DECLS

/** JrHeadSigner: the hub's key (Ed25519), DIR/head.key, readable by its owner only. Any thread may use it. */
typedef struct _JrHeadSigner JrHeadSigner;

/* Makes the key when the folder has none yet. */
JrHeadSigner *jr_head_signer_open (const char *folder, GError **error);
void          jr_head_signer_free (JrHeadSigner *self);
/* 64 hexadecimal digits. */
const char *jr_head_signer_get_public_key (JrHeadSigner *self);

/* Fills in key and signature of a head that has place, hash and time. Nothing is kept of it. */
void jr_head_signer_sign_place (JrHeadSigner *self, JrHead *head);
/* Signs the present head of the log and keeps it there, unless it was signed already, in the caller's transaction.
 * *out_head (nullable) is the newest signed one. */
gboolean jr_head_signer_sign (JrHeadSigner *self,
                              JrDatabase   *database,
                              JrTime        now,
                              JrHead       *out_head,
                              GError      **error);

/* A file that a witness has kept. */
gboolean jr_head_read_file (const char *path, JrHead *out_head, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrHeadSigner, jr_head_signer_free)

G_END_DECLS
