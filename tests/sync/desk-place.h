/* desk-place.h: a desk without a window: an engine on a local copy of its own, and what it has told
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-database.h"
#include "jr-sync-engine.h"

G_BEGIN_DECLS

/* Nothing takes long; a machine under load may. */
#define PATIENCE_SECONDS 60

typedef struct
{
  char         *folder;
  char         *path;
  JrSyncEngine *engine;   /* NULL while stopped */
  JrDatabase   *database; /* the test's own connection */
  GThread      *home;     /* where signals must come */
  GString      *answered; /* "1 2! 3 ": numbers, refused with a mark */
  guint         reloads;
  guint         changes;
} DeskPlace;

void desk_place_init (DeskPlace *self);
void desk_place_clear (DeskPlace *self);
/* Makes the engine, and starts it. */
void desk_place_make (DeskPlace *self, JrHubClient *client);
void desk_place_start (DeskPlace *self, JrHubClient *client);
/* Lets what is still to be emitted be emitted, so that nothing holds the engine. */
void     desk_place_stop (DeskPlace *self);
gboolean desk_place_is_live (DeskPlace *self);
/* Its number. */
guint64 desk_place_enqueue (DeskPlace *self, const JrCommand *command);
guint64 desk_place_comment (DeskPlace *self, const char *id, const char *text);
guint   desk_place_count_outbox (DeskPlace *self);
/* Whether the local copy of the case is this. */
gboolean desk_place_has (DeskPlace *self, const JrCase *state);

gboolean desk_place_tick (gpointer data);

/* Runs the main loop until @condition holds; looks again now and then, since not every change comes with a signal. */
#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 patience_ends = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;            \
    guint  tick = g_timeout_add (10, desk_place_tick, NULL);                                       \
                                                                                                   \
    while (!(condition))                                                                           \
      {                                                                                            \
        if (g_get_monotonic_time () > patience_ends)                                               \
          g_error ("waited in vain for %s", #condition);                                           \
        g_main_context_iteration (NULL, TRUE);                                                     \
      }                                                                                            \
    g_source_remove (tick);                                                                        \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
