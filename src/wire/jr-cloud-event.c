/* jr-cloud-event.c: a result, as it goes out to a counter's own system
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The data are a line of the snapshot (cursor, case, masked name), so that a system reads the same form whichever way
 * it learns of a result, and the place in the log that the result has. */

#include "jr-cloud-event.h"

#include "jr-wire.h"

#define SPECIFICATION "1.0"
#define SOURCE "urn:joint-review:room:"
#define TYPE_DECIDED "org.jointreview.case.decided.v1"
#define TYPE_SUPPLEMENT "org.jointreview.case.supplement-requested.v1"

const char *
jr_cloud_event_get_type (const JrCase *state)
{
  g_return_val_if_fail (state != NULL, NULL);

  switch (state->phase)
    {
    case JR_CASE_DELIVERED:
      return TYPE_DECIDED;
    case JR_CASE_AWAITING_SUPPLEMENT:
      return TYPE_SUPPLEMENT;
    case JR_CASE_SUBMITTED:
    case JR_CASE_IN_REVIEW:
    case JR_CASE_DECIDED:
    case JR_CASE_WITHDRAWN:
      break;
    }
  return NULL;
}

static JsonNode *
write_log (const JrCloudEvent *self)
{
  JsonObject *log;

  if (self->head != NULL)
    return jr_head_write (self->head);
  log = json_object_new ();
  json_object_set_int_member (log, "sequence", self->at->sequence);
  json_object_set_string_member (log, "hash", self->hash);
  return json_node_init_object (json_node_alloc (), log);
}

static JsonObject *
write_data (const JrCloudEvent *self, const char *cursor)
{
  JsonObject *data = json_object_new ();

  json_object_set_string_member (data, "cursor", cursor);
  json_object_set_member (data, "case", jr_wire_write_case (self->state));
  if (self->applicant != NULL)
    json_object_set_string_member (data, "applicant", self->applicant);
  json_object_set_member (data, "log", write_log (self));
  return data;
}

char *
jr_cloud_event_to_text (const JrCloudEvent *self)
{
  g_autofree char     *id = NULL;
  g_autofree char     *source = NULL;
  g_autofree char     *time = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject          *event = NULL;

  g_return_val_if_fail (self != NULL && self->at != NULL && self->hash != NULL, NULL);
  g_return_val_if_fail (jr_cloud_event_get_type (self->state) != NULL, NULL);

  id = jr_cursor_to_string (self->at);
  source = g_strconcat (SOURCE, self->at->room, NULL);
  time = jr_time_to_string (self->time);
  event = json_object_new ();
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, event);
  json_object_set_string_member (event, "specversion", SPECIFICATION);
  json_object_set_string_member (event, "id", id);
  json_object_set_string_member (event, "source", source);
  json_object_set_string_member (event, "type", jr_cloud_event_get_type (self->state));
  json_object_set_string_member (event, "subject", self->state->number);
  json_object_set_string_member (event, "time", time);
  json_object_set_string_member (event, "datacontenttype", "application/json");
  json_object_set_object_member (event, "data", write_data (self, id));
  return jr_json_to_canonical (node);
}
