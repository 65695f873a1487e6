/* jr-metrics.c: what the hub counts of itself
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counts belong to the process, as its memory and its time do, so that whoever does something counts it on the spot. Each
 * is one relaxed addition: they are read one by one and need not be of one moment. Labels are words of our own tables and
 * the patterns of routes, so that no stranger can make a series or leave a trace in one. */

#include "jr-metrics.h"

#include <stdatomic.h>

#include "jr-metrics-text.h"

#define BOUNDS_MAXIMUM 10
/* More than the router's table has. */
#define ROUTES_MAXIMUM 48
#define MICROSECOND 1e-6

typedef _Atomic gint64 Count;

/* In rising order; 0 ends them. */
typedef struct
{
  const char *family, *unit, *help;
  double      scale; /* of what was observed to what is written */
  gint64      bounds[BOUNDS_MAXIMUM];
} Scale;

typedef struct
{
  Count counts[BOUNDS_MAXIMUM + 1]; /* not cumulative */
  Count sum;
} Histogram;

typedef struct
{
  Count     by_class[5]; /* 1xx to 5xx */
  Histogram seconds;
} Requests;

static const struct
{
  const char *family, *type, *unit, *help, *labels;
} metrics[JR_N_METRICS] = {
  [JR_METRIC_COMMITS_DONE] = { "jr_hub_commits", "counter", NULL,
                               "Transactions of the writer, each with all that had come meanwhile.",
                               "result=\"done\"" },
  [JR_METRIC_COMMITS_FAILED] = { "jr_hub_commits", NULL, NULL, NULL, "result=\"failed\"" },
  [JR_METRIC_COMMANDS_ACCEPTED] = { "jr_hub_commands", "counter", NULL,
                                    "Commands that have got an answer.", "result=\"accepted\"" },
  [JR_METRIC_COMMANDS_REFUSED] = { "jr_hub_commands", NULL, NULL, NULL, "result=\"refused\"" },
  [JR_METRIC_COMMANDS_FAILED] = { "jr_hub_commands", NULL, NULL, NULL, "result=\"failed\"" },
  [JR_METRIC_UPLOADS_STORED] = { "jr_hub_uploads", "counter", NULL, "Documents that were sent.",
                                 "result=\"stored\"" },
  [JR_METRIC_UPLOADS_KNOWN] = { "jr_hub_uploads", NULL, NULL, NULL, "result=\"known\"" },
  [JR_METRIC_UPLOADS_FAILED] = { "jr_hub_uploads", NULL, NULL, NULL, "result=\"failed\"" },
  [JR_METRIC_UPLOAD_BYTES] = { "jr_hub_upload_bytes", "counter", "bytes",
                               "Of documents that have come in.", "" },
  [JR_METRIC_LOG_INS_DONE] = { "jr_hub_log_ins", "counter", NULL,
                               "Passwords that were checked, by what came of it.",
                               "result=\"done\"" },
  [JR_METRIC_LOG_INS_REFUSED] = { "jr_hub_log_ins", NULL, NULL, NULL, "result=\"refused\"" },
  [JR_METRIC_DELIVERIES_DONE] = { "jr_hub_delivery_attempts", "counter", NULL,
                                  "Requests to the counters' own systems.", "result=\"done\"" },
  [JR_METRIC_DELIVERIES_FAILED] = { "jr_hub_delivery_attempts", NULL, NULL, NULL,
                                    "result=\"failed\"" },
  [JR_METRIC_LINES] = { "jr_hub_connections", "gauge", NULL, "Open connections.", "" },
  [JR_METRIC_STREAMS] = { "jr_hub_streams", "gauge", NULL, "Open streams of events.", "" },
  [JR_METRIC_UPLOADS] = { "jr_hub_uploads_open", "gauge", NULL, "Documents that are coming in.",
                          "" },
};

static const Scale scales[JR_N_HISTOGRAMS] = {
  [JR_HISTOGRAM_COMMIT_SECONDS] = { "jr_hub_commit_duration_seconds",
                                    "seconds",
                                    "From the begin of a transaction until it is on the disk.",
                                    MICROSECOND,
                                    { 500, 1000, 2500, 5000, 10000, 25000, 100000, 500000, 2500000,
                                      0 } },
  [JR_HISTOGRAM_COMMIT_WORK] = { "jr_hub_commit_work",
                                 NULL,
                                 "Pieces of work, mostly commands, of one transaction.",
                                 1,
                                 { 1, 2, 4, 8, 16, 32, 64, 0 } },
};

static const Scale request_scale = { "jr_hub_request_duration_seconds",
                                     "seconds",
                                     "From the head of a request until its answer begins; of a "
                                     "long poll with its waiting.",
                                     MICROSECOND,
                                     { 500, 1000, 2500, 10000, 50000, 250000, 1000000, 5000000,
                                       30000000, 0 } };

static Count     amounts[JR_N_METRICS];
static Histogram histograms[JR_N_HISTOGRAMS];
/* The last: of no route. */
static Requests requests[ROUTES_MAXIMUM + 1];

/* Counting ----------------------------------------------------------------------------------------------------------- */

