/* jr-case-stats.h: how much there is to do, in numbers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-database.h"
#include "jr-time.h"

G_BEGIN_DECLS

/* Concluded cases whose time is looked at, the newest of the day. */
#define JR_CASE_STATS_TIMED_MAXIMUM 500

/** JrQueue: reviews that can be worked on now, of a department or of the person who has claimed them. */
typedef struct
{
  char  *name;
  gint64 reviews;
  gint64 claimed;
  JrTime oldest; /* when the case was submitted that waits longest */
} JrQueue;

/**
 * JrCaseStats:
 * @pending: not concluded: in review, @awaiting a supplement, or @decided and not yet told to the counter
 * @oldest: when the oldest of them was submitted; 0 when there is none
 * @submitted, @concluded (delivered or withdrawn): of the cases submitted since the begin that was asked for
 * @n_timed: concluded ones, not withdrawn, whose way from submission to delivery was looked at; @mean and @median of those
 * @departments, @claims: (element-type JrQueue) in the order of their names
 */
typedef struct
{
  gint64     pending;
  gint64     awaiting;
  gint64     decided;
  JrTime     oldest;
  gint64     submitted;
  gint64     concluded;
  guint      n_timed;
  JrTime     mean;
  JrTime     median;
  GPtrArray *departments;
  GPtrArray *claims;
} JrCaseStats;

void jr_case_stats_clear (JrCaseStats *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JrCaseStats, jr_case_stats_clear)

/* Looks at the cases that are pending and at those submitted since @since, and at no others. In the
 * caller's transaction, so that the numbers fit each other. @out_stats is empty before. */
gboolean
jr_case_stats_load (JrDatabase *database, JrTime since, JrCaseStats *out_stats, GError **error);

G_END_DECLS
