/* jr-hub-folder.h: where a hub keeps everything
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-blob-store.h"
#include "jr-database.h"
#include "jr-log.h"

G_BEGIN_DECLS

/** JrHubFolder: DIR/hub.db and DIR/blobs, readable by their owner only. */
typedef struct
{
  char        *path;
  JrDatabase  *database;
  JrBlobStore *blobs;
} JrHubFolder;

/* Makes the folder and an empty room in it; JR_ERROR_CONFLICT, and nothing was touched, when
 * something is there already. */
gboolean
jr_hub_folder_create (const char *path, const char *code, const char *name, GError **error);
/* JR_ERROR_NOT_FOUND when nothing was set up there. */
JrHubFolder *jr_hub_folder_open (const char *path, GError **error);
void         jr_hub_folder_close (JrHubFolder *self);

/* DIR/accounts.changed: written anew when an account was disabled or enabled, for the hub that serves. (transfer full) */
char *jr_hub_folder_dup_notice_path (JrHubFolder *self);
/* DIR/webhooks.changed: the same, when a target of results or a delivery was changed. (transfer full) */
char *jr_hub_folder_dup_webhooks_notice_path (JrHubFolder *self);
/* For connections of one's own. (transfer full) */
char *jr_hub_folder_dup_database_path (JrHubFolder *self);

/* For whoever must be alone with the folder but for short commands: a descriptor that holds the lock until it is closed, or
 * -1 with JR_ERROR_CONFLICT when a hub serves it. */
int jr_hub_folder_lock (const char *path, GError **error);

/* Chain, projections, blobs and that each one is there which the log names, signed heads, and that stamped files begin with
 * what was submitted; JR_ERROR_CORRUPT names the first place that is wrong. Also while a hub serves. */
gboolean jr_hub_folder_verify (JrHubFolder *self, JrVerification *out_verification, GError **error);
/* Makes all that is projected from the log anew. While nobody serves the folder. */
gboolean jr_hub_folder_rebuild (const char *path, gint64 *out_events, GError **error);
/* Whether the log still contains what a witness has kept of it. @head_file: (nullable): a signed head; @public_key:
 * (nullable): the key that it and the hub's newest head must be signed with. */
gboolean jr_hub_folder_check_witness (JrHubFolder *self,
                                      const char  *head_file,
                                      const char  *public_key,
                                      GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrHubFolder, jr_hub_folder_close)

G_END_DECLS