static void
add (Count *count, gint64 amount)
{
  atomic_fetch_add_explicit (count, amount, memory_order_relaxed);
}

static gint64
get (Count *count)
{
  return atomic_load_explicit (count, memory_order_relaxed);
}

static void
observe (Histogram *histogram, const Scale *scale, gint64 value)
{
  guint i = 0;

  while (scale->bounds[i] != 0 && value > scale->bounds[i])
    i++;
  add (&histogram->counts[i], 1);
  add (&histogram->sum, value);
}

void
jr_metrics_add (JrMetric metric, gint64 amount)
{
  add (&amounts[metric], amount);
}

void
jr_metrics_observe (JrHistogram histogram, gint64 value)
{
  observe (&histograms[histogram], &scales[histogram], value);
}

void
jr_metrics_count_request (const JrRoute *route, guint status, gint64 microseconds)
{
  guint          n_routes;
  const JrRoute *routes = jr_router_get_routes (&n_routes);
  gsize          place = route == NULL ? ROUTES_MAXIMUM : (gsize) (route - routes);

  g_return_if_fail (place <= ROUTES_MAXIMUM && status >= 100 && status < 600);

  add (&requests[place].by_class[status / 100 - 1], 1);
  observe (&requests[place].seconds, &request_scale, microseconds);
}

/* Writing ------------------------------------------------------------------------------------------------------------ */

static void
write_amounts (GString *text)
{
  const char *family = NULL, *suffix = "";

  for (guint i = 0; i < JR_N_METRICS; i++)
    {
      if (metrics[i].type != NULL)
        {
          family = metrics[i].family;
          suffix = g_str_equal (metrics[i].type, "counter") ? "_total" : "";
          jr_metrics_text_begin (text, family, metrics[i].type, metrics[i].unit, metrics[i].help);
        }
      jr_metrics_text_add (text, family, suffix, metrics[i].labels, get (&amounts[i]));
    }
}

static void
begin_scale (GString *text, const Scale *scale)
{
  jr_metrics_text_begin (text, scale->family, "histogram", scale->unit, scale->help);
}

static void
write_bucket (GString     *text,
              const Scale *scale,
              const char  *labels,
              const char  *bound,
              gint64       count)
{
  g_autofree char *all =
    g_strdup_printf ("%s%sle=\"%s\"", labels, labels[0] == '\0' ? "" : ",", bound);

  jr_metrics_text_add (text, scale->family, "_bucket", all, count);
}

static void
write_histogram (GString *text, const Scale *scale, const char *labels, Histogram *histogram)
{
  gint64 count = 0;

  for (guint i = 0; scale->bounds[i] != 0; i++)
    {
      g_autofree char *bound =
        jr_metrics_text_dup_number ((double) scale->bounds[i] * scale->scale);

      count += get (&histogram->counts[i]);
      write_bucket (text, scale, labels, bound, count);
      if (scale->bounds[i + 1] == 0)
        count += get (&histogram->counts[i + 1]);
    }
  write_bucket (text, scale, labels, "+Inf", count);
  jr_metrics_text_add (text, scale->family, "_count", labels, count);
  jr_metrics_text_add_double (text, scale->family, "_sum", labels,
                              (double) get (&histogram->sum) * scale->scale);
}

/* Of a route, or for NULL of none. (transfer full) */
static char *
dup_labels (const JrRoute *route)
{
  return route == NULL ? g_strdup ("method=\"\",route=\"\"")
                       : g_strdup_printf ("method=\"%s\",route=\"%s\"", route->method, route->path);
}

static void
write_classes (GString *text, const JrRoute *route, Requests *asked)
{
  g_autofree char *labels = dup_labels (route);

  for (guint i = 1; i < G_N_ELEMENTS (asked->by_class); i++)
    {
      g_autofree char *all = g_strdup_printf ("%s,status=\"%uxx\"", labels, i + 1);

      jr_metrics_text_add (text, "jr_hub_requests", "_total", all, get (&asked->by_class[i]));
    }
}

static void
write_durations (GString *text, const JrRoute *route, Requests *asked)
{
  g_autofree char *labels = dup_labels (route);

  write_histogram (text, &request_scale, labels, &asked->seconds);
}

static void
write_requests (GString *text, void (*write) (GString *, const JrRoute *, Requests *))
{
  guint          n_routes;
  const JrRoute *routes = jr_router_get_routes (&n_routes);

  g_assert (n_routes <= ROUTES_MAXIMUM);
  for (guint i = 0; i < n_routes; i++)
    write (text, &routes[i], &requests[i]);
  write (text, NULL, &requests[ROUTES_MAXIMUM]);
}

void
jr_metrics_write (GString *text)
{
  jr_metrics_text_begin (text, "jr_hub_requests", "counter", NULL,
                         "Requests by the route that they were for, none when there was none.");
  write_requests (text, write_classes);
  begin_scale (text, &request_scale);
  write_requests (text, write_durations);
  write_amounts (text);
  for (guint i = 0; i < JR_N_HISTOGRAMS; i++)
    {
      begin_scale (text, &scales[i]);
      write_histogram (text, &scales[i], "", &histograms[i]);
    }
}
