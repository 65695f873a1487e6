/* jr-administration-table.h: what was done to a room from the server's own command line
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-database.h"
#include "jr-time.h"

G_BEGIN_DECLS

/**
 * JrAdministrativeAct:
 * @number: rises; set by the table
 * @done_by: the user of the machine
 * @act: the words of the command, such as "user disable"
 * @subject: whom or what it was done to
 * @detail: (nullable)
 */
typedef struct
{
  gint64 number;
  JrTime at;
  char  *done_by;
  char  *act;
  char  *subject;
  char  *detail;
} JrAdministrativeAct;

void jr_administrative_act_free (JrAdministrativeAct *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrAdministrativeAct, jr_administrative_act_free)

/* In the transaction of what was done. */
gboolean
jr_administration_table_add (JrDatabase *database, const JrAdministrativeAct *act, GError **error);
/* (element-type JrAdministrativeAct): those behind @after, in their order. */
GPtrArray *
jr_administration_table_list (JrDatabase *database, gint64 after, guint limit, GError **error);

G_END_DECLS
