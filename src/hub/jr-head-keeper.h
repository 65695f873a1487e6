/* jr-head-keeper.h: signs the log's head now and then while the hub serves
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-feed.h"
#include "jr-head-signer.h"
#include "jr-writer.h"

G_BEGIN_DECLS

/* How far the log may run ahead of what is signed of it: so many events, or so many seconds. A desk or a counter that
 * goes has the last one with it; a hub that loses more than this cannot hide it from any of them. */
#define JR_HEAD_EVENTS 100
#define JR_HEAD_SECONDS 300

/** JrHeadKeeper: the newest signed head, in memory and in the database. Any thread may ask. */
typedef struct _JrHeadKeeper JrHeadKeeper;

/* Signs the present head at once, on the caller's thread; without a key, or on a full disk, it says so and goes on
 * without. Both are borrowed. */
JrHeadKeeper *jr_head_keeper_new (const char *folder, JrDatabase *database, JrFeed *feed);
/* From here on by way of the writer, which has the database; the clock is of the thread-default main context. */
void jr_head_keeper_start (JrHeadKeeper *self, JrWriter *writer);
/* Before the writer ends. */
void jr_head_keeper_stop (JrHeadKeeper *self);
/* Signs once more when the writer has given the database back. */
void jr_head_keeper_free (JrHeadKeeper *self);

/* FALSE while nothing is signed. */
gboolean jr_head_keeper_get (JrHeadKeeper *self, JrHead *out_head);
/* The same as JSON when it is behind @after and not beyond @position, else NULL. (transfer full) */
char *
jr_head_keeper_dup_news (JrHeadKeeper *self, gint64 after, gint64 position, gint64 *out_sequence);

/* Fills in key and signature of a place in the log. FALSE without a key. */
gboolean jr_head_keeper_sign_place (JrHeadKeeper *self, JrHead *head);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrHeadKeeper, jr_head_keeper_free)

G_END_DECLS
