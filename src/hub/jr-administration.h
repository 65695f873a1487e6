/* jr-administration.h: what an administrator does to a room from the command line
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-actor.h"
#include "jr-hub-folder.h"

G_BEGIN_DECLS

/* Adds the account and gives the secret that is shown this once: a one-time password, or the key of a counter.
 * @actor: a reviewer has a department of the room, a counter may have a window. (transfer full) */
char *jr_administration_add_user (JrHubFolder *folder, const JrActor *actor, GError **error);

/* Disabling ends the account's sessions, and at once its open lines of a hub that serves; a counter's key counts again
 * when the account is enabled. */
gboolean jr_administration_set_disabled (JrHubFolder *folder,
                                         const char  *user,
                                         gboolean     is_disabled,
                                         GError     **error);

typedef struct
{
  guint changed; /* new ones, and new versions of old ones */
  guint same;
} JrImportCount;

/* An array of items; all or, when the error names one, none. Every department must be one of the room. */
gboolean jr_administration_import_items (JrHubFolder   *folder,
                                         const char    *path,
                                         JrImportCount *out_count,
                                         GError       **error);

/* A one-time password is for the first days of an account. */
#define JR_ONE_TIME_PASSWORD_MAXIMUM (7 * 24 * JR_TIME_HOUR)

gboolean
jr_administration_add_department (JrHubFolder *folder, JrDepartment *department, GError **error);

/* For the auditor, in the transaction of what is done: by the user of this machine. @detail (nullable) */
gboolean jr_administration_note (JrHubFolder *folder,
                                 const char  *act,
                                 const char  *subject,
                                 const char  *detail,
                                 GError     **error);
/* A hub that serves the folder looks at everybody who listens. */
gboolean jr_administration_give_notice (JrHubFolder *folder, GError **error);

G_END_DECLS
