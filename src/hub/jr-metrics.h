/* jr-metrics.h: what the hub counts of itself
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-route.h"

G_BEGIN_DECLS

/* Counted from the start of the program on. Those under way go up and down. */
typedef enum
{
  JR_METRIC_COMMITS_DONE,
  JR_METRIC_COMMITS_FAILED,
  JR_METRIC_COMMANDS_ACCEPTED,
  JR_METRIC_COMMANDS_REFUSED,
  JR_METRIC_COMMANDS_FAILED, /* by the hub's own fault; they can be sent again */
  JR_METRIC_UPLOADS_STORED,
  JR_METRIC_UPLOADS_KNOWN, /* were there already */
  JR_METRIC_UPLOADS_FAILED,
  JR_METRIC_UPLOAD_BYTES,
  JR_METRIC_LOG_INS_DONE,
  JR_METRIC_LOG_INS_REFUSED,
  JR_METRIC_DELIVERIES_DONE,
  JR_METRIC_DELIVERIES_FAILED, /* attempts, not results */
  JR_METRIC_LINES,             /* under way, as the next two */
  JR_METRIC_STREAMS,
  JR_METRIC_UPLOADS,
} JrMetric;

#define JR_N_METRICS 16

typedef enum
{
  JR_HISTOGRAM_COMMIT_SECONDS, /* observed in microseconds */
  JR_HISTOGRAM_COMMIT_WORK,    /* pieces of work of one commit */
} JrHistogram;

#define JR_N_HISTOGRAMS 2

/* Any thread, at any time; no lock, and nothing that a client has said is kept. */
void jr_metrics_add (JrMetric metric, gint64 amount);
void jr_metrics_observe (JrHistogram histogram, gint64 value);
/* @route: (nullable): when there is none at that address */
void jr_metrics_count_request (const JrRoute *route, guint status, gint64 microseconds);

/* All of them as OpenMetrics, without the end. */
void jr_metrics_write (GString *text);

G_END_DECLS
