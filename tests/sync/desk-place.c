/* desk-place.c: a desk without a window: an engine on a local copy of its own, and what it has told
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-place.h"

#include "jr-case-table.h"
#include "jr-desk-table.h"
#include "test-folder.h"

static void
on_answered (JrSyncEngine *engine, gpointer answer_pointer, DeskPlace *self)
{
  const JrAnswer *answer = answer_pointer;

  g_assert_true (g_thread_self () == self->home);
  g_string_append_printf (self->answered, "%" G_GUINT64_FORMAT "%s ", answer->number,
                          answer->problem == NULL ? "" : "!");
}

static void
on_reloaded (JrSyncEngine *engine, DeskPlace *self)
{
  g_assert_true (g_thread_self () == self->home);
  self->reloads++;
}

static void
on_case_changed (JrSyncEngine *engine, const char *id, DeskPlace *self)
{
  g_autoptr (JrCase) state = jr_case_table_load (self->database, id, NULL);

  g_assert_true (g_thread_self () == self->home);
  g_assert_nonnull (state);
  self->changes++;
}

void
desk_place_init (DeskPlace *self)
{
  g_autoptr (GError) error = NULL;

  self->home = g_thread_self ();
  self->answered = g_string_new (NULL);
  self->folder = g_dir_make_tmp ("jr-engine-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "desk.db", NULL);
  self->database = jr_database_open (self->path, JR_DATABASE_READ_WRITE, &error);
  g_assert_no_error (error);
}

void
desk_place_clear (DeskPlace *self)
{
  if (self->engine != NULL)
    desk_place_stop (self);
  jr_database_close (self->database);
  remove_folder (self->folder);
  g_string_free (self->answered, TRUE);
  g_free (self->folder);
  g_free (self->path);
}

void
desk_place_make (DeskPlace *self, JrHubClient *client)
{
  self->engine = jr_sync_engine_new (client, self->path);
  g_signal_connect (self->engine, "answered", G_CALLBACK (on_answered), self);
  g_signal_connect (self->engine, "reloaded", G_CALLBACK (on_reloaded), self);
  g_signal_connect (self->engine, "case-changed", G_CALLBACK (on_case_changed), self);
}

void
desk_place_start (DeskPlace *self, JrHubClient *client)
{
  desk_place_make (self, client);
  jr_sync_engine_start (self->engine);
}

void
desk_place_stop (DeskPlace *self)
{
  jr_sync_engine_stop (self->engine);
  g_assert_cmpint (jr_sync_engine_get_link (self->engine), ==, JR_LINK_OFF);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&self->engine));
}

gboolean
desk_place_is_live (DeskPlace *self)
{
  return jr_sync_engine_get_link (self->engine) == JR_LINK_LIVE;
}

guint64
desk_place_enqueue (DeskPlace *self, const JrCommand *command)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (JrCommand) numbered = jr_sync_engine_enqueue (self->engine, command, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (numbered->number, >, 0);
  return numbered->number;
}

guint64
desk_place_comment (DeskPlace *self, const char *id, const char *text)
{
  return desk_place_enqueue (self, &(JrCommand){ .kind = JR_COMMAND_COMMENT,
                                                 .case_id = (char *) id,
                                                 .text = (char *) text });
}

guint
desk_place_count_outbox (DeskPlace *self)
{
  g_autoptr (GPtrArray) entries = jr_outbox_load (self->database, NULL);

  return entries->len;
}

gboolean
desk_place_has (DeskPlace *self, const JrCase *state)
{
  g_autoptr (JrCase) here = jr_case_table_load (self->database, state->id, NULL);

  return here != NULL && jr_case_equal (here, state);
}

gboolean
desk_place_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}
