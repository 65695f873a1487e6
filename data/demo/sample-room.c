/* sample-room.c: the program joint-review-sample-room
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "jr-error.h"
#include "jr-sample-day.h"
#include "jr-sample-hub.h"

/* Makes a room in a folder, fills it with a day's worth of cases through the hub's own interface, says in one line of
 * JSON where it is and who can log in, and stays until it is told to end (SIGTERM, SIGINT) or its standard input is
 * closed. With --live, colleagues and windows go on working meanwhile, one step every few seconds. */

#define N_CASES 44
#define SEED 20261124
/* A step of somebody in the room, in milliseconds: busy, but a person can follow. */
#define PACE_MINIMUM_MS 2500
#define PACE_MAXIMUM_MS 6000

typedef struct
{
  gint     recall_window;
  gint     n_cases;
  gboolean is_live;
  gboolean shows_version;
  char   **folders;
} SampleRoomOptions;

typedef struct
{
  GMainLoop   *loop;
  JrSampleDay *day;
} SampleRoom;

/* Beside this program when it runs from the build folder, else where it was installed. */
static char *
find_beside (const char *in_build, const char *installed)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : g_strdup (".");
  g_autofree char *path = g_build_filename (folder, in_build, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_canonicalize_filename (path, NULL);
  return g_strdup (installed);
}

static GPtrArray *
log_in_reviewers (JrSampleHub *hub, GError **error)
{
  g_autoptr (GPtrArray) reviewers =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_sample_actor_free);
  JsonArray *users = json_object_get_array_member (json_node_get_object (hub->accounts), "users");

  for (guint i = 0; i < json_array_get_length (users); i++)
    {
      JsonObject    *user = json_array_get_object_element (users, i);
      JrSampleActor *reviewer;

      if (!json_object_has_member (user, "department"))
        continue;
      reviewer =
        jr_sample_actor_new_reviewer (hub->url, json_object_get_string_member (user, "user"),
                                      json_object_get_string_member (user, "password"),
                                      json_object_get_string_member (user, "department"), error);
      if (reviewer == NULL)
        return NULL;
      g_ptr_array_add (reviewers, reviewer);
    }
  return g_steal_pointer (&reviewers);
}

static GPtrArray *
open_windows (JrSampleHub *hub, GError **error)
{
  g_autoptr (GPtrArray) windows =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_sample_actor_free);
  JsonArray *counters =
    json_object_get_array_member (json_node_get_object (hub->accounts), "counters");

  for (guint i = 0; i < json_array_get_length (counters); i++)
    {
      JsonObject      *counter = json_array_get_object_element (counters, i);
      g_autofree char *key = NULL;
      JrSampleActor   *window;

      if (!g_file_get_contents (json_object_get_string_member (counter, "key_file"), &key, NULL,
                                error))
        return NULL;
      window =
        jr_sample_actor_new_window (hub->url, json_object_get_string_member (counter, "window"),
                                    g_strstrip (key), error);
      if (window == NULL)
        return NULL;
      g_ptr_array_add (windows, window);
    }
  return g_steal_pointer (&windows);
}

static void
say_ready (JrSampleHub *hub)
{
  JsonObject      *accounts = json_node_get_object (hub->accounts);
  g_autofree char *line = NULL;

  /* They were saved; only this line has the rest. */
  json_object_set_string_member (accounts, "url", hub->url);
  json_object_set_string_member (accounts, "folder", hub->folder);
  line = json_to_string (hub->accounts, FALSE);
  g_print ("%s\n", line);
  fflush (stdout);
}

