/* jr-webhook-line.h: how a result gets to its target
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-result-message.h"
#include "jr-webhook-table.h"

G_BEGIN_DECLS

/**
 * JrWebhookLine:
 *
 * Connections to one target. Belongs to the thread that made it, in whose main context everything happens.
 */
typedef struct _JrWebhookLine JrWebhookLine;

/**
 * JrWebhookReply:
 * @status: of HTTP; 0 when there was no answer
 * @fault: (nullable): why it is not delivered, in words
 * @retry_after: (nullable): the header
 */
typedef struct
{
  guint       status;
  const char *fault;
  const char *retry_after;
} JrWebhookReply;

typedef void (*JrWebhookReplyFunc) (const JrWebhookReply *reply, gpointer data);

/* @seconds: after which an attempt is given up. */
JrWebhookLine *jr_webhook_line_new (const JrWebhook *webhook, guint seconds, GError **error);
/* What is under way is answered first, without an answer of the target. */
void jr_webhook_line_free (JrWebhookLine *self);
/* Whether it is what @webhook says; else a new one is needed. */
gboolean jr_webhook_line_is_for (const JrWebhookLine *self, const JrWebhook *webhook);

/* @func is called once, later. @secrets: newest first. */
void jr_webhook_line_send (JrWebhookLine         *self,
                           const JrResultMessage *message,
                           const char *const     *secrets,
                           JrTime                 now,
                           GCancellable          *cancellable,
                           JrWebhookReplyFunc     func,
                           gpointer               data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrWebhookLine, jr_webhook_line_free)

G_END_DECLS
