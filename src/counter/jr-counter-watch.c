/* jr-counter-watch.c: the command watch: results and supplement notices as they are pushed
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * First pages of the feed from where the last run stopped, then the live stream. A case is told when the hub says that
 * something was pushed to it and nobody has received it; only when the line is out the hub is told "received", and only
 * then the cursor moves. So a crash in between tells a case twice, never not at all. Cases of another window are not
 * ours to tell. */

#include "jr-counter.h"

#include <glib/gi18n.h>

#include "jr-backoff.h"
#include "jr-counter-notice.h"
#include "jr-counter-report.h"
#include "jr-counter-words.h"
#include "jr-error.h"

#define RETRY_BASE_MS 500
#define RETRY_CAP_MS (30 * 1000)

static struct
{
  gboolean is_once;
} options;

static const GOptionEntry watch_options[] = {
  { "once", 0, 0, G_OPTION_ARG_NONE, &options.is_once, N_ ("show what is new and end"), NULL },
  { NULL },
};

typedef struct
{
  JrCounter    *counter;
  JrHubClient  *line; /* of its own, since cases are asked for while it is open */
  JrActor      *me;
  JrRoom       *room;
  char         *cursor;
  JrBackoff     backoff;
  JrCounterExit status; /* why the stream was stopped */
} Watch;

/* Telling ----------------------------------------------------------------------------------------------------------- */

static gboolean
say_notice (Watch *self, const JrCase *state)
{
  g_autofree char *notice = jr_counter_write_notice (state, self->room);

  return jr_counter_say (_ ("%s  %s  supplement needed"), state->number, state->item_name) &&
         jr_counter_say ("%s", notice);
}

static gboolean
say_news_json (Watch *self, const JrCase *state)
{
  JsonNode        *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject      *members = json_object_new ();
  g_autofree char *at = jr_time_to_string (state->phase_at);
  gboolean         is_notice = state->phase == JR_CASE_AWAITING_SUPPLEMENT;

  json_node_take_object (node, members);
  json_object_set_string_member (members, "status", is_notice ? "notice" : "result");
  json_object_set_string_member (members, "number", state->number);
  json_object_set_string_member (members, "id", state->id);
  json_object_set_string_member (members, "item", state->item_code);
  json_object_set_string_member (members, "item_name", state->item_name);
  json_object_set_string_member (members, "at", at);
  if (is_notice)
    json_object_set_member (members, "notice", jr_counter_write_notice_json (state, self->room));
  else
    json_object_set_string_member (members, "outcome", jr_outcome_to_string (state->outcome));
  return jr_counter_say_json (node);
}

static gboolean
say_news (Watch *self, const JrCase *state)
{
  if (self->counter->is_json)
    return say_news_json (self, state);
  if (state->phase == JR_CASE_AWAITING_SUPPLEMENT)
    return say_notice (self, state);
  return jr_counter_say ("%s  %s  %s", state->number, state->item_name,
                         jr_counter_outcome_words (state->outcome));
}

static gboolean
is_ours_and_new (Watch *self, const JrCase *state)
{
  if (state->push != JR_PUSH_SENT)
    return FALSE;
  if (state->phase != JR_CASE_DELIVERED && state->phase != JR_CASE_AWAITING_SUPPLEMENT)
    return FALSE;
  return self->me->window == NULL || state->window == NULL ||
         g_str_equal (self->me->window, state->window);
}

static JrCounterExit
tell (Watch *self, const char *case_id)
{
  g_autoptr (JrCaseFile) file = NULL;
  JrCounterExit          status = jr_counter_load (self->counter, case_id, &file);

  if (status != JR_COUNTER_DONE || !is_ours_and_new (self, file->state))
    return status;
  status = jr_counter_told (self->counter, say_news (self, file->state));
  return status == JR_COUNTER_DONE ? jr_counter_receive (self->counter, file->state) : status;
}

