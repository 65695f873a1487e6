/* jr-writer.h: the one thread that writes
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-answer.h"
#include "jr-command.h"
#include "jr-execution.h"

G_BEGIN_DECLS

/** JrWriter: takes work from a queue and commits up to 64 pieces at once. Any thread may push. */
typedef struct _JrWriter JrWriter;

/* Work that waits; beyond it the hub says "busy". */
#define JR_WRITER_QUEUE_MAXIMUM 4096

/* On the writer's thread, in a transaction that is shared with others: what it did is undone when it returns FALSE.
 * Frames that it adds are published once they are committed. */
typedef gboolean (*JrWriteFunc) (JrDatabase *database,
                                 GPtrArray  *frames,
                                 gpointer    data,
                                 GError    **error);
/* On the writer's thread: durable when @error is NULL, else nothing of it was done. Called once for what was pushed. */
typedef void (*JrWriteDone) (gpointer data, const GError *error);

/* @database is the writer's until it is freed; both are borrowed. */
JrWriter *jr_writer_new (JrDatabase *database, const JrExecutionRules *rules);
/* Does all that is queued first. */
void jr_writer_free (JrWriter *self);

/* FALSE when too much waits: nothing will be called. */
gboolean jr_writer_push (JrWriter *self, JrWriteFunc func, JrWriteDone done, gpointer data);

/* (element-type JrAnswer): one for each command in their order. Where the hub itself failed the problem's status is from
 * 500 on; then nothing was done, and the same command can be sent again. On the writer's thread. */
typedef void (*JrAnswersFunc) (GPtrArray *answers, gpointer data);

/* Each command stands for itself; others may come between them. FALSE when too much waits. */
gboolean jr_writer_submit (JrWriter     *self,
                           JrActor      *actor,
                           GPtrArray    *commands,
                           JrAnswersFunc done,
                           gpointer      data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrWriter, jr_writer_free)

G_END_DECLS
