/* jr-case.h: one application and where it stands
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-document.h"
#include "jr-limits.h"
#include "jr-result.h"
#include "jr-review.h"

G_BEGIN_DECLS

typedef enum
{
  JR_CASE_SUBMITTED, /* only between the first two events of a case */
  JR_CASE_IN_REVIEW,
  JR_CASE_AWAITING_SUPPLEMENT,
  JR_CASE_DECIDED,   /* outcome set, recall still possible */
  JR_CASE_DELIVERED, /* concluded (办结): the outcome stands and has been pushed */
  JR_CASE_WITHDRAWN,
} JrCasePhase;

#define JR_N_CASE_PHASES 6

const char *jr_case_phase_to_string (JrCasePhase phase);
gboolean    jr_case_phase_from_string (const char *text, JrCasePhase *out_phase);

typedef enum
{
  JR_OUTCOME_NONE,
  JR_OUTCOME_APPROVED,
  JR_OUTCOME_REJECTED,
} JrOutcome;

#define JR_N_OUTCOMES 3

const char *jr_outcome_to_string (JrOutcome outcome);
gboolean    jr_outcome_from_string (const char *text, JrOutcome *out_outcome);

/* Whether something has to be told to the counter: the outcome of a decided case, or a supplement notice. */
typedef enum
{
  JR_PUSH_NONE,
  JR_PUSH_DUE,      /* from case->push_at on */
  JR_PUSH_SENT,     /* final: no recall any more */
  JR_PUSH_RECEIVED, /* and the counter has said so */
} JrPush;

#define JR_N_PUSHES 4

const char *jr_push_to_string (JrPush push);
gboolean    jr_push_from_string (const char *text, JrPush *out_push);

JR_DECLARE_RECORD (JrNoticeLine, jr_notice_line)

/** JrNoticeLine: one department's part of the one supplement notice (一次性补正告知). */
struct _JrNoticeLine
{
  char      *department;
  char      *opinion; /* or NULL */
  GPtrArray *missing; /* (element-type utf8) */
};

JR_DECLARE_RECORD (JrCase, jr_case)

struct _JrCase
{
  char       *id;
  char       *number;
  char       *item_code;
  char       *item_name;
  guint       item_version;
  char       *window; /* of the counter that submitted it, or NULL */
  char       *applicant_hash;
  JrTime      submitted_at;
  JrCasePhase phase;
  JrOutcome   outcome;
  JrPush      push;
  JrTime      push_at; /* end of the recall window; 0 unless push is DUE */
  guint       stage;   /* the one in work, from 0 */
  guint       n_stages;
  guint       round;             /* number of supplements so far */
  guint       version;           /* number of events so far */
  guint       documents_version; /* version of the last change of documents */
  guint       phase_version;     /* of the last change of phase or stage, with who and when */
  JrActor    *phase_by;
  JrTime      phase_at;
  GPtrArray  *documents; /* (element-type JrDocument) */
  GPtrArray  *reviews;   /* (element-type JrReview), by stage, then in the item's order */
  GPtrArray  *notice;    /* (element-type JrNoticeLine) of the current or last supplement notice */
  GPtrArray  *results;   /* (element-type JrResultDocument) once delivered */
  char       *withdrawal_reason;
};

const JrReview   *jr_case_find_review (const JrCase *self, const char *department);
const JrDocument *jr_case_find_document (const JrCase *self, const char *sha256);
/* Awaiting reviewers or supplement: what the dashboard calls pending. */
gboolean jr_case_is_pending (const JrCase *self);
/* Whether what is due may go out: the recall window is over. Also when it was opened at a time that is yet to come, so by a
 * clock that was ahead: nobody waits for years, it is for the hub to leave time for a recall then. */
gboolean jr_case_may_be_pushed (const JrCase *self, JrTime now);
/* Applies to the structs field by field; for tests that compare a replay with the running state. */
gboolean jr_case_equal (const JrCase *a, const JrCase *b);

G_END_DECLS
