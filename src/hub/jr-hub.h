/* jr-hub.h: the running hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-alarms.h"
#include "jr-checker.h"
#include "jr-composer.h"
#include "jr-delivery.h"
#include "jr-feed.h"
#include "jr-head-keeper.h"
#include "jr-hub-folder.h"
#include "jr-openings.h"
#include "jr-readers.h"
#include "jr-sessions.h"
#include "jr-subscribers.h"
#include "jr-sweeper.h"
#include "jr-throttle.h"
#include "jr-time.h"
#include "jr-worker.h"
#include "jr-writer.h"

G_BEGIN_DECLS

typedef struct _JrHub JrHub;

/* Far more than a counter's own system at work; 50 lines that send all they can are above it. */
#define JR_REQUEST_RATE_DEFAULT 1000
#define JR_REQUEST_RATE_MAXIMUM 1000000
/* Seconds at that rate that may come at once: a desk that was offline for a day. */
#define JR_REQUEST_BURST_SECONDS 10

/**
 * JrHubOptions:
 * @listen: "ADDRESS:PORT", "[ADDRESS]:PORT" or "unix:PATH"; port 0: any that is free
 * @tls_certificate, @tls_key: (nullable): PEM files; both or none
 * @tls_client_ca: (nullable): a PEM file; lines without a certificate of this authority are refused
 * @request_rate: of one account, for a second in the long run
 * @keep_uploads: seconds, as jr_blob_store_sweep() has it
 * @recall_window, @claim_lease: as in JrDeciderContext
 */
typedef struct
{
  const char *listen;
  const char *tls_certificate;
  const char *tls_key;
  const char *tls_client_ca;
  JrTime      recall_window;
  JrTime      claim_lease;
  guint       request_rate;
  gint64      keep_uploads;

  JrDeliveryRules delivery;
  JrAlarmRules    alarms;
} JrHubOptions;

/**
 * JrHub:
 *
 * What the handlers have in common; each part says for itself which threads may use it. The folder's database belongs
 * to the writer, its blobs to everybody.
 */
struct _JrHub
{
  const JrHubOptions *options;
  JrTime              started_at;
  JrHubFolder        *folder;
  JrReaders          *readers;
  JrFeed             *feed;
  JrHeadKeeper       *heads;
  JrChecker          *checker;
  JrWriter           *writer;
  JrSessions         *sessions;
  JrOpenings         *openings;
  JrThrottle         *rates; /* of requests, by account */
  JrAlarms           *alarms;
  JrComposer         *composer;
  JrDelivery         *delivery;
  JrSweeper          *sweeper;
  gint                n_snapshots; /* under way; atomic */
  JrSubscribers      *subscribers;
  JrWorker           *disk; /* syncs what was uploaded */
};

/* JR_ERROR_CONFLICT when another hub serves this folder, JR_ERROR_REFUSED for clear text on other than loopback. Returns
 * when SIGTERM or SIGINT has come and everything accepted is answered. */
gboolean jr_hub_serve (const char *path, const JrHubOptions *options, GError **error);

G_END_DECLS
