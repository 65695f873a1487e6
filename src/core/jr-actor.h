/* jr-actor.h: who did something
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-record.h"
#include "jr-role.h"

G_BEGIN_DECLS

JR_DECLARE_RECORD (JrActor, jr_actor)

/** JrActor: an account as events remember it: the staff member's name is official, not personal, data. */
struct _JrActor
{
  char  *user; /* log-in name, stable */
  char  *name; /* as shown: 王敏 */
  JrRole role;
  char  *department; /* code; NULL unless a reviewer */
  char  *window;     /* NULL unless a counter */
};

G_END_DECLS
