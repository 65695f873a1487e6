/* jr-hub-commands.c: sending commands
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Always as an array, also a single one: the answers of a batch hold their problems inside, so that a refusal is an
 * answer and an error is the lack of one, and the two are never mixed up. */

#include "jr-hub-client-private.h"

#include "jr-error.h"

/* What the hub takes in one request. */
#define BATCH_MAXIMUM 200

static JsonNode *
write_batch (GPtrArray *commands, guint first, guint length)
{
  JsonNode  *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (node, array);
  for (guint i = first; i < first + length; i++)
    json_array_add_element (array, jr_wire_write_command (commands->pdata[i]));
  return node;
}

static gboolean
take_answer (GPtrArray *answers, JsonNode *node, const JrCommand *command, GError **error)
{
  JrAnswer *answer = jr_answer_read (node, error);

  if (answer == NULL)
    return FALSE;
  g_ptr_array_add (answers, answer);
  if (answer->number == command->number)
    return TRUE;
  g_set_error (error, JR_SYNC_ERROR, JR_ERROR_CORRUPT,
               "command %" G_GUINT64_FORMAT " got the answer of %" G_GUINT64_FORMAT,
               command->number, answer->number);
  return FALSE;
}

static gboolean
take_answers (GPtrArray *answers,
              JsonArray *array,
              GPtrArray *commands,
              guint      first,
              guint      length,
              GError   **error)
{
  if (json_array_get_length (array) != length)
    {
      g_set_error (error, JR_SYNC_ERROR, JR_ERROR_CORRUPT, "%u commands got %u answers", length,
                   json_array_get_length (array));
      return FALSE;
    }
  for (guint i = 0; i < length; i++)
    if (!take_answer (answers, json_array_get_element (array, i), commands->pdata[first + i],
                      error))
      return FALSE;
  return TRUE;
}

static gboolean
send_batch (JrHubClient  *self,
            GPtrArray    *commands,
            guint         first,
            GPtrArray    *answers,
            GCancellable *cancellable,
            GError      **error)
{
  guint                length = MIN (commands->len - first, BATCH_MAXIMUM);
  g_autoptr (JsonNode) batch = write_batch (commands, first, length);
  g_autoptr (GBytes)   body = jr_hub_client_write_body (batch);
  g_autoptr (JsonNode) reply = NULL;
  g_autoptr (GError)   cause = NULL;

  reply =
    jr_hub_client_ask (self, &(JrRequest){ .method = "POST", .path = "/v1/commands", .json = body },
                       JSON_NODE_ARRAY, cancellable, error);
  if (reply == NULL)
    return FALSE;
  return take_answers (answers, json_node_get_array (reply), commands, first, length, &cause) ||
         jr_hub_client_fail_corrupt ("answer", cause, error);
}

GPtrArray *
jr_hub_client_send (JrHubClient  *self,
                    GPtrArray    *commands,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autoptr (GPtrArray) answers = NULL;

  g_return_val_if_fail (self != NULL && commands != NULL, NULL);

  answers = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_answer_unref);
  for (guint first = 0; first < commands->len; first += BATCH_MAXIMUM)
    if (!send_batch (self, commands, first, answers, cancellable, error))
      return NULL;
  return g_steal_pointer (&answers);
}
