/* jr-item.h: a service item: what can be applied for, and who must look at it
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-record.h"

G_BEGIN_DECLS

JR_DECLARE_RECORD (JrMaterial, jr_material)
JR_DECLARE_RECORD (JrItem, jr_item)

/** JrMaterial: one thing the applicant must bring. */
struct _JrMaterial
{
  char    *code;
  char    *name;
  gboolean is_required;
};

/**
 * JrItem:
 *
 * A case keeps the version under which it was accepted. Stages run in series, the departments of a stage in parallel;
 * a department appears at most once in an item.
 */
struct _JrItem
{
  char      *code;
  guint      version;
  char      *name;
  GPtrArray *stages;    /* (element-type GStrv) department codes; each stage has at least one */
  GPtrArray *materials; /* (element-type JrMaterial) */
  GPtrArray *points;    /* (element-type utf8) points to check, 审查要点 */
};

/* Says what is wrong with an item from outside: no stage, empty stage, a department twice, too long a name … */
gboolean jr_item_validate (const JrItem *self, GError **error);

G_END_DECLS
