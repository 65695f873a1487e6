/* jr-item.c: a service item: what can be applied for, and who must look at it
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-item.h"

#include "jr-error.h"
#include "jr-limits.h"
#include "jr-reducer.h"
#include "jr-text.h"

static void
copy_material (JrMaterial *self)
{
  self->code = g_strdup (self->code);
  self->name = g_strdup (self->name);
}

static void
clear_material (JrMaterial *self)
{
  g_free (self->code);
  g_free (self->name);
}

JR_DEFINE_RECORD (JrMaterial, jr_material, copy_material, clear_material)

static void
copy_item (JrItem *self)
{
  self->code = g_strdup (self->code);
  self->name = g_strdup (self->name);
  self->stages = jr_record_array (self->stages, (GDestroyNotify) g_strfreev);
  self->materials = jr_record_array (self->materials, (GDestroyNotify) jr_material_unref);
  self->points = jr_record_array (self->points, g_free);
}

static void
clear_item (JrItem *self)
{
  g_free (self->code);
  g_free (self->name);
  g_ptr_array_unref (self->stages);
  g_ptr_array_unref (self->materials);
  g_ptr_array_unref (self->points);
}

JR_DEFINE_RECORD (JrItem, jr_item, copy_item, clear_item)

static gboolean
fail (const JrItem *self, GError **error, const char *fault, const char *which)
{
  g_set_error (error, JR_CORE_ERROR, JR_ERROR_INVALID, "Item “%s”: %s%s%s",
               self->code != NULL ? self->code : "", fault, which != NULL ? ": " : "",
               which != NULL ? which : "");
  return FALSE;
}

static gboolean
is_label (const char *text, gsize max_length)
{
  return jr_text_is_one_line (text) && jr_text_is_said (text, max_length);
}

/* @seen: (element-type utf8 utf8): the departments so far. */
static gboolean
validate_stage (const JrItem *self, const char *const *stage, GHashTable *seen, GError **error)
{
  if (stage[0] == NULL)
    return fail (self, error, "a stage has no department", NULL);
  for (guint i = 0; stage[i] != NULL; i++)
    {
      if (!is_label (stage[i], JR_CODE_MAXIMUM))
        return fail (self, error, "a department code is empty, too long or odd", NULL);
      if (!g_hash_table_add (seen, (gpointer) stage[i]))
        return fail (self, error, "a department is there twice", stage[i]);
    }
  return TRUE;
}

static gboolean
validate_stages (const JrItem *self, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (self->stages->len == 0)
    return fail (self, error, "there is no stage", NULL);
  if (self->stages->len > JR_STAGES_MAXIMUM)
    return fail (self, error, "there are too many stages", NULL);
  for (guint i = 0; i < self->stages->len; i++)
    if (!validate_stage (self, g_ptr_array_index (self->stages, i), seen, error))
      return FALSE;
  if (g_hash_table_size (seen) > JR_DEPARTMENTS_MAXIMUM)
    return fail (self, error, "there are too many departments", NULL);
  return TRUE;
}

static gboolean
validate_materials (const JrItem *self, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (self->materials->len > JR_MATERIALS_MAXIMUM)
    return fail (self, error, "there are too many materials", NULL);
  for (guint i = 0; i < self->materials->len; i++)
    {
      const JrMaterial *material = g_ptr_array_index (self->materials, i);

      if (!is_label (material->code, JR_CODE_MAXIMUM))
        return fail (self, error, "a material's code is empty, too long or odd", NULL);
      if (!is_label (material->name, JR_NAME_MAXIMUM))
        return fail (self, error, "a material's name is empty, too long or odd", material->code);
      if (!g_hash_table_add (seen, material->code))
        return fail (self, error, "a material is there twice", material->code);
    }
  return TRUE;
}

static gboolean
validate_points (const JrItem *self, GError **error)
{
  if (self->points->len > JR_POINTS_MAXIMUM)
    return fail (self, error, "there are too many points to check", NULL);
  for (guint i = 0; i < self->points->len; i++)
    if (!jr_text_is_said (g_ptr_array_index (self->points, i), JR_TEXT_MAXIMUM))
      return fail (self, error, "a point to check is empty, too long or odd", NULL);
  return TRUE;
}

gboolean
jr_item_validate (const JrItem *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!is_label (self->code, JR_CODE_MAXIMUM))
    return fail (self, error, "the code is empty, too long or odd", NULL);
  if (!is_label (self->name, JR_NAME_MAXIMUM))
    return fail (self, error, "the name is empty, too long or odd", NULL);
  return validate_stages (self, error) && validate_materials (self, error) &&
         validate_points (self, error);
}
