/* jr-counter-outcome.c: the outcome of a case as a file
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stable form for the counter's own system: the outcome, what each department said, who and when, and which file is
 * which paper, with the digests by which the record of the case knows them. */

#include "jr-counter-outcome.h"

#include "jr-counter-notice.h"

static void
set_text (JsonObject *members, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (members, name, text);
}

static void
set_time (JsonObject *members, const char *name, JrTime time)
{
  g_autofree char *text = time == 0 ? NULL : jr_time_to_string (time);

  set_text (members, name, text);
}

static JsonObject *
write_opinion (const JrReview *review, const JrRoom *room)
{
  JsonObject *members = json_object_new ();
  JsonArray  *missing = json_array_new ();

  set_text (members, "department", review->department);
  set_text (members, "department_name", jr_counter_department_name (room, review->department));
  set_text (members, "decision", jr_decision_kind_to_string (review->decision->kind));
  set_text (members, "opinion", review->decision->opinion);
  for (guint i = 0; i < review->decision->missing->len; i++)
    json_array_add_string_element (missing, review->decision->missing->pdata[i]);
  json_object_set_array_member (members, "missing", missing);
  if (review->decision->by != NULL)
    set_text (members, "by", review->decision->by->name);
  set_time (members, "at", review->decision->at);
  return members;
}

static JsonObject *
write_document (const JrResultDocument *result, const char *name)
{
  JsonObject *members = json_object_new ();

  set_text (members, "file", name);
  set_text (members, "name", result->name);
  set_text (members, "sha256", result->stamped == NULL ? result->original : result->stamped);
  set_text (members, "original", result->original);
  json_object_set_boolean_member (members, "stamped", result->stamped != NULL);
  set_text (members, "fault", result->fault);
  return members;
}

/* The last one: a recall takes back those before it. */
static JrTime
find_decided_at (const JrCaseFile *file)
{
  for (guint i = file->events->len; i > 0; i--)
    {
      const JrEvent *event = file->events->pdata[i - 1];

      if (event->kind == JR_EVENT_CASE_DECIDED)
        return event->at;
    }
  return file->state->phase_at;
}

JsonNode *
jr_counter_write_outcome (const JrCaseFile *file, const JrRoom *room, const char *const *names)
{
  const JrCase *state = file->state;
  JsonNode     *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject   *members = json_object_new ();
  JsonArray    *opinions = json_array_new ();
  JsonArray    *documents = json_array_new ();

  json_node_take_object (node, members);
  set_text (members, "number", state->number);
  set_text (members, "id", state->id);
  set_text (members, "item", state->item_code);
  set_text (members, "item_name", state->item_name);
  set_text (members, "outcome", jr_outcome_to_string (state->outcome));
  set_time (members, "decided_at", find_decided_at (file));
  for (guint i = 0; i < state->reviews->len; i++)
    {
      const JrReview *review = state->reviews->pdata[i];

      if (review->decision != NULL)
        json_array_add_object_element (opinions, write_opinion (review, room));
    }
  json_object_set_array_member (members, "opinions", opinions);
  for (guint i = 0; i < state->results->len; i++)
    json_array_add_object_element (documents, write_document (state->results->pdata[i], names[i]));
  json_object_set_array_member (members, "documents", documents);
  return node;
}
