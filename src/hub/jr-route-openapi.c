/* jr-route-openapi.c: /v1/openapi.json
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The interface as it is described in data/api/openapi.json, which is part of the program: what a hub says of itself is
 * always of the same version as what it does. */

#include "jr-routes.h"

#include <gio/gio.h>

#include "jr-hub-resources.h"

#define PATH "/org/jointreview/JointReview/hub/openapi.json"

JrResponse *
jr_route_get_openapi (JrRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
    g_resource_lookup_data (jr_hub_get_resource (), PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  gsize       length = 0;
  const char *text = bytes == NULL ? NULL : g_bytes_get_data (bytes, &length);

  if (text == NULL)
    return jr_response_new_error (error);
  return jr_response_new_json_text (MHD_HTTP_OK, g_strndup (text, length));
}
