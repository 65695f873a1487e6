/* jr-counter-status.c: the command status: where a case stands
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For a program the case is given as the hub gives it; for a person in words, with what each department has done and,
 * once it has gone out, what is still missing. */

#include "jr-counter.h"

#include <glib/gi18n.h>

#include "jr-counter-notice.h"
#include "jr-counter-report.h"
#include "jr-counter-words.h"
#include "jr-wire.h"

static gboolean
say_case_json (const JrCase *state)
{
  JsonNode   *report = json_node_new (JSON_NODE_OBJECT);
  JsonObject *members = json_object_new ();

  json_node_take_object (report, members);
  json_object_set_string_member (members, "status", "ok");
  json_object_set_member (members, "case", jr_wire_write_case (state));
  return jr_counter_say_json (report);
}

static gboolean
say_review (const JrRoom *room, const JrReview *review)
{
  const char *name = jr_counter_department_name (room, review->department);

  if (review->phase == JR_REVIEW_CLAIMED)
    return jr_counter_say ("  %s: %s (%s)", name, jr_counter_review_words (review),
                           review->claimed_by->name);
  if (review->phase == JR_REVIEW_DECIDED && review->decision->opinion != NULL)
    return jr_counter_say ("  %s: %s: %s", name, jr_counter_review_words (review),
                           review->decision->opinion);
  return jr_counter_say ("  %s: %s", name, jr_counter_review_words (review));
}

static gboolean
say_head (const JrCase *state)
{
  g_autofree char *submitted = jr_counter_time_words (state->submitted_at);
  g_autofree char *since = jr_counter_time_words (state->phase_at);
  const char      *words = state->phase == JR_CASE_DELIVERED || state->phase == JR_CASE_DECIDED
                             ? jr_counter_outcome_words (state->outcome)
                             : NULL;

  return jr_counter_say ("%s  %s", state->number, state->item_name) &&
         jr_counter_say (_ ("submitted %s"), submitted) &&
         jr_counter_say ("%s%s%s (%s)", jr_counter_phase_words (state->phase),
                         words == NULL ? "" : ": ", words == NULL ? "" : words, since);
}

static gboolean
say_case (const JrCase *state, const JrRoom *room)
{
  gboolean is_out = say_head (state);

  for (guint i = 0; i < state->reviews->len && is_out; i++)
    is_out = say_review (room, state->reviews->pdata[i]);
  if (is_out && jr_counter_has_notice (state))
    {
      g_autofree char *notice = jr_counter_write_notice (state, room);

      is_out = jr_counter_say ("%s", notice);
    }
  return is_out;
}

static JrCounterExit
run (JrCounter *self, GStrv arguments)
{
  g_autoptr (JrCaseFile) file = NULL;
  g_autoptr (JrActor)    me = NULL;
  g_autoptr (JrRoom)     room = NULL;
  g_autoptr (GError)     error = NULL;
  JrCounterExit          status;

  if (arguments[0] == NULL || arguments[1] != NULL)
    return jr_counter_misuse (self, _ ("the number of one case is needed"));
  status = jr_counter_load (self, arguments[0], &file);
  if (status != JR_COUNTER_DONE)
    return status;
  if (self->is_json)
    return jr_counter_told (self, say_case_json (file->state));
  if (!jr_hub_client_load_me (self->client, &me, &room, NULL, &error))
    return jr_counter_fail (self, error);
  return jr_counter_told (self, say_case (file->state, room));
}

const JrCounterCommand jr_counter_status_command = {
  .name = "status",
  .arguments = N_ ("NUMBER"),
  .summary = N_ ("show where a case stands"),
  .description = N_ ("With --json: {\"status\":\"ok\", \"case\"}, the case as in the hub's "
                     "interface."),
  .run = run,
};
