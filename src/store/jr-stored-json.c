/* jr-stored-json.c: records in columns, as their canonical JSON
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands in the database went through our own writer, so text that cannot be read means damage, not a wrong input:
 * the error says so and names the place. */

#include "jr-stored-json-private.h"

#include <string.h>

#include "jr-database.h"
#include "jr-error.h"
#include "jr-wire.h"

char *
jr_stored_json_take (JsonNode *node)
{
  g_autoptr (JsonNode) owned = node;
  char                *text = jr_json_to_canonical (owned);

  /* Records hold no fractions, so there is always one. */
  g_assert (text != NULL);
  return text;
}

void
jr_stored_json_blame (const char *what, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (error == NULL || *error == NULL || (*error)->domain == JR_STORE_ERROR)
    return;
  cause = g_steal_pointer (error);
  g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT, "The stored %s is damaged: %s", what,
               cause->message);
}

JsonNode *
jr_stored_json_parse (const char *text, const char *what, GError **error)
{
  JsonNode *node;

  if (text == NULL)
    {
      g_set_error (error, JR_STORE_ERROR, JR_ERROR_CORRUPT, "The stored %s is empty", what);
      return NULL;
    }
  node = jr_json_parse (text, strlen (text), &jr_wire_stored_limits, error);
  if (node == NULL)
    jr_stored_json_blame (what, error);
  return node;
}
