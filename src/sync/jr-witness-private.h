/* jr-witness-private.h: what this desk remembers of the hub's log, to hold the hub to it
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-database.h"
#include "jr-head.h"
#include "jr-sync-engine.h"

G_BEGIN_DECLS

/* Hashes of so many last events are kept, since a head comes behind the events that follow it. */
#define JR_WITNESS_RING 1024

/**
 * JrWitness: one thread's.
 * @head: the newest that was found good
 * @sequence, @hash: of the last event that was seen; the hash is "" when it is not known
 */
typedef struct
{
  gboolean has_head;
  JrHead   head;
  gint64   sequence;
  char     hash[JR_SHA256_HEX_LENGTH + 1];
  char (*ring)[JR_SHA256_HEX_LENGTH + 1];
  gint64 ring_first;
  char  *file; /* the head for people */
} JrWitness;

void jr_witness_load (JrWitness *self, JrDatabase *database, const char *database_path);
void jr_witness_clear (JrWitness *self);
/* Another hub, or one that is to be trusted although it is another. */
gboolean jr_witness_forget (JrWitness *self, JrDatabase *database, GError **error);

/* Of the head that the hub gives now, and the hash that its log has at @self's place ("": none). *out_is_restored: it
 * goes on in another epoch. */
JrDistrust jr_witness_judge (const JrWitness *self,
                             const JrHead    *head,
                             const char      *hash,
                             gboolean        *out_is_restored);
/* Of a head that came along with the events. */
JrDistrust jr_witness_judge_told (const JrWitness *self, const JrHead *head);
/* One that was found good; also as a file beside the database, which "verify --head" reads. */
gboolean
jr_witness_keep_head (JrWitness *self, JrDatabase *database, const JrHead *head, GError **error);

/* After a snapshot, until the hash at its place is known. */
void jr_witness_leave_place (JrWitness *self);
/* Where the events go on from. */
void jr_witness_set_place (JrWitness *self, gint64 sequence, const char *hash);
/* The next event, as the hub wrote it. */
void jr_witness_take_event (JrWitness *self, gint64 sequence, const char *json);
/* With the cursor, in its transaction. */
gboolean jr_witness_save_place (JrWitness *self, JrDatabase *database, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JrWitness, jr_witness_clear)

G_END_DECLS
