/* jr-room.h: the joint-review room and its departments
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-record.h"

G_BEGIN_DECLS

JR_DECLARE_RECORD (JrDepartment, jr_department)
JR_DECLARE_RECORD (JrRoom, jr_room)

struct _JrDepartment
{
  char *code; /* "HR" */
  char *name; /* 人力资源和社会保障 */
};

struct _JrRoom
{
  char      *code; /* "NW" */
  char      *name;
  GPtrArray *departments; /* (element-type JrDepartment), in the order of the dashboard's columns */
};

const JrDepartment *jr_room_find_department (const JrRoom *self, const char *code);

G_END_DECLS
