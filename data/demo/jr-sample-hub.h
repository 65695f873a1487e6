/* jr-sample-hub.h: the hub of the sample room, set up and run by its own command line
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-sample-plan.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * JrSampleHub:
 *
 * The room's folder with @folder/hub, the hub's own, @folder/accounts.json, whose passwords a newcomer needs, and a key
 * file for each window.
 */
typedef struct
{
  char        *folder;
  char        *hub_folder;
  char        *program;
  GSubprocess *server;
  char        *url;
  JsonNode *
    accounts; /* {users: [{user, password, name, department, role}], counters: [{window, key_file}]} */
} JrSampleHub;

/* @program: joint-review-hub. */
JrSampleHub *jr_sample_hub_new (const char *folder, const char *program);
/* Stops the server and waits for it. */
void jr_sample_hub_free (JrSampleHub *self);

/* FALSE when a set-up from before is there, then its accounts are loaded. */
gboolean jr_sample_hub_is_new (JrSampleHub *self, gboolean *out_is_new, GError **error);
gboolean jr_sample_hub_set_up (JrSampleHub *self, JrSamplePlan *plan, GError **error);
/* On a free port of the loopback; returns when it answers. @recall_window in seconds. */
gboolean jr_sample_hub_serve (JrSampleHub *self, guint recall_window, GError **error);
/* Reviewers get passwords of their own in place of the one-time ones; kept in the accounts file. */
gboolean jr_sample_hub_choose_passwords (JrSampleHub *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrSampleHub, jr_sample_hub_free)

G_END_DECLS
