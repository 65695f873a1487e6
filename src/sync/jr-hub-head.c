/* jr-hub-head.c: what the hub has signed of its log
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only the form is looked at here; whether signature and place are right is for whoever remembers an earlier one. */

#include "jr-hub-client-private.h"

#include "jr-error.h"

static gboolean
read_place (JsonObject *reply, char out_hash[JR_SHA256_HEX_LENGTH + 1], GError **error)
{
  JsonObject *place;
  const char *hash = NULL;

  out_hash[0] = '\0';
  if (!json_object_has_member (reply, "at"))
    return TRUE;
  place = jr_json_read_object (reply, "at", error);
  if (place == NULL || !jr_json_read_string (place, "hash", JR_SHA256_HEX_LENGTH, &hash, error))
    return FALSE;
  g_strlcpy (out_hash, hash, JR_SHA256_HEX_LENGTH + 1);
  return TRUE;
}

gboolean
jr_hub_client_load_head (JrHubClient  *self,
                         gint64        sequence,
                         JrHead       *out_head,
                         char          out_hash[JR_SHA256_HEX_LENGTH + 1],
                         GCancellable *cancellable,
                         GError      **error)
{
  g_autofree char     *path = sequence < 0
                                ? g_strdup ("/v1/head")
                                : g_strdup_printf ("/v1/head?sequence=%" G_GINT64_FORMAT, sequence);
  g_autoptr (JsonNode) reply = NULL;
  g_autoptr (GError)   cause = NULL;

  g_return_val_if_fail (self != NULL && out_head != NULL, FALSE);

  reply =
    jr_hub_client_ask (self, &(JrRequest){ .path = path }, JSON_NODE_OBJECT, cancellable, error);
  if (reply == NULL)
    return FALSE;
  if (!jr_head_read (reply, out_head, &cause) ||
      !read_place (json_node_get_object (reply), out_hash, &cause))
    return jr_hub_client_fail_corrupt ("signed head", cause, error);
  return TRUE;
}

gboolean
jr_hub_client_take_head (JrHubClient *self, JrHead *out_head)
{
  g_return_val_if_fail (self != NULL && out_head != NULL, FALSE);

  if (!self->has_head)
    return FALSE;
  *out_head = self->head;
  self->has_head = FALSE;
  return TRUE;
}
