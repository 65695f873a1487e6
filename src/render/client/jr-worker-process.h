/* jr-worker-process.h: one running PDF worker
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "jr-render-protocol.h"

G_BEGIN_DECLS

typedef struct _JrWorkerProcess JrWorkerProcess;

/** JrWorkerOutcome: how one request ended. All but ANSWERED leave a dead worker behind. */
typedef enum
{
  JR_WORKER_ANSWERED,
  JR_WORKER_GONE, /* before it got the request */
  JR_WORKER_DIED,
  JR_WORKER_HUNG,
  JR_WORKER_CANCELLED,
} JrWorkerOutcome;

/* @document_fd is borrowed; the worker gets a copy. */
JrWorkerProcess *jr_worker_process_new (int document_fd, GError **error);
/* Ends the worker whatever it is doing. */
void jr_worker_process_free (JrWorkerProcess *self);

/* @out_reply and @out_body_fd (owned, or -1) are set on ANSWERED. */
JrWorkerOutcome jr_worker_process_ask (JrWorkerProcess       *self,
                                       const JrRenderRequest *request,
                                       int                    body_fd,
                                       guint                  seconds,
                                       GCancellable          *cancellable,
                                       JrRenderReply         *out_reply,
                                       int                   *out_body_fd);

/* After GONE and DIED: what it died of, and its last words. */
JrRenderReason jr_worker_process_explain_death (JrWorkerProcess *self, char **out_last_words);

/* It has worked so long that the next one should start afresh. */
gboolean jr_worker_process_is_tired (JrWorkerProcess *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrWorkerProcess, jr_worker_process_free)

G_END_DECLS
