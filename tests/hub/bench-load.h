/* bench-load.h: many clients that ask an HTTP server one thing after the other, with little work of their own
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BenchLoad:
 * @make: the next request of the line @line, all its bytes; NULL when it has had enough. (transfer full)
 * @take: (nullable): gets the body of each answer
 *
 * Each line is one connection to loopback, kept open, with one request under way at a time. All of it on one thread.
 */
typedef struct
{
  guint16 port;
  guint   n_lines;
  char *(*make) (guint line, gpointer data);
  void (*take) (guint line, guint status, const char *body, gpointer data);
  gpointer data;
} BenchLoad;

typedef struct
{
  guint64 n_answers;
  double  seconds;
} BenchLoadResult;

/* A line to loopback, or the end of the program. */
int bench_connect (guint16 port);

/* Ends the program when a line breaks or what comes is not HTTP/1.1 with a Content-Length. */
BenchLoadResult bench_load_run (const BenchLoad *load);

/* (transfer full) @body: (nullable) */
char *
bench_load_request (const char *method, const char *target, const char *secret, const char *body);

/* CPU time of a process so far, in microseconds. */
gint64 bench_cpu_time (int pid);

G_END_DECLS
