/* jr-wire-item.c: the JSON form of service items and of the room
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-form-private.h"
#include "jr-wire.h"

static const JrField material_fields[] = {
  JR_FIELD (JrMaterial, code, LABEL, JR_FIELD_ALWAYS, .maximum = JR_CODE_MAXIMUM),
  JR_FIELD (JrMaterial, name, LABEL, JR_FIELD_ALWAYS, .maximum = JR_NAME_MAXIMUM),
  { .member = "required",
    .type = JR_FIELD_FLAG,
    .offset = G_STRUCT_OFFSET (JrMaterial, is_required),
    JR_FIELD_OPTIONAL },
};

static const JrForm material_form = {
  .what = "material",
  .size = sizeof (JrMaterial),
  .fields = material_fields,
  .n_fields = G_N_ELEMENTS (material_fields),
  .create = JR_FORM_CREATE (jr_material_new),
  .unref = (GDestroyNotify) jr_material_unref,
};

static const JrField item_fields[] = {
  JR_FIELD (JrItem, code, LABEL, JR_FIELD_ALWAYS, .maximum = JR_CODE_MAXIMUM),
  /* Whoever imports an item gives it its version. */
  JR_FIELD (JrItem, version, COUNT, JR_FIELD_OPTIONAL, .maximum = JR_COUNT_MAXIMUM),
  JR_FIELD (JrItem, name, LABEL, JR_FIELD_ALWAYS, .maximum = JR_NAME_MAXIMUM),
  JR_FIELD (JrItem, stages, STAGES, JR_FIELD_ALWAYS, .maximum = JR_STAGES_MAXIMUM),
  JR_FIELD (JrItem,
            materials,
            RECORDS,
            JR_FIELD_OPTIONAL,
            .maximum = JR_MATERIALS_MAXIMUM,
            .form = &material_form),
  JR_FIELD (JrItem, points, TEXTS, JR_FIELD_OPTIONAL, .maximum = JR_POINTS_MAXIMUM),
};

static gboolean
check_item (gconstpointer record, GError **error)
{
  return jr_item_validate (record, error);
}

const JrForm jr_item_form = {
  .what = "item",
  .size = sizeof (JrItem),
  .fields = item_fields,
  .n_fields = G_N_ELEMENTS (item_fields),
  .create = JR_FORM_CREATE (jr_item_new),
  .unref = (GDestroyNotify) jr_item_unref,
  .check = check_item,
};

static const JrField department_fields[] = {
  JR_FIELD (JrDepartment, code, LABEL, JR_FIELD_ALWAYS, .maximum = JR_CODE_MAXIMUM),
  JR_FIELD (JrDepartment, name, LABEL, JR_FIELD_ALWAYS, .maximum = JR_NAME_MAXIMUM),
};

static const JrForm department_form = {
  .what = "department",
  .size = sizeof (JrDepartment),
  .fields = department_fields,
  .n_fields = G_N_ELEMENTS (department_fields),
  .create = JR_FORM_CREATE (jr_department_new),
  .unref = (GDestroyNotify) jr_department_unref,
};

static const JrField room_fields[] = {
  JR_FIELD (JrRoom, code, LABEL, JR_FIELD_ALWAYS, .maximum = JR_CODE_MAXIMUM),
  JR_FIELD (JrRoom, name, LABEL, JR_FIELD_ALWAYS, .maximum = JR_NAME_MAXIMUM),
  JR_FIELD (JrRoom,
            departments,
            RECORDS,
            JR_FIELD_OPTIONAL,
            .maximum = JR_DEPARTMENTS_MAXIMUM,
            .form = &department_form),
};

const JrForm jr_room_form = {
  .what = "room",
  .size = sizeof (JrRoom),
  .fields = room_fields,
  .n_fields = G_N_ELEMENTS (room_fields),
  .create = JR_FORM_CREATE (jr_room_new),
  .unref = (GDestroyNotify) jr_room_unref,
};

JsonNode *
jr_wire_write_item (const JrItem *item)
{
  g_return_val_if_fail (item != NULL, NULL);

  return jr_form_write (&jr_item_form, item);
}

JrItem *
jr_wire_read_item (JsonNode *node, GError **error)
{
  g_return_val_if_fail (node != NULL, NULL);

  return jr_form_read (&jr_item_form, node, error);
}

JsonNode *
jr_wire_write_room (const JrRoom *room)
{
  g_return_val_if_fail (room != NULL, NULL);

  return jr_form_write (&jr_room_form, room);
}

JrRoom *
jr_wire_read_room (JsonNode *node, GError **error)
{
  g_return_val_if_fail (node != NULL, NULL);

  return jr_form_read (&jr_room_form, node, error);
}
