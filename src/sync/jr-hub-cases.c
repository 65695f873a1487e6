/* jr-hub-cases.c: the whole of one case
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A case is asked for by its id; who has only its number looks the id up first. */

#include "jr-hub-client-private.h"

#include "jr-error.h"
#include "jr-id.h"

#define EVENTS_MAXIMUM 100000
#define MATCHES_MAXIMUM 1000

static void
jr_case_file_copy (JrCaseFile *self)
{
  self->state = jr_case_ref (self->state);
  if (self->applicant != NULL)
    self->applicant = jr_applicant_ref (self->applicant);
  if (self->item != NULL)
    self->item = jr_item_ref (self->item);
  self->events = jr_record_array (self->events, (GDestroyNotify) jr_event_unref);
}

static void
jr_case_file_clear (JrCaseFile *self)
{
  jr_case_unref (self->state);
  g_clear_pointer (&self->applicant, jr_applicant_unref);
  g_clear_pointer (&self->item, jr_item_unref);
  g_ptr_array_unref (self->events);
}

JR_DEFINE_RECORD (JrCaseFile, jr_case_file, jr_case_file_copy, jr_case_file_clear)

/* NULL without an error when the member is absent. */
static JsonNode *
find_member (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node == NULL || json_node_is_null (node) ? NULL : node;
}

static JrCase *
read_state (JsonObject *object, GError **error)
{
  if (jr_json_read_object (object, "case", error) == NULL)
    return NULL;
  return jr_wire_read_case (json_object_get_member (object, "case"), error);
}

static GPtrArray *
read_events (JsonObject *reply, GError **error)
{
  JsonArray            *array = jr_json_read_array (reply, "events", EVENTS_MAXIMUM, error);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_event_unref);

  if (array == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JrEvent *event = jr_wire_read_event (json_array_get_element (array, i), error);

      if (event == NULL)
        return NULL;
      g_ptr_array_add (events, event);
    }
  return g_steal_pointer (&events);
}

static JrCaseFile *
read_case_file (JsonObject *reply, GError **error)
{
  g_autoptr (JrCase)      state = read_state (reply, error);
  g_autoptr (GPtrArray)   events = state == NULL ? NULL : read_events (reply, error);
  g_autoptr (JrApplicant) applicant = NULL;
  g_autoptr (JrItem)      item = NULL;
  gboolean                is_masked = FALSE;
  JsonNode               *node;

  if (events == NULL || !jr_json_read_optional_boolean (reply, "masked", &is_masked, error))
    return NULL;
  node = find_member (reply, "applicant");
  if (node != NULL && (applicant = jr_wire_read_applicant (node, error)) == NULL)
    return NULL;
  node = find_member (reply, "item");
  if (node != NULL && (item = jr_wire_read_item (node, error)) == NULL)
    return NULL;
  return jr_case_file_new (&(JrCaseFile){ .state = state,
                                          .applicant = applicant,
                                          .is_masked = is_masked,
                                          .events = events,
                                          .item = item });
}

static char *
read_first_id (JsonObject *reply, const char *number, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (JrCase) state = NULL;
  JsonArray         *matches = jr_json_read_array (reply, "cases", MATCHES_MAXIMUM, &cause);
  JsonObject        *match = NULL;

  if (matches != NULL && json_array_get_length (matches) == 0)
    {
      g_set_error (error, JR_SYNC_ERROR, JR_ERROR_NOT_FOUND, "There is no case %s", number);
      return NULL;
    }
  if (matches != NULL)
    match = jr_json_read_element_object (matches, 0, "cases", &cause);
  if (match != NULL)
    state = read_state (match, &cause);
  if (state == NULL)
    return jr_hub_client_fail_corrupt ("list of cases", cause, error), NULL;
  return g_strdup (state->id);
}

static char *
find_id (JrHubClient *self, const char *number, GCancellable *cancellable, GError **error)
{
  g_autofree char     *escaped = g_uri_escape_string (number, NULL, FALSE);
  g_autofree char     *path = g_strconcat ("/v1/cases?number=", escaped, NULL);
  g_autoptr (JsonNode) reply =
    jr_hub_client_ask (self, &(JrRequest){ .path = path }, JSON_NODE_OBJECT, cancellable, error);

  return reply == NULL ? NULL : read_first_id (json_node_get_object (reply), number, error);
}

JrCaseFile *
jr_hub_client_load_case (JrHubClient  *self,
                         const char   *id_or_number,
                         GCancellable *cancellable,
                         GError      **error)
{
  g_autofree char     *id = NULL;
  g_autofree char     *path = NULL;
  g_autoptr (JsonNode) reply = NULL;
  g_autoptr (GError)   cause = NULL;
  JrCaseFile          *file;

  g_return_val_if_fail (self != NULL && id_or_number != NULL, NULL);

  id = jr_id_is_valid (id_or_number) ? g_strdup (id_or_number)
                                     : find_id (self, id_or_number, cancellable, error);
  if (id == NULL)
    return NULL;
  path = g_strconcat ("/v1/cases/", id, NULL);
  reply =
    jr_hub_client_ask (self, &(JrRequest){ .path = path }, JSON_NODE_OBJECT, cancellable, error);
  if (reply == NULL)
    return NULL;
  file = read_case_file (json_node_get_object (reply), &cause);
  if (file == NULL)
    jr_hub_client_fail_corrupt ("case", cause, error);
  return file;
}