static JrCounterExit
keep_cursor (Watch *self, const char *cursor)
{
  JrCounterState    *state = self->counter->state;
  g_autoptr (GError) error = NULL;
  gboolean           is_saved;

  if (cursor == NULL || g_strcmp0 (cursor, self->cursor) == 0)
    return JR_COUNTER_DONE;
  if (!jr_counter_state_hold (state, &error))
    return jr_counter_fail (self->counter, error);
  jr_counter_state_set_cursor (state, cursor);
  is_saved = jr_counter_state_save (state, &error);
  jr_counter_state_release (state);
  if (!is_saved)
    return jr_counter_fail (self->counter, error);
  g_free (self->cursor);
  self->cursor = g_strdup (cursor);
  return JR_COUNTER_DONE;
}

/* Pages ------------------------------------------------------------------------------------------------------------- */

/* The cases of a page to which something was pushed that the page does not say was received; in their order. */
static GPtrArray *
collect_pushed (GPtrArray *frames)
{
  g_autoptr (GHashTable) last = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray             *ids = g_ptr_array_new ();

  for (guint i = 0; i < frames->len; i++)
    {
      const JrFrame *frame = frames->pdata[i];

      if (frame->event != NULL && (frame->event->kind == JR_EVENT_RESULT_PUSHED ||
                                   frame->event->kind == JR_EVENT_RESULT_RECEIVED))
        g_hash_table_insert (last, frame->event->case_id, frame->event);
    }
  for (guint i = 0; i < frames->len; i++)
    {
      const JrFrame *frame = frames->pdata[i];

      if (frame->event != NULL && frame->event->kind == JR_EVENT_RESULT_PUSHED &&
          g_hash_table_lookup (last, frame->event->case_id) == frame->event)
        g_ptr_array_add (ids, frame->event->case_id);
    }
  return ids;
}

static JrCounterExit
tell_page (Watch *self, GPtrArray *frames)
{
  g_autoptr (GPtrArray) ids = collect_pushed (frames);
  const JrFrame        *end = frames->pdata[frames->len - 1];
  JrCounterExit         status = JR_COUNTER_DONE;

  for (guint i = 0; i < ids->len && status == JR_COUNTER_DONE; i++)
    status = tell (self, ids->pdata[i]);
  return status == JR_COUNTER_DONE ? keep_cursor (self, end->cursor) : status;
}

static gboolean
has_event (GPtrArray *frames)
{
  return ((const JrFrame *) frames->pdata[0])->event != NULL;
}

/* The hub has forgotten the place, or is another one: from the beginning, and what was received is not told again. */
static gboolean
is_cursor_gone (Watch *self)
{
  g_autoptr (JrProblem) problem = jr_hub_client_dup_problem (self->line);

  return problem != NULL && problem->status == 410 && self->cursor != NULL;
}

