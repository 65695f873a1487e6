/* jr-form-read.c: JSON from outside to records
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Strict about every member it knows, silent about those it does not: a newer hub may say more. Strings are borrowed
 * from the tree until the record copies them; arrays and records read on the way are owned by the draft. */

#include "jr-form-private.h"

#include <string.h>

#include "jr-error.h"
#include "jr-id.h"
#include "jr-json.h"
#include "jr-text.h"
#include "jr-wire.h"

#define PLACE(Type, draft, field) ((Type *) G_STRUCT_MEMBER_P (draft, (field)->offset))

gboolean
jr_form_fail (const char *fault, GError **error)
{
  g_set_error_literal (error, JR_WIRE_ERROR, JR_ERROR_INVALID, fault);
  return FALSE;
}

static gboolean
fail (const char *member, const char *expected, GError **error)
{
  g_set_error (error, JR_WIRE_ERROR, JR_ERROR_INVALID, "“%s” must be %s", member, expected);
  return FALSE;
}

/* The empty string counts as absent. */
static gboolean
is_there (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || json_node_is_null (node))
    return FALSE;
  return !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING ||
         json_node_get_string (node)[0] != '\0';
}

/* What a string must be, in words, or NULL when it is. */
static const char *
get_text_fault (JrFieldType type, const char *text)
{
  if (type == JR_FIELD_SHA256)
    return jr_sha256_is_valid (text) ? NULL : "a SHA-256 in lower-case hexadecimal";
  if (type == JR_FIELD_ID)
    return jr_id_is_valid (text) ? NULL : "a UUID in lower case";
  if (type == JR_FIELD_TEXT)
    return jr_text_is_said (text, G_MAXSIZE) ? NULL : "words without control characters";
  if (!jr_text_is_one_line (text) || !jr_text_is_said (text, G_MAXSIZE))
    return "one line without control characters";
  if (type == JR_FIELD_FILE_NAME &&
      (strchr (text, '/') != NULL || strcmp (text, ".") == 0 || strcmp (text, "..") == 0))
    return "a mere file name";
  return NULL;
}

static gboolean
read_text (JsonObject *object, const JrField *field, gpointer draft, GError **error)
{
  const char *text = NULL;
  const char *fault = NULL;
  gsize       maximum = field->maximum > 0 ? (gsize) field->maximum : JR_SHA256_HEX_LENGTH;

  if (!jr_json_read_string (object, field->member, maximum, &text, error))
    return FALSE;
  fault = get_text_fault (field->type, text);
  if (fault != NULL)
    return fail (field->member, fault, error);
  *PLACE (const char *, draft, field) = text;
  return TRUE;
}

static gboolean
read_count (JsonObject *object, const JrField *field, gpointer draft, GError **error)
{
  gint64 value = 0;

  if (!jr_json_read_int (object, field->member, field->minimum, field->maximum, &value, error))
    return FALSE;
  *PLACE (guint, draft, field) = (guint) value;
  return TRUE;
}

static gboolean
read_word (JsonObject *object, const JrField *field, gpointer draft, GError **error)
{
  const char *word = NULL;

  if (!jr_json_read_string (object, field->member, JR_CODE_MAXIMUM, &word, error))
    return FALSE;
  if (!field->words->from_string (word, PLACE (guint, draft, field)))
    return fail (field->member, "one of the words that are known for it", error);
  return TRUE;
}

static gboolean
read_record (JsonObject *object, const JrField *field, gpointer draft, GError **error)
{
  gpointer record =
    jr_form_read (field->form, json_object_get_member (object, field->member), error);

  *PLACE (gpointer, draft, field) = record;
  return record != NULL;
}

static char *
read_string_element (JsonArray *array, guint i, const JrField *field, gsize maximum, GError **error)
{
  JrFieldType type = field->type == JR_FIELD_STAGES ? JR_FIELD_LABEL : JR_FIELD_TEXT;
  const char *text = jr_json_read_element_string (array, i, maximum, field->member, error);
  const char *fault = text != NULL ? get_text_fault (type, text) : NULL;

  if (fault != NULL)
    return fail (field->member, fault, error), NULL;
  return g_strdup (text);
}

static char **
read_stage (JsonNode *node, const JrField *field, GError **error)
{
  g_autoptr (GStrvBuilder) departments = g_strv_builder_new ();
  JsonArray               *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || json_array_get_length (array) == 0 ||
      json_array_get_length (array) > JR_DEPARTMENTS_MAXIMUM)
    return fail (field->member, "arrays of 1 to 50 department codes", error), NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *code = read_string_element (array, i, field, JR_CODE_MAXIMUM, error);

      if (code == NULL)
        return NULL;
      g_strv_builder_add (departments, code);
    }
  return g_strv_builder_end (departments);
}

