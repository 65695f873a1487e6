/* jr-route-items.c: /v1/items
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-routes.h"

#include "jr-item-table.h"
#include "jr-wire.h"

JrResponse *
jr_route_get_items (JrRequest *request)
{
  g_autoptr (GError)    error = NULL;
  JrDatabase           *database = jr_request_get_database (request, &error);
  g_autoptr (GPtrArray) items = database == NULL ? NULL : jr_item_table_load_all (database, &error);
  JsonObject           *members;
  JsonArray            *array;

  if (items == NULL)
    return jr_response_new_error (error);
  members = json_object_new ();
  array = json_array_sized_new (items->len);
  json_object_set_array_member (members, "items", array);
  for (guint i = 0; i < items->len; i++)
    json_array_add_element (array, jr_wire_write_item (items->pdata[i]));
  return jr_response_new_object (MHD_HTTP_OK, members);
}
