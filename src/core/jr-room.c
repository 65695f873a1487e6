/* jr-room.c: the joint-review room and its departments
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-room.h"

static void
copy_department (JrDepartment *self)
{
  self->code = g_strdup (self->code);
  self->name = g_strdup (self->name);
}

static void
clear_department (JrDepartment *self)
{
  g_free (self->code);
  g_free (self->name);
}

JR_DEFINE_RECORD (JrDepartment, jr_department, copy_department, clear_department)

static void
copy_room (JrRoom *self)
{
  self->code = g_strdup (self->code);
  self->name = g_strdup (self->name);
  self->departments = jr_record_array (self->departments, (GDestroyNotify) jr_department_unref);
}

static void
clear_room (JrRoom *self)
{
  g_free (self->code);
  g_free (self->name);
  g_ptr_array_unref (self->departments);
}

JR_DEFINE_RECORD (JrRoom, jr_room, copy_room, clear_room)

/** Returns: (transfer none) (nullable): NULL also for a @code of NULL */
const JrDepartment *
jr_room_find_department (const JrRoom *self, const char *code)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->departments->len; i++)
    {
      const JrDepartment *department = g_ptr_array_index (self->departments, i);

      if (g_strcmp0 (department->code, code) == 0)
        return department;
    }
  return NULL;
}
