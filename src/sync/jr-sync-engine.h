/* jr-sync-engine.h: keeps the local copy equal to the hub, and the outbox empty
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "jr-hub-client.h"

G_BEGIN_DECLS

typedef enum
{
  JR_LINK_OFF,        /* not started, or logged out */
  JR_LINK_CONNECTING, /* trying, also again after a break */
  JR_LINK_CATCHING_UP,
  JR_LINK_LIVE,
  JR_LINK_DENIED, /* the session is over: log in again */
  JR_LINK_DISTRUSTED, /* nothing is sent to this hub and nothing taken from it: jr_sync_engine_get_distrust() */
} JrLinkState;

/* Why the hub is not the one that this desk knows. */
typedef enum
{
  JR_DISTRUST_NONE,
  JR_DISTRUST_WENT_BACK, /* its log has lost what was seen, and does not say that it was restored */
  JR_DISTRUST_FORKED,    /* its log is another one than was seen */
  JR_DISTRUST_OTHER_HUB, /* it signs with another key, or not at all */
} JrDistrust;

#define JR_TYPE_SYNC_ENGINE (jr_sync_engine_get_type ())

/**
 * JrSyncEngine:
 *
 * Two threads of its own: one follows the feed into the local database, one empties the outbox. All signals are emitted
 * in the main context of the thread that made the engine.
 *
 * Signals: "link-changed" (); "case-changed" (char *id) after the local database holds the new state;
 * "reloaded" () after a snapshot replaced all; "restored" () when the hub goes on from a backup; "answered" (JrAnswer boxed as gpointer) for each command of the outbox.
 */
G_DECLARE_FINAL_TYPE (JrSyncEngine, jr_sync_engine, JR, SYNC_ENGINE, GObject)

/* @client is logged in; the engine copies it. @database_path is opened by the engine's own threads. */
JrSyncEngine *jr_sync_engine_new (JrHubClient *client, const char *database_path);
void          jr_sync_engine_start (JrSyncEngine *self);
/* Returns when both threads have ended; what is in the outbox stays there. */
void        jr_sync_engine_stop (JrSyncEngine *self);
JrLinkState jr_sync_engine_get_link (JrSyncEngine *self);
/* While the link is distrusted. */
JrDistrust jr_sync_engine_get_distrust (JrSyncEngine *self);
/* The person says that it is the right hub all the same: begins anew with it, as if it had never been met. */
void jr_sync_engine_trust_again (JrSyncEngine *self);
/* When the link last was live; 0 never. */
JrTime jr_sync_engine_get_last_live (JrSyncEngine *self);
/* What keeps the link from being live, or else the outbox from being emptied, in English, for logs and details; NULL
 * while nothing does. (transfer full) */
char *jr_sync_engine_dup_fault (JrSyncEngine *self);
/* Durable in the outbox when this returns; the answer comes by "answered". (transfer full): the command with its number */
JrCommand *jr_sync_engine_enqueue (JrSyncEngine *self, const JrCommand *command, GError **error);

G_END_DECLS
