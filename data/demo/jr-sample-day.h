/* jr-sample-day.h: what happens in the sample room: cases come in, departments decide
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-sample-actor.h"
#include "jr-sample-papers.h"

G_BEGIN_DECLS

/** JrSampleCase: a case that may still move. */
typedef struct
{
  char *id;
  const JrSamplePerson
    *person; /* NULL in a room that was taken up again: then nobody brings supplements */
  const JrSampleItem *item;
} JrSampleCase;

/** JrSampleDay: borrows plan, reviewers and windows. */
typedef struct
{
  JrSamplePlan   *plan;
  GPtrArray      *reviewers; /* (element-type JrSampleActor) */
  GPtrArray      *windows;   /* (element-type JrSampleActor) */
  GRand          *rand;
  JrSamplePapers *papers;
  GPtrArray      *people; /* (element-type JrSamplePerson) */
  GPtrArray      *open;   /* (element-type JrSampleCase) */
  guint           n_submitted;
} JrSampleDay;

JrSampleDay *jr_sample_day_new (JrSamplePlan *plan,
                                GPtrArray    *reviewers,
                                GPtrArray    *windows,
                                const char   *scans_folder,
                                guint32       seed);
void         jr_sample_day_free (JrSampleDay *self);

/* A morning's work: cases in every state a case can be in. */
gboolean jr_sample_day_fill (JrSampleDay *self, guint n_cases, GError **error);
/* Takes up the open cases of a room that was filled before. */
gboolean jr_sample_day_take_up (JrSampleDay *self, GError **error);
/* One thing more happens: a new case, a claim, a decision of somebody but the first reviewer, whose desk it is. */
gboolean jr_sample_day_go_on (JrSampleDay *self, GError **error);

/* The single steps; in jr-sample-steps.c. */
gpointer jr_sample_day_pick (JrSampleDay *self, GPtrArray *array);
JrCase  *jr_sample_day_load_case (JrSampleDay *self, const char *id, GError **error);
/* Wants the papers of somebody new, or of one of the @n_people there are; made and handed in later. */
JrSampleCase *jr_sample_day_apply (JrSampleDay *self, guint n_people);
gboolean      jr_sample_day_submit (JrSampleDay *self, const JrSampleCase *wanted, GError **error);
/* (transfer none) (nullable): the next review that a colleague can take, or has taken and can decide. */
const JrReview *
jr_sample_day_find_review (JrSampleDay *self, const JrCase *current, gboolean may_be_claimed);
gboolean jr_sample_day_claim (JrSampleDay    *self,
                              const JrCase   *current,
                              const JrReview *review,
                              GError        **error);
gboolean jr_sample_day_decide (JrSampleDay    *self,
                               const JrCase   *current,
                               const JrReview *review,
                               JrDecisionKind  kind,
                               GError        **error);
/* The window has the result, or the notice. */
gboolean jr_sample_day_receive (JrSampleDay *self, const JrCase *current, GError **error);
/* The applicant comes back with the form filled in again. */
gboolean jr_sample_day_supplement (JrSampleDay        *self,
                                   const JrSampleCase *wanted,
                                   const JrCase       *current,
                                   GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrSampleDay, jr_sample_day_free)

G_END_DECLS