static gpointer
read_element (JsonArray *array, guint i, const JrField *field, GError **error)
{
  if (field->type == JR_FIELD_RECORDS)
    return jr_form_read (field->form, json_array_get_element (array, i), error);
  if (field->type == JR_FIELD_STAGES)
    return read_stage (json_array_get_element (array, i), field, error);
  return read_string_element (array, i, field, JR_TEXT_MAXIMUM, error);
}

static GDestroyNotify
get_element_free (const JrField *field)
{
  if (field->type == JR_FIELD_RECORDS)
    return field->form->unref;
  return field->type == JR_FIELD_STAGES ? (GDestroyNotify) g_strfreev : g_free;
}

static gboolean
read_array (JsonObject *object, const JrField *field, gpointer draft, GError **error)
{
  JsonArray *array = jr_json_read_array (object, field->member, (guint) field->maximum, error);
  g_autoptr (GPtrArray) elements = NULL;

  if (array == NULL)
    return FALSE;
  elements = g_ptr_array_new_with_free_func (get_element_free (field));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      gpointer element = read_element (array, i, field, error);

      if (element == NULL)
        return FALSE;
      g_ptr_array_add (elements, element);
    }
  *PLACE (GPtrArray *, draft, field) = g_steal_pointer (&elements);
  return TRUE;
}

static gboolean
read_field (JsonObject *object, const JrField *field, gpointer draft, GError **error)
{
  switch (field->type)
    {
    case JR_FIELD_LABEL:
    case JR_FIELD_FILE_NAME:
    case JR_FIELD_TEXT:
    case JR_FIELD_SHA256:
    case JR_FIELD_ID:
      return read_text (object, field, draft, error);
    case JR_FIELD_COUNT:
      return read_count (object, field, draft, error);
    case JR_FIELD_INTEGER:
      return jr_json_read_int (object, field->member, field->minimum, field->maximum,
                               PLACE (gint64, draft, field), error);
    case JR_FIELD_TIME:
      return jr_json_read_time (object, field->member, PLACE (JrTime, draft, field), error);
    case JR_FIELD_FLAG:
      return jr_json_read_optional_boolean (object, field->member, PLACE (gboolean, draft, field),
                                            error);
    case JR_FIELD_WORD:
      return read_word (object, field, draft, error);
    case JR_FIELD_RECORD:
      return read_record (object, field, draft, error);
    case JR_FIELD_RECORDS:
    case JR_FIELD_TEXTS:
    case JR_FIELD_STAGES:
      return read_array (object, field, draft, error);
    }
  g_return_val_if_reached (FALSE);
}

/* The kind decides which fields count, so it stands first in a form's table. */
static gboolean
read_fields (const JrForm *form, JsonObject *object, gpointer draft, GError **error)
{
  guint kind = JR_ALL_KINDS;

  for (guint i = 0; i < form->n_fields; i++)
    {
      const JrField *field = &form->fields[i];

      if (i > 0)
        kind = jr_form_get_kind_bit (form, draft);
      if ((field->kinds & kind) == 0)
        continue;
      if (!is_there (object, field->member) && (field->required & kind) == 0)
        continue;
      if (!is_there (object, field->member))
        return fail (field->member, "there", error);
      if (!read_field (object, field, draft, error))
        return FALSE;
    }
  return TRUE;
}

static void
release_field (const JrField *field, gpointer draft)
{
  if (field->type == JR_FIELD_RECORD)
    g_clear_pointer (PLACE (gpointer, draft, field), field->form->unref);
  else if (field->type == JR_FIELD_RECORDS || field->type == JR_FIELD_TEXTS ||
           field->type == JR_FIELD_STAGES)
    g_clear_pointer (PLACE (GPtrArray *, draft, field), g_ptr_array_unref);
}

/* The check sees a whole record: no array is NULL. */
static gpointer
create_checked (const JrForm *form, gconstpointer draft, GError **error)
{
  gpointer record = form->create (draft);

  if (form->check != NULL && !form->check (record, error))
    g_clear_pointer (&record, form->unref);
  return record;
}

/** Returns: (transfer full) (nullable) */
gpointer
jr_form_read (const JrForm *form, JsonNode *node, GError **error)
{
  g_autofree char *draft = NULL;
  gpointer         record = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (form->what, "an object", error), NULL;

  draft = g_malloc0 (form->size);
  if (read_fields (form, json_node_get_object (node), draft, error))
    record = create_checked (form, draft, error);
  if (record == NULL)
    g_prefix_error (error, "%s: ", form->what);
  for (guint i = 0; i < form->n_fields; i++)
    release_field (&form->fields[i], draft);
  return record;
}
