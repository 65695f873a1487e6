/* jr-sample-plan.c: the sample room as room.json describes it
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-sample-plan.h"

#include <gio/gio.h>

#include "jr-error.h"
#include "jr-json.h"

/* The plan is ours, but it is read like any file from outside: whoever makes a room of their own out of a copy is told
 * what is wrong with it. Departments and items are also handed to the hub's own import, which checks the rest. */

static const JrJsonLimits limits = { 1 << 20, 8, 20000, 2000 };

#define WORD_MAXIMUM 500
#define LIST_MAXIMUM 500

typedef gpointer (*ReadFunc) (JsonObject *object, GError **error);

static gpointer
read_department (JsonObject *object, GError **error)
{
  g_autofree JrSampleDepartment *self = g_new0 (JrSampleDepartment, 1);

  if (!jr_json_read_string (object, "code", WORD_MAXIMUM, &self->code, error) ||
      !jr_json_read_string (object, "name", WORD_MAXIMUM, &self->name, error))
    return NULL;
  return g_steal_pointer (&self);
}

static gpointer
read_user (JsonObject *object, GError **error)
{
  g_autofree JrSampleUser *self = g_new0 (JrSampleUser, 1);

  if (!jr_json_read_string (object, "user", WORD_MAXIMUM, &self->user, error) ||
      !jr_json_read_string (object, "name", WORD_MAXIMUM, &self->name, error) ||
      !jr_json_read_string (object, "role", WORD_MAXIMUM, &self->role, error) ||
      !jr_json_read_optional_string (object, "department", WORD_MAXIMUM, &self->department, error))
    return NULL;
  return g_steal_pointer (&self);
}

static gpointer
read_material (JsonObject *object, GError **error)
{
  g_autofree JrSampleMaterial *self = g_new0 (JrSampleMaterial, 1);

  if (!jr_json_read_string (object, "code", WORD_MAXIMUM, &self->code, error) ||
      !jr_json_read_string (object, "name", WORD_MAXIMUM, &self->name, error) ||
      !jr_json_read_optional_boolean (object, "required", &self->is_required, error) ||
      !jr_json_read_string (object, "scan", WORD_MAXIMUM, &self->scan, error))
    return NULL;
  if (!jr_scan_kind_from_string (self->scan, &self->kind))
    {
      g_set_error (error, JR_BASE_ERROR, JR_ERROR_INVALID, "there is no kind of scan “%s”",
                   self->scan);
      return NULL;
    }
  return g_steal_pointer (&self);
}

static GPtrArray *
read_all (JsonObject    *object,
          const char    *member,
          ReadFunc       read,
          GDestroyNotify destroy,
          GError       **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (destroy);
  JsonArray            *array = jr_json_read_array (object, member, LIST_MAXIMUM, error);

  if (array == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *element = jr_json_read_element_object (array, i, member, error);
      gpointer    one = element != NULL ? read (element, error) : NULL;

      if (one == NULL)
        return NULL;
      g_ptr_array_add (all, one);
    }
  return g_steal_pointer (&all);
}

static void
item_free (gpointer data)
{
  JrSampleItem *self = data;

  g_clear_pointer (&self->materials, g_ptr_array_unref);
  g_free (self);
}

static gpointer
read_item (JsonObject *object, GError **error)
{
  JrSampleItem *self = g_new0 (JrSampleItem, 1);

  if (jr_json_read_string (object, "code", WORD_MAXIMUM, &self->code, error) &&
      jr_json_read_string (object, "name", WORD_MAXIMUM, &self->name, error) &&
      jr_json_read_string (object, "reason", WORD_MAXIMUM, &self->reason, error))
    self->materials = read_all (object, "materials", read_material, g_free, error);
  if (self->materials != NULL)
    return self;
  item_free (self);
  return NULL;
}

JrSamplePlan *
jr_sample_plan_load (const char *path, GError **error)
{
  g_autoptr (JrSamplePlan) self = g_new0 (JrSamplePlan, 1);
  g_autofree char         *text = NULL;
  g_autofree char         *folder = g_path_get_dirname (path);
  JsonObject              *object;
  gsize                    length;

  self->calendar_path = g_build_filename (folder, "calendar.json", NULL);
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  self->root = jr_json_parse (text, length, &limits, error);
  if (self->root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (self->root))
    {
      g_set_error (error, JR_BASE_ERROR, JR_ERROR_INVALID, "%s holds no object", path);
      return NULL;
    }
  object = json_node_get_object (self->root);
  if (!jr_json_read_string (object, "code", WORD_MAXIMUM, &self->code, error) ||
      !jr_json_read_string (object, "name", WORD_MAXIMUM, &self->name, error))
    return NULL;
  self->departments = read_all (object, "departments", read_department, g_free, error);
  if (self->departments == NULL)
    return NULL;
  self->users = read_all (object, "users", read_user, g_free, error);
  if (self->users == NULL)
    return NULL;
  self->items = read_all (object, "items", read_item, item_free, error);
  if (self->items == NULL)
    return NULL;
  self->windows = jr_json_read_array (object, "windows", LIST_MAXIMUM, error);
  self->opinions = self->windows != NULL ? jr_json_read_object (object, "opinions", error) : NULL;
  return self->opinions != NULL ? g_steal_pointer (&self) : NULL;
}

void
jr_sample_plan_free (JrSamplePlan *self)
{
  g_clear_pointer (&self->departments, g_ptr_array_unref);
  g_clear_pointer (&self->users, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->root, json_node_unref);
  g_free (self->calendar_path);
  g_free (self);
}

/* An empty word where the plan has none. */
static const char *
pick (JsonObject *object, GRand *rand, const char *list)
{
  JsonArray  *words = jr_json_read_array (object, list, LIST_MAXIMUM, NULL);
  guint       n_words = words != NULL ? json_array_get_length (words) : 0;
  const char *word = NULL;

  if (n_words > 0)
    word = jr_json_read_element_string (words, g_rand_int_range (rand, 0, n_words), WORD_MAXIMUM,
                                        list, NULL);
  return word != NULL ? word : "";
}

const char *
jr_sample_plan_pick (JrSamplePlan *self, GRand *rand, const char *list)
{
  return pick (json_node_get_object (self->root), rand, list);
}

const char *
jr_sample_plan_pick_opinion (JrSamplePlan *self, GRand *rand, const char *decision)
{
  return pick (self->opinions, rand, decision);
}

const char *
jr_sample_plan_pick_missing (JrSamplePlan *self, GRand *rand, const char *scan)
{
  JsonObject *missing = jr_json_read_object (self->opinions, "missing", NULL);

  return missing != NULL ? pick (missing, rand, scan) : "";
}
