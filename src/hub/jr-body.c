/* jr-body.c: JSON in the body of a request
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-body.h"

#include <string.h>

#include "jr-error.h"

#define JSON_TYPE "application/json"

/* A client that says nothing is taken at its word that it speaks JSON. */
static gboolean
is_json (JrRequest *request)
{
  const char      *header = jr_request_get_header (request, MHD_HTTP_HEADER_CONTENT_TYPE);
  g_autofree char *type = header == NULL ? NULL : g_strndup (header, strcspn (header, ";"));

  return type == NULL || g_ascii_strcasecmp (g_strstrip (type), JSON_TYPE) == 0;
}

static const char *
get_word (const GError *error)
{
  if (g_error_matches (error, JR_BASE_ERROR, JR_ERROR_TOO_LARGE))
    return "too-large";
  return g_error_matches (error, JR_BASE_ERROR, JR_ERROR_TOO_DEEP) ? "too-deep" : "not-json";
}

JsonNode *
jr_body_parse (JrRequest *request, const JrJsonLimits *limits, JrResponse **out_response)
{
  g_autoptr (GError) error = NULL;
  gsize              length = 0;
  const char        *text = g_bytes_get_data (request->body, &length);
  JsonNode          *node;

  if (!is_json (request))
    {
      *out_response = jr_response_new_problem_for ("unsupported-media-type", "JSON is wanted");
      return NULL;
    }
  node = jr_json_parse (text == NULL ? "" : text, length, limits, &error);
  if (node == NULL)
    *out_response = jr_response_new_problem_for (get_word (error), error->message);
  return node;
}
