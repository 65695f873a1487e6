/* jr-counter-report.h: what the program says, to a person or to a program
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-counter.h"

G_BEGIN_DECLS

/* A line on standard output. FALSE when it did not get out: then nothing may count as told. */
gboolean jr_counter_say (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* One line of JSON on standard output; takes @node. */
gboolean jr_counter_say_json (JsonNode *node);
/* A line on standard error, for both kinds of readers. */
void jr_counter_note (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* When a person or a program was told: DONE; else that the output is gone. */
JrCounterExit jr_counter_told (JrCounter *self, gboolean is_out);

/* All of these say it and return how to exit. */
JrCounterExit jr_counter_misuse (JrCounter *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
JrCounterExit jr_counter_fail (JrCounter *self, const GError *error);
JrCounterExit jr_counter_refuse (JrCounter *self, const JrProblem *problem);
/* @word: stable, for --json. @sentence: translated. */
JrCounterExit jr_counter_refuse_because (JrCounter *self, const char *word, const char *sentence);

G_END_DECLS
