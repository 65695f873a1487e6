/* jr-counter-state.h: what a counter remembers between two runs
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-command.h"

G_BEGIN_DECLS

#define JR_COUNTER_ERROR (jr_counter_error_quark ())

GQuark jr_counter_error_quark (void);

/**
 * JrCounterState:
 *
 * A small file for each hub and key, 0600, replaced whole and locked while it is held. @pending is the command that was
 * sent, or was about to be, without its answer being shown; @fingerprint is the digest of its content without its id.
 */
typedef struct
{
  char      *path;
  int        lock_fd; /* -1 while not held */
  char      *client;  /* id of this installation for the hub */
  guint64    number;  /* the last one given to a command */
  char      *cursor;  /* how far watch has come, or NULL */
  JrCommand *pending; /* or NULL */
  char      *fingerprint;
} JrCounterState;

JrCounterState *jr_counter_state_new (const char *url, const char *key);
void            jr_counter_state_free (JrCounterState *self);

/* Waits until no other run holds it, then reads it; a first run gets a new client id. */
gboolean jr_counter_state_hold (JrCounterState *self, GError **error);
/* Durable when it returns; only while held. */
gboolean jr_counter_state_save (JrCounterState *self, GError **error);
void     jr_counter_state_release (JrCounterState *self);
gboolean jr_counter_state_is_held (JrCounterState *self);

/* All three while held, not yet saved. */
void jr_counter_state_set_pending (JrCounterState  *self,
                                   const JrCommand *command, /* or NULL */
                                   const char      *fingerprint);
void jr_counter_state_set_cursor (JrCounterState *self, const char *cursor);
/* Another client id: the hub remembers other commands under the numbers that would be next. */
void jr_counter_state_renew (JrCounterState *self);

/* (transfer full) of what is asked for, not of its id. */
char *jr_counter_fingerprint (const JrCommand *command);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrCounterState, jr_counter_state_free)

G_END_DECLS
