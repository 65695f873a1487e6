/* jr-hub-session.c: logging in and out, and what the room is like
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Short questions with a short answer. A session's token is kept in the client on success, so that the next call is
 * already made with it. */

#include "jr-hub-client-private.h"

#include "jr-error.h"

#define TOKEN_MAXIMUM_LENGTH 200
#define ITEMS_MAXIMUM 20000

gboolean
jr_hub_client_log_in (JrHubClient  *self,
                      const char   *user,
                      const char   *password,
                      const char   *new_password,
                      GCancellable *cancellable,
                      GError      **error)
{
  g_autoptr (JsonNode) question = json_node_new (JSON_NODE_OBJECT);
  JsonObject          *members = json_object_new ();
  g_autoptr (GBytes)   body = NULL;
  g_autoptr (JsonNode) reply = NULL;
  g_autoptr (GError)   cause = NULL;
  const char          *token = NULL;

  g_return_val_if_fail (self != NULL && user != NULL && password != NULL, FALSE);

  json_node_take_object (question, members);
  json_object_set_string_member (members, "user", user);
  json_object_set_string_member (members, "password", password);
  if (new_password != NULL)
    json_object_set_string_member (members, "new_password", new_password);
  body = jr_hub_client_write_body (question);

  jr_hub_client_set_secret (self, NULL);
  reply =
    jr_hub_client_ask (self, &(JrRequest){ .method = "POST", .path = "/v1/session", .json = body },
                       JSON_NODE_OBJECT, cancellable, error);
  if (reply == NULL)
    return FALSE;
  if (!jr_json_read_string (json_node_get_object (reply), "token", TOKEN_MAXIMUM_LENGTH, &token,
                            &cause))
    return jr_hub_client_fail_corrupt ("answer", cause, error);
  jr_hub_client_set_secret (self, token);
  return TRUE;
}

static gboolean
end_session (JrHubClient *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_auto (JrExchange) exchange = JR_EXCHANGE_INIT;

  if (!jr_exchange_begin (&exchange, self, &(JrRequest){ .method = "DELETE", .path = path },
                          cancellable, error) ||
      !jr_exchange_check (&exchange, error))
    return FALSE;
  jr_hub_client_set_secret (self, NULL);
  return TRUE;
}

gboolean
jr_hub_client_log_out (JrHubClient *self, GCancellable *cancellable, GError **error)
{
  static const JrHubLimits limits = { .connect = 3000, .response = 3000, .silence = 3000 };

  g_return_val_if_fail (self != NULL, FALSE);

  /* Whoever goes does not wait. */
  jr_hub_client_set_limits (self, &limits);
  return end_session (self, "/v1/session", cancellable, error);
}

gboolean
jr_hub_client_log_out_everywhere (JrHubClient *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return end_session (self, "/v1/session?all=true", cancellable, error);
}

/* A member of an object as a node, for the readers of the wire. */
static JsonNode *
get_node (JsonObject *object, const char *member, GError **error)
{
  return jr_json_read_object (object, member, error) == NULL
           ? NULL
           : json_object_get_member (object, member);
}

gboolean
jr_hub_client_load_me (JrHubClient  *self,
                       JrActor     **out_me,
                       JrRoom      **out_room,
                       GCancellable *cancellable,
                       GError      **error)
{
  g_autoptr (JsonNode) reply = NULL;
  g_autoptr (GError)   cause = NULL;
  g_autoptr (JrActor)  me = NULL;
  g_autoptr (JrRoom)   room = NULL;
  JsonNode            *node;

  g_return_val_if_fail (self != NULL, FALSE);

  reply = jr_hub_client_ask (self, &(JrRequest){ .path = "/v1/me" }, JSON_NODE_OBJECT, cancellable,
                             error);
  if (reply == NULL)
    return FALSE;
  node = get_node (json_node_get_object (reply), "me", &cause);
  if (node != NULL)
    me = jr_wire_read_actor (node, &cause);
  if (me != NULL)
    node = get_node (json_node_get_object (reply), "room", &cause);
  if (me != NULL && node != NULL)
    room = jr_wire_read_room (node, &cause);
  if (room == NULL)
    return jr_hub_client_fail_corrupt ("answer", cause, error);
  *out_me = g_steal_pointer (&me);
  *out_room = g_steal_pointer (&room);
  return TRUE;
}

static GPtrArray *
read_items (JsonObject *reply, GError **error)
{
  JsonArray            *array = jr_json_read_array (reply, "items", ITEMS_MAXIMUM, error);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_item_unref);

  if (array == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JrItem *item = jr_wire_read_item (json_array_get_element (array, i), error);

      if (item == NULL)
        return NULL;
      g_ptr_array_add (items, item);
    }
  return g_steal_pointer (&items);
}

GPtrArray *
jr_hub_client_load_items (JrHubClient *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode)  reply = NULL;
  g_autoptr (GError)    cause = NULL;
  g_autoptr (GPtrArray) items = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  reply = jr_hub_client_ask (self, &(JrRequest){ .path = "/v1/items" }, JSON_NODE_OBJECT,
                             cancellable, error);
  if (reply == NULL)
    return NULL;
  items = read_items (json_node_get_object (reply), &cause);
  if (items == NULL)
    return jr_hub_client_fail_corrupt ("list of items", cause, error), NULL;
  return g_steal_pointer (&items);
}
