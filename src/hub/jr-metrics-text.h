/* jr-metrics-text.h: writes OpenMetrics text
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JR_METRICS_CONTENT_TYPE "application/openmetrics-text; version=1.0.0; charset=utf-8"

/* Begins a family: all its samples follow before the next begins. @unit: (nullable): what the name then ends in */
void jr_metrics_text_begin (GString    *text,
                            const char *family,
                            const char *type,
                            const char *unit,
                            const char *help);

/* One sample. @suffix: "_total" of a counter, "" of a gauge; @labels: without braces, "" for none: constants only, or
 * numbers, since nothing is escaped */
void jr_metrics_text_add (GString    *text,
                          const char *family,
                          const char *suffix,
                          const char *labels,
                          gint64      value);
void jr_metrics_text_add_double (GString    *text,
                                 const char *family,
                                 const char *suffix,
                                 const char *labels,
                                 double      value);

/* A number as OpenMetrics has them in le="": 1.0, 0.0025. (transfer full) */
char *jr_metrics_text_dup_number (double value);

void jr_metrics_text_end (GString *text);

G_END_DECLS
