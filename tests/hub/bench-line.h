/* bench-line.h: one end of a connection to the measured server, in the clear or with TLS
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** BenchLine: costs the machine, which is the server's too, as little as can be. Functions end the program on a fault. */
typedef struct _BenchLine BenchLine;

/* To loopback. Whose certificate it is is not looked at. */
BenchLine *bench_line_new (guint16 port, gboolean is_secret);
void       bench_line_free (BenchLine *self);
/* To be watched for input. After that bench_line_read() is called until it gives 0. */
int bench_line_get_fd (BenchLine *self);

void bench_line_send (BenchLine *self, const char *text);
/* Appends what has come to @text; 0 when nothing more is there now. */
gsize bench_line_read (BenchLine *self, GString *text);
/* Waits until @text, which grows by what comes, has @word in it. */
void bench_line_wait_for (BenchLine *self, GString *text, const char *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchLine, bench_line_free)

G_END_DECLS