/* FALSE with *out_status DONE when only the line is at fault. */
static gboolean
catch_up (Watch *self, JrCounterExit *out_status, GError **error)
{
  gboolean is_more = TRUE;

  *out_status = JR_COUNTER_DONE;
  while (is_more)
    {
      g_autoptr (GError)    cause = NULL;
      g_autoptr (GPtrArray) frames = jr_hub_client_poll (self->line, self->cursor, 0, NULL, &cause);

      if (frames == NULL && is_cursor_gone (self))
        {
          g_clear_pointer (&self->cursor, g_free);
          continue;
        }
      if (frames == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      is_more = has_event (frames);
      *out_status = tell_page (self, frames);
      if (*out_status != JR_COUNTER_DONE)
        return FALSE;
    }
  return TRUE;
}

/* Live -------------------------------------------------------------------------------------------------------------- */

static gboolean
on_frame (JrFrame *frame, gpointer data)
{
  Watch                *self = data;
  g_autoptr (GPtrArray) frames = g_ptr_array_new ();

  jr_backoff_reset (&self->backoff);
  g_ptr_array_add (frames, frame);
  self->status = tell_page (self, frames);
  return self->status == JR_COUNTER_DONE;
}

static gboolean
run_once (Watch *self, JrCounterExit *out_status, GError **error)
{
  if (!catch_up (self, out_status, error))
    return FALSE;
  if (options.is_once)
    return TRUE;
  self->status = JR_COUNTER_DONE;
  if (!jr_hub_client_follow (self->line, self->cursor, on_frame, self, NULL, error))
    return FALSE;
  *out_status = self->status;
  return FALSE;
}

/* Whether it helps to come back later. */
static gboolean
is_passing (const GError *error)
{
  return error == NULL || g_error_matches (error, JR_SYNC_ERROR, JR_ERROR_OFFLINE) ||
         g_error_matches (error, JR_SYNC_ERROR, JR_ERROR_IO) ||
         g_error_matches (error, JR_SYNC_ERROR, JR_ERROR_CORRUPT) ||
         g_error_matches (error, JR_SYNC_ERROR, JR_ERROR_NOT_FOUND);
}

static JrCounterExit
run_until_end (Watch *self)
{
  while (TRUE)
    {
      g_autoptr (GError) error = NULL;
      JrCounterExit      status = JR_COUNTER_DONE;

      if (run_once (self, &status, &error))
        return JR_COUNTER_DONE;
      if (status == JR_COUNTER_REFUSED)
        return status;
      if (error != NULL && (options.is_once || !is_passing (error)))
        return jr_counter_fail (self->counter, error);
      if (options.is_once)
        return status;
      if (error != NULL)
        jr_counter_note (_ ("the line is lost, trying again: %s"), error->message);
      /* Nothing but a signal, which ends the program, could make it go on earlier. */
      g_poll (NULL, 0, (gint) jr_backoff_next_ms (&self->backoff, g_random_int ()));
    }
}

static gboolean
start (Watch *self, GError **error)
{
  if (!jr_hub_client_load_me (self->line, &self->me, &self->room, NULL, error) ||
      !jr_counter_state_hold (self->counter->state, error))
    return FALSE;
  self->cursor = g_strdup (self->counter->state->cursor);
  jr_counter_state_release (self->counter->state);
  return TRUE;
}

static void
watch_clear (Watch *self)
{
  g_clear_pointer (&self->line, jr_hub_client_free);
  g_clear_pointer (&self->me, jr_actor_unref);
  g_clear_pointer (&self->room, jr_room_unref);
  g_clear_pointer (&self->cursor, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Watch, watch_clear)

static JrCounterExit
run (JrCounter *self, GStrv arguments)
{
  g_auto (Watch)     watch = { .counter = self,
                               .line = jr_hub_client_copy (self->client),
                               .backoff = { .base_ms = RETRY_BASE_MS, .cap_ms = RETRY_CAP_MS } };
  g_autoptr (GError) error = NULL;

  if (arguments[0] != NULL)
    return jr_counter_misuse (self, _ ("“%s” is too much"), arguments[0]);
  if (!start (&watch, &error))
    return jr_counter_fail (self, error);
  return run_until_end (&watch);
}

const JrCounterCommand jr_counter_watch_command = {
  .name = "watch",
  .arguments = "",
  .summary = N_ ("show results and supplement notices as they come"),
  .description =
    N_ ("Goes on until it is stopped, also over broken lines, and begins where the last run ended. "
        "What was shown counts as received. Each result or notice is shown at least once; twice "
        "only when the program was killed in between.\n\n"
        "With --json one object a line: {\"status\":\"result\", \"number\", \"id\", \"item\", "
        "\"item_name\", \"at\", \"outcome\"} or {\"status\":\"notice\", …, \"notice\": "
        "[{\"department\", \"department_name\", \"opinion\", \"missing\"}]}."),
  .options = watch_options,
  .run = run,
};
