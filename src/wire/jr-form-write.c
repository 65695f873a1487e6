/* jr-form-write.c: records to JSON
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is not set is left out, unless the field must be there: an event takes the same few bytes in the log whether or
 * not later versions know more fields. */

#include "jr-form-private.h"

#include "jr-time.h"

#define AT(Type, record, field) (*(Type *) G_STRUCT_MEMBER_P (record, (field)->offset))

guint
jr_form_get_kind_bit (const JrForm *form, gconstpointer record)
{
  if (!form->has_kinds)
    return JR_ALL_KINDS;
  return 1u << *(const guint *) G_STRUCT_MEMBER_P (record, form->kind_offset);
}

static JsonNode *
new_string (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
write_int (gint64 value, gboolean is_required)
{
  return value != 0 || is_required ? json_node_init_int (json_node_alloc (), value) : NULL;
}

static JsonNode *
write_time (JrTime time)
{
  g_autofree char *text = time != 0 ? jr_time_to_string (time) : NULL;

  return text != NULL ? new_string (text) : NULL;
}

static JsonNode *
write_stage (const char *const *departments)
{
  JsonNode  *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; departments[i] != NULL; i++)
    json_array_add_string_element (array, departments[i]);
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
write_element (const JrField *field, gconstpointer element)
{
  if (field->type == JR_FIELD_RECORDS)
    return jr_form_write (field->form, element);
  if (field->type == JR_FIELD_STAGES)
    return write_stage (element);
  return new_string (element);
}

static JsonNode *
write_array (const JrField *field, GPtrArray *elements, gboolean is_required)
{
  JsonNode  *node = NULL;
  JsonArray *array = NULL;

  if (elements->len == 0 && !is_required)
    return NULL;
  array = json_array_sized_new (elements->len);
  for (guint i = 0; i < elements->len; i++)
    json_array_add_element (array, write_element (field, g_ptr_array_index (elements, i)));
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
write_text (const char *text)
{
  return text != NULL && text[0] != '\0' ? new_string (text) : NULL;
}

/* NULL when there is nothing to write. */
static JsonNode *
write_field (const JrField *field, gconstpointer record, gboolean is_required)
{
  switch (field->type)
    {
    case JR_FIELD_LABEL:
    case JR_FIELD_FILE_NAME:
    case JR_FIELD_TEXT:
    case JR_FIELD_SHA256:
    case JR_FIELD_ID:
      return write_text (AT (char *, record, field));
    case JR_FIELD_COUNT:
      return write_int (AT (guint, record, field), is_required);
    case JR_FIELD_INTEGER:
      return write_int (AT (gint64, record, field), is_required);
    case JR_FIELD_TIME:
      return write_time (AT (JrTime, record, field));
    case JR_FIELD_FLAG:
      return AT (gboolean, record, field) ? json_node_init_boolean (json_node_alloc (), TRUE)
                                          : NULL;
    case JR_FIELD_WORD:
      return new_string (field->words->to_string (AT (guint, record, field)));
    case JR_FIELD_RECORD:
      return AT (gpointer, record, field) != NULL
               ? jr_form_write (field->form, AT (gpointer, record, field))
               : NULL;
    case JR_FIELD_RECORDS:
    case JR_FIELD_TEXTS:
    case JR_FIELD_STAGES:
      return write_array (field, AT (GPtrArray *, record, field), is_required);
    }
  g_return_val_if_reached (NULL);
}

/** Returns: (transfer full): never NULL */
JsonNode *
jr_form_write (const JrForm *form, gconstpointer record)
{
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  guint       kind = jr_form_get_kind_bit (form, record);

  for (guint i = 0; i < form->n_fields; i++)
    {
      const JrField *field = &form->fields[i];
      JsonNode      *value = NULL;

      if ((field->kinds & kind) != 0)
        value = write_field (field, record, (field->required & kind) != 0);
      if (value != NULL)
        json_object_set_member (object, field->member, value);
    }
  json_node_take_object (node, object);
  return node;
}
