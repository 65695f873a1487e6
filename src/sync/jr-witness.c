/* jr-witness.c: what this desk remembers of the hub's log, to hold the hub to it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hash of the log is computed here from the events as they came, so that a signed head says of all of them that
 * they are the hub's. A hub that was put back to an older copy, or goes on with another log than the one that was seen,
 * is found before a single command is sent to it. The key is the one that was met first. */

#include "jr-witness-private.h"

#include <stdlib.h>
#include <string.h>

#include "jr-desk-table.h"
#include "jr-json.h"
#include "jr-log.h"

#define HEAD "witness-head"
#define PLACE "witness-place"
#define HEAD_FILE "head.json"

void
jr_witness_leave_place (JrWitness *self)
{
  self->hash[0] = '\0';
  self->sequence = 0;
  self->ring_first = G_MAXINT64;
}

/* "SEQUENCE HASH" */
static void
load_place (JrWitness *self, const char *text)
{
  char  *hash = NULL;
  gint64 sequence = text == NULL ? 0 : g_ascii_strtoll (text, &hash, 10);

  if (hash != NULL && hash[0] == ' ' && jr_sha256_is_valid (hash + 1))
    jr_witness_set_place (self, sequence, hash + 1);
}

void
jr_witness_load (JrWitness *self, JrDatabase *database, const char *database_path)
{
  g_autofree char *head = jr_desk_table_get (database, HEAD);
  g_autofree char *place = jr_desk_table_get (database, PLACE);
  g_autofree char *folder = g_path_get_dirname (database_path);

  jr_witness_clear (self);
  self->file = g_build_filename (folder, HEAD_FILE, NULL);
  self->ring = g_malloc0 (JR_WITNESS_RING * sizeof *self->ring);
  jr_witness_leave_place (self);
  self->has_head = head != NULL && jr_head_parse (head, strlen (head), &self->head, NULL);
  load_place (self, place);
}

void
jr_witness_clear (JrWitness *self)
{
  g_clear_pointer (&self->ring, g_free);
  g_clear_pointer (&self->file, g_free);
  self->has_head = FALSE;
}

gboolean
jr_witness_forget (JrWitness *self, JrDatabase *database, GError **error)
{
  self->has_head = FALSE;
  jr_witness_leave_place (self);
  return jr_desk_table_set (database, HEAD, NULL, error) &&
         jr_desk_table_set (database, PLACE, NULL, error);
}

/* Judging ------------------------------------------------------------------------------------------------------------ */

static JrDistrust
judge_head (const JrWitness *self, const JrHead *head)
{
  if (!jr_head_check_signature (head, self->has_head ? self->head.public_key : NULL, NULL) ||
      (self->has_head && !g_str_equal (head->cursor.room, self->head.cursor.room)))
    return JR_DISTRUST_OTHER_HUB;
  if (!self->has_head || jr_head_check_follows (head, &self->head, NULL))
    return JR_DISTRUST_NONE;
  return head->cursor.sequence < self->head.cursor.sequence ? JR_DISTRUST_WENT_BACK
                                                            : JR_DISTRUST_FORKED;
}

JrDistrust
jr_witness_judge (const JrWitness *self,
                  const JrHead    *head,
                  const char      *hash,
                  gboolean        *out_is_restored)
{
  JrDistrust distrust = judge_head (self, head);

  *out_is_restored = distrust == JR_DISTRUST_NONE && self->has_head &&
                     !g_str_equal (head->cursor.epoch, self->head.cursor.epoch);
  if (distrust != JR_DISTRUST_NONE || *out_is_restored || self->hash[0] == '\0')
    return distrust;
  if (hash[0] == '\0')
    return JR_DISTRUST_WENT_BACK;
  return g_str_equal (hash, self->hash) ? JR_DISTRUST_NONE : JR_DISTRUST_FORKED;
}

JrDistrust
jr_witness_judge_told (const JrWitness *self, const JrHead *head)
{
  JrDistrust distrust = judge_head (self, head);
  gint64     sequence = head->cursor.sequence;
  gint64     first = MAX (self->ring_first, self->sequence - JR_WITNESS_RING + 1);

  if (distrust != JR_DISTRUST_NONE || self->hash[0] == '\0' || sequence < first ||
      sequence > self->sequence)
    return distrust;
  return g_str_equal (self->ring[sequence % JR_WITNESS_RING], head->hash) ? JR_DISTRUST_NONE
                                                                          : JR_DISTRUST_FORKED;
}

/* Remembering -------------------------------------------------------------------------------------------------------- */

/* A copy for people; what counts is in the database. */
static void
write_file (JrWitness *self, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents_full (self->file, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 &error))
    g_message ("The signed head is not kept as a file: %s", error->message);
}

gboolean
jr_witness_keep_head (JrWitness *self, JrDatabase *database, const JrHead *head, GError **error)
{
  g_autoptr (JsonNode) node = jr_head_write (head);
  g_autofree char     *text = jr_json_to_canonical (node);

  if (self->has_head && memcmp (&self->head.cursor, &head->cursor, sizeof head->cursor) == 0)
    return TRUE;
  if (!jr_desk_table_set (database, HEAD, text, error))
    return FALSE;
  self->head = *head;
  self->has_head = TRUE;
  write_file (self, text);
  return TRUE;
}

void
jr_witness_set_place (JrWitness *self, gint64 sequence, const char *hash)
{
  self->sequence = sequence;
  g_strlcpy (self->hash, hash, sizeof self->hash);
  g_strlcpy (self->ring[sequence % JR_WITNESS_RING], hash, sizeof *self->ring);
  self->ring_first = sequence;
}

/* Behind a gap nothing is known any more; what was seen already says nothing new. */
void
jr_witness_take_event (JrWitness *self, gint64 sequence, const char *json)
{
  if (self->hash[0] == '\0' || sequence <= self->sequence)
    return;
  if (sequence > self->sequence + 1)
    {
      jr_witness_leave_place (self);
      return;
    }
  jr_log_next_hash (self->hash, json);
  self->sequence = sequence;
  g_strlcpy (self->ring[sequence % JR_WITNESS_RING], self->hash, sizeof *self->ring);
}

gboolean
jr_witness_save_place (JrWitness *self, JrDatabase *database, GError **error)
{
  g_autofree char *text =
    self->hash[0] == '\0' ? NULL
                          : g_strdup_printf ("%" G_GINT64_FORMAT " %s", self->sequence, self->hash);

  return jr_desk_table_set (database, PLACE, text, error);
}