static gboolean
on_told_to_end (gpointer data)
{
  SampleRoom *self = data;

  g_main_loop_quit (self->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_input (GObject *input, gpointer data)
{
  char   bytes[64];
  gssize n_read = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (input), bytes,
                                                            sizeof bytes, NULL, NULL);

  return n_read > 0 ? G_SOURCE_CONTINUE : on_told_to_end (data);
}

static void plan_next_step (SampleRoom *self);

static gboolean
on_next_step (gpointer data)
{
  SampleRoom        *self = data;
  g_autoptr (GError) error = NULL;

  if (!jr_sample_day_go_on (self->day, &error))
    g_printerr ("The sample room goes on without this step: %s\n", error->message);
  plan_next_step (self);
  return G_SOURCE_REMOVE;
}

static void
plan_next_step (SampleRoom *self)
{
  g_timeout_add (g_random_int_range (PACE_MINIMUM_MS, PACE_MAXIMUM_MS), on_next_step, self);
}

static void
stay (SampleRoom *self, gboolean is_live)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GSource)      source = NULL;

  self->loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGTERM, on_told_to_end, self);
  g_unix_signal_add (SIGINT, on_told_to_end, self);
  /* A terminal or a pipe says when whoever started us is gone; a file (/dev/null) has nothing to say. */
  if (g_pollable_input_stream_can_poll (G_POLLABLE_INPUT_STREAM (input)))
    {
      source = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (input), NULL);
      g_source_set_callback (source, G_SOURCE_FUNC (on_input), self, NULL);
      g_source_attach (source, NULL);
    }
  if (is_live)
    plan_next_step (self);
  g_main_loop_run (self->loop);
  g_clear_pointer (&self->loop, g_main_loop_unref);
}

static gboolean
run (const SampleRoomOptions *options, GError **error)
{
  g_autofree char *folder = g_canonicalize_filename (options->folders[0], NULL);
  g_autofree char *program =
    find_beside ("../../src/hub/joint-review-hub", JR_BINDIR "/joint-review-hub");
  g_autofree char         *plan_path = find_beside ("room.json", JR_PKGDATADIR "/demo/room.json");
  g_autofree char         *scans = g_build_filename (folder, "scans", NULL);
  g_autoptr (JrSamplePlan) plan = jr_sample_plan_load (plan_path, error);
  g_autoptr (JrSampleHub)  hub = jr_sample_hub_new (folder, program);
  g_autoptr (GPtrArray)    reviewers = NULL;
  g_autoptr (GPtrArray)    windows = NULL;
  g_autoptr (JrSampleDay)  day = NULL;
  SampleRoom               room = { NULL, NULL };
  gboolean                 is_new;

  if (plan == NULL || !jr_sample_hub_is_new (hub, &is_new, error) ||
      (is_new && !jr_sample_hub_set_up (hub, plan, error)) ||
      !jr_sample_hub_serve (hub, options->recall_window, error) ||
      (is_new && !jr_sample_hub_choose_passwords (hub, error)))
    return FALSE;
  reviewers = log_in_reviewers (hub, error);
  windows = reviewers != NULL ? open_windows (hub, error) : NULL;
  if (windows == NULL)
    return FALSE;
  day = room.day = jr_sample_day_new (plan, reviewers, windows, scans, SEED);
  if (is_new ? !jr_sample_day_fill (day, options->n_cases, error)
             : !jr_sample_day_take_up (day, error))
    return FALSE;
  say_ready (hub);
  stay (&room, options->is_live);
  return TRUE;
}

int
main (int argc, char **argv)
{
  SampleRoomOptions  options = { .recall_window = 60, .n_cases = N_CASES };
  const GOptionEntry entries[] = {
    { "recall-window", 0, 0, G_OPTION_ARG_INT, &options.recall_window,
      "How long a decision can be recalled (60)", "SECONDS" },
    { "cases", 0, 0, G_OPTION_ARG_INT, &options.n_cases, "How many cases a new room has (44)",
      "N" },
    { "live", 0, 0, G_OPTION_ARG_NONE, &options.is_live, "Let windows and colleagues go on working",
      NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options.shows_version, "Say which version this is",
      NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.folders, NULL, "DIR" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("– make and run a sample room");
  g_auto (GStrv)             folders = NULL;
  g_autoptr (GError)         error = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  folders = options.folders;
  if (options.shows_version)
    {
      g_print ("joint-review-sample-room %s\n", JR_VERSION);
      return 0;
    }
  if (folders == NULL || folders[1] != NULL || options.n_cases < 1 || options.recall_window < 0)
    {
      g_printerr ("Usage: joint-review-sample-room DIR [--recall-window SECONDS] [--live]\n");
      return 2;
    }
  if (run (&options, &error))
    return 0;
  g_printerr ("%s\n", error->message);
  return 1;
}
