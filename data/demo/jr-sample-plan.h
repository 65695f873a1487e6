/* jr-sample-plan.h: the sample room as room.json describes it
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "jr-sample-scan.h"

G_BEGIN_DECLS

/**
 * JrSamplePlan: strings are borrowed from @root.
 * @calendar_path: of the hall's calendar, beside the file of the plan
 */
typedef struct
{
  JsonNode   *root;
  char       *calendar_path;
  const char *code;
  const char *name;
  GPtrArray  *departments; /* (element-type JrSampleDepartment) */
  GPtrArray  *users;       /* (element-type JrSampleUser) */
  GPtrArray  *items;       /* (element-type JrSampleItem) */
  JsonArray  *windows;
  JsonObject
    *opinions; /* decision to what is said; "missing": kind of scan to what is wrong with it */
} JrSamplePlan;

typedef struct
{
  const char *code;
  const char *name;
} JrSampleDepartment;

typedef struct
{
  const char *user;
  const char *name;
  const char *role;
  const char *department; /* or NULL */
} JrSampleUser;

typedef struct
{
  const char *code;
  const char *name;
  gboolean    is_required;
  const char *scan; /* word of @kind */
  JrScanKind  kind;
} JrSampleMaterial;

typedef struct
{
  const char *code;
  const char *name;
  const char *reason;    /* why people apply, as they write it */
  GPtrArray  *materials; /* (element-type JrSampleMaterial) */
} JrSampleItem;

JrSamplePlan *jr_sample_plan_load (const char *path, GError **error);
void          jr_sample_plan_free (JrSamplePlan *self);
/* One of the list of words that the plan has under this name. */
const char *jr_sample_plan_pick (JrSamplePlan *self, GRand *rand, const char *list);
const char *jr_sample_plan_pick_opinion (JrSamplePlan *self, GRand *rand, const char *decision);
const char *jr_sample_plan_pick_missing (JrSamplePlan *self, GRand *rand, const char *scan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrSamplePlan, jr_sample_plan_free)

G_END_DECLS
