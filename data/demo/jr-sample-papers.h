/* jr-sample-papers.h: invented applicants and the scans of their papers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-sample-plan.h"

G_BEGIN_DECLS

/** JrSamplePerson: an applicant. Owned strings. */
typedef struct
{
  guint       serial;
  const char *sex;
  const char *committee;
  char       *name;
  char       *id_number;
  char       *birthday;
  char       *phone;
  char       *address;
  char       *shop;
} JrSamplePerson;

JrSamplePerson *jr_sample_person_new (JrSamplePlan *plan, GRand *rand, guint serial);
void            jr_sample_person_free (JrSamplePerson *self);

/** JrSampleScan: a paper to be scanned; papers of @person that say nothing of the item are shared by their cases. */
typedef struct
{
  char                 *path;
  JrScanKind            kind;
  const JrSamplePerson *person;
  const JrSampleItem   *item;
} JrSampleScan;

void jr_sample_scan_free (JrSampleScan *self);

/** JrSamplePapers: gathers the scans that are needed, then makes those that are not there yet, on all processors. */
typedef struct
{
  char       *folder;
  GHashTable *scans; /* path to (owned) JrSampleScan */
} JrSamplePapers;

JrSamplePapers *jr_sample_papers_new (const char *folder);
void            jr_sample_papers_free (JrSamplePapers *self);
/* The path of a scan that will be there after jr_sample_papers_make(). @round: 0, or that of the supplement for which
 * it is scanned again. */
const char *jr_sample_papers_want (JrSamplePapers         *self,
                                   const JrSamplePerson   *person,
                                   const JrSampleItem     *item,
                                   const JrSampleMaterial *material,
                                   guint                   round);
gboolean    jr_sample_papers_make (JrSamplePapers *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrSamplePerson, jr_sample_person_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrSampleScan, jr_sample_scan_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrSamplePapers, jr_sample_papers_free)

G_END_DECLS
