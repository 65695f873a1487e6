/* jr-route-head.c: /v1/head
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is answered is the newest signed head, as it may be saved and given to "verify --head". Who has seen an earlier
 * place of the log asks for the hash there along with it, and compares. */

#include "jr-routes.h"

#include "jr-error.h"
#include "jr-hub.h"
#include "jr-log.h"

/* Nothing when the log does not go so far: that it went back is what the asker wants to find out. */
static gboolean
add_place (JrRequest *request, JsonObject *members, gint64 sequence, GError **error)
{
  g_autoptr (GError) cause = NULL;
  JrDatabase        *database = jr_request_get_database (request, error);
  JsonObject        *place;
  char               hash[JR_SHA256_HEX_LENGTH + 1];

  if (database == NULL)
    return FALSE;
  if (!jr_log_find_hash (database, sequence, hash, &cause))
    {
      if (g_error_matches (cause, JR_STORE_ERROR, JR_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  place = json_object_new ();
  json_object_set_int_member (place, "sequence", sequence);
  json_object_set_string_member (place, "hash", hash);
  json_object_set_object_member (members, "at", place);
  return TRUE;
}

JrResponse *
jr_route_get_head (JrRequest *request)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = NULL;
  gint64               sequence = -1;
  JrHead               head;

  if (!jr_request_get_query_int (request, "sequence", 0, G_MAXINT64, &sequence))
    return jr_response_new_problem_for ("invalid", "“sequence” must be a number from 0");
  if (!jr_head_keeper_get (request->hub->heads, &head))
    return jr_response_new_problem_for ("busy", "Nothing is signed of the log yet");
  node = jr_head_write (&head);
  if (sequence >= 0 && !add_place (request, json_node_get_object (node), sequence, &error))
    return jr_response_new_error (error);
  return jr_response_new_json (MHD_HTTP_OK, g_steal_pointer (&node));
}
