/* jr-sync-engine-private.h: what the engine's two threads share
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-backoff.h"
#include "jr-sync-engine.h"

G_BEGIN_DECLS

/* How long to wait before trying again; full jitter, so that the desks of a room do not come back in one wave. */
#define JR_RETRY_BASE_MS 500
#define JR_RETRY_CAP_MS (30 * 1000)

/* Bodies of the threads; @data is the engine, which outlives them. */
gpointer jr_follower_run (gpointer data);
gpointer jr_sender_run (gpointer data);

/* (transfer none), none of them changes while the threads run. */
JrHubClient  *jr_sync_engine_get_client (JrSyncEngine *self);
const char   *jr_sync_engine_get_database_path (JrSyncEngine *self);
GCancellable *jr_sync_engine_get_cancellable (JrSyncEngine *self);

/* Any thread. */
gboolean jr_sync_engine_is_stopping (JrSyncEngine *self);
void     jr_sync_engine_set_link (JrSyncEngine *self, JrLinkState link);
/* Keeps the words until the link is live again. */
void jr_sync_engine_set_fault (JrSyncEngine *self, const GError *error);
/* The same for the outbox; NULL: it goes out again. */
void jr_sync_engine_set_outbox_fault (JrSyncEngine *self, const GError *error);
/* The hub has just been heard. */
void jr_sync_engine_touch (JrSyncEngine *self);
/* The session is over: both threads end. */
void jr_sync_engine_deny (JrSyncEngine *self);
/* The hub is not the one that was known: both threads end. */
void jr_sync_engine_distrust (JrSyncEngine *self, JrDistrust distrust);
/* Nothing is sent before the hub was looked at. */
void     jr_sync_engine_set_trusted (JrSyncEngine *self, gboolean is_trusted);
gboolean jr_sync_engine_is_trusted (JrSyncEngine *self);
/* TRUE once after jr_sync_engine_trust_again(). */
gboolean jr_sync_engine_take_pardon (JrSyncEngine *self);
/* Whether the problem of the client's last call says so. */
gboolean jr_sync_is_session_over (JrHubClient *client);

/* There is something to send, or a line to send it over. */
void  jr_sync_engine_wake_sender (JrSyncEngine *self);
guint jr_sync_engine_get_wakes (JrSyncEngine *self);
/* Sleeps until there were more wakes than @wakes, or the engine stops. */
void jr_sync_engine_wait_for_wake (JrSyncEngine *self, guint wakes);
/* The same with an end: the next time of @backoff. @wakes NULL: nothing but a stop ends it early. */
void jr_sync_engine_wait_to_retry (JrSyncEngine *self, JrBackoff *backoff, const guint *wakes);

/* Emitted later, in the main context of the engine's maker. */
void jr_sync_engine_emit_case_changed (JrSyncEngine *self, const char *id);
void jr_sync_engine_emit_reloaded (JrSyncEngine *self);
void jr_sync_engine_emit_restored (JrSyncEngine *self);
void jr_sync_engine_emit_answered (JrSyncEngine *self, JrAnswer *answer);

G_END_DECLS
