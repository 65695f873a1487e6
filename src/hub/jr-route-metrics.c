/* jr-route-metrics.c: /metrics
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For a collector on the hub's own machine, in OpenMetrics text: what the parts have counted, and what can be looked up at
 * the moment. Through a proxy it is not there, since it tells how busy a hall is and how it is built. */

#include "jr-routes.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "jr-delivery-table.h"
#include "jr-hub.h"
#include "jr-metrics-text.h"
#include "jr-metrics.h"
#include "jr-storage.h"

static void
add_gauge (GString *text, const char *family, const char *unit, const char *help, gint64 value)
{
  jr_metrics_text_begin (text, family, "gauge", unit, help);
  jr_metrics_text_add (text, family, "", "", value);
}

/* The hub ------------------------------------------------------------------------------------------------------------ */

static void
write_build (GString *text)
{
  jr_metrics_text_begin (text, "jr_hub_build", "info", NULL, "The program.");
  jr_metrics_text_add (text, "jr_hub_build", "_info", "version=\"" JR_VERSION "\"", 1);
}

static void
write_log (GString *text, JrHub *hub)
{
  JrCursor head;

  jr_feed_get_head (hub->feed, &head);
  add_gauge (text, "jr_hub_log_sequence", NULL, "The newest event of the log.", head.sequence);
}

static void
write_alarms (GString *text, JrHub *hub)
{
  guint alarms = jr_alarms_get (hub->alarms);

  jr_metrics_text_begin (text, "jr_hub_alarm", "gauge", NULL, "Whether it is on.");
  jr_metrics_text_add (text, "jr_hub_alarm", "", "name=\"disk-space\"",
                       (alarms & JR_ALARM_DISK) != 0);
  jr_metrics_text_add (text, "jr_hub_alarm", "", "name=\"write-ahead-log\"",
                       (alarms & JR_ALARM_WAL) != 0);
}

static void
write_storage (GString *text, JrHub *hub)
{
  JrStorage storage;

  jr_storage_measure (hub->folder, &storage);
  add_gauge (text, "jr_hub_database_bytes", "bytes", "Size of the database.",
             storage.database_bytes);
  add_gauge (text, "jr_hub_wal_bytes", "bytes", "Size of its write-ahead log.", storage.wal_bytes);
  add_gauge (text, "jr_hub_disk_free_bytes", "bytes", "Left for the hub where its folder is.",
             storage.free_bytes);
}

/* Without them when the database cannot be read: that is told, and all else is wanted then more than ever. */
static void
write_deliveries (GString *text, JrRequest *request)
{
  g_autoptr (GError) error = NULL;
  JrDatabase        *database = jr_request_get_database (request, &error);
  gint64             waiting = 0, failed = 0;
  gboolean           is_read =
    database != NULL &&
    jr_delivery_table_count_all (database, JR_DELIVERY_WAITING, &waiting, &error) &&
    jr_delivery_table_count_all (database, JR_DELIVERY_FAILED, &failed, &error);

  add_gauge (text, "jr_hub_database_readable", NULL, "Whether the database can be read.", is_read);
  if (!is_read)
    return;
  jr_metrics_text_begin (text, "jr_hub_deliveries", "gauge", NULL,
                         "Results that have not reached a counter's own system.");
  jr_metrics_text_add (text, "jr_hub_deliveries", "", "state=\"waiting\"", waiting);
  jr_metrics_text_add (text, "jr_hub_deliveries", "", "state=\"failed\"", failed);
}

/* The process -------------------------------------------------------------------------------------------------------- */

static double
get_seconds (const struct timeval *time)
{
  return (double) time->tv_sec + (double) time->tv_usec / G_USEC_PER_SEC;
}

/* 0 when it cannot be found out. */
static gint64
get_resident_bytes (void)
{
  g_autofree char *text = NULL;
  const char      *second;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;
  second = strchr (text, ' ');
  return second == NULL ? 0 : g_ascii_strtoll (second, NULL, 10) * sysconf (_SC_PAGESIZE);
}

static void
write_process (GString *text, JrHub *hub)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  jr_metrics_text_begin (text, "process_cpu_seconds", "counter", "seconds",
                         "Time that it has worked.");
  jr_metrics_text_add_double (text, "process_cpu_seconds", "_total", "",
                              get_seconds (&usage.ru_utime) + get_seconds (&usage.ru_stime));
  add_gauge (text, "process_resident_memory_bytes", "bytes", "Memory that it takes.",
             get_resident_bytes ());
  jr_metrics_text_begin (text, "process_start_time_seconds", "gauge", "seconds",
                         "When it was started, since 1970.");
  jr_metrics_text_add_double (text, "process_start_time_seconds", "", "",
                              (double) hub->started_at / JR_TIME_SECOND);
}

JrResponse *
jr_route_get_metrics (JrRequest *request)
{
  GString *text = g_string_new (NULL);

  write_build (text);
  jr_metrics_write (text);
  write_log (text, request->hub);
  write_storage (text, request->hub);
  write_alarms (text, request->hub);
  write_deliveries (text, request);
  write_process (text, request->hub);
  jr_metrics_text_end (text);
  return jr_response_new_text (MHD_HTTP_OK, JR_METRICS_CONTENT_TYPE, g_string_free (text, FALSE));
}
