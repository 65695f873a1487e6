/* jr-result-message.h: a result as it is sent, made from the log
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-head-keeper.h"

G_BEGIN_DECLS

/** JrResultMessage: @id is the same for every attempt, and for every target. */
typedef struct
{
  char *id;
  char *body; /* a CloudEvent */
} JrResultMessage;

/* Of the event at @sequence, with the case as it was then. Only the masked name may be gone by the next time, when the
 * applicant was erased meanwhile; after a restoration it is the same as before. */
JrResultMessage *
jr_result_message_new (JrDatabase *database, gint64 sequence, JrHeadKeeper *heads, GError **error);
void jr_result_message_free (JrResultMessage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrResultMessage, jr_result_message_free)

G_END_DECLS
