/* bench-reference.h: what the hub is compared with, measured in the same run
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* PostgreSQL on the disk of @folder with its own settings, @n_clients that insert one small row a transaction. Transactions a
 * second; 0 where it is not installed or cannot be started, which is said. */
double bench_postgres_rows (const char *folder, guint n_clients);

/** BenchNginx: nginx that serves one static file of this text at /file. */
typedef struct _BenchNginx BenchNginx;

/* NULL where it is not installed, which is said. */
BenchNginx *bench_nginx_new (const char *folder, const char *text);
void        bench_nginx_free (BenchNginx *self);
guint16     bench_nginx_get_port (BenchNginx *self);
/* Of its one worker, in microseconds. */
gint64 bench_nginx_get_cpu_time (BenchNginx *self);

G_END_DECLS
