/* jr-event.h: what happened to a case
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-actor.h"
#include "jr-case.h"
#include "jr-decision.h"
#include "jr-document.h"

G_BEGIN_DECLS

typedef enum
{
  JR_EVENT_CASE_SUBMITTED,
  JR_EVENT_STAGE_OPENED,
  JR_EVENT_REVIEW_CLAIMED,
  JR_EVENT_REVIEW_RELEASED,
  JR_EVENT_REVIEW_DECIDED,
  JR_EVENT_REVIEW_RECALLED,
  JR_EVENT_CASE_COMMENTED,
  JR_EVENT_SUPPLEMENT_REQUESTED,
  JR_EVENT_CASE_SUPPLEMENTED,
  JR_EVENT_CASE_DECIDED,
  JR_EVENT_CASE_WITHDRAWN,
  JR_EVENT_RESULT_PUSHED,
  JR_EVENT_RESULT_RECEIVED,
} JrEventKind;

#define JR_N_EVENT_KINDS 13

const char *jr_event_kind_to_string (JrEventKind kind);
gboolean    jr_event_kind_from_string (const char *text, JrEventKind *out_kind);

JR_DECLARE_RECORD (JrEvent, jr_event)

/** JrEvent: which of the lower fields count depends on @kind; the wire form writes only those. */
struct _JrEvent
{
  JrEventKind kind;
  guint       schema; /* version of the kind's fields, 1 */
  char       *case_id;
  guint       case_version; /* 1 for the first event of a case, then without gaps */
  JrTime      at;           /* as the hub's clock said; order is by sequence, never by this */
  JrActor    *by;

  char       *number;         /* case submitted */
  char       *item_code;      /* case submitted */
  char       *item_name;      /* case submitted */
  guint       item_version;   /* case submitted */
  char       *window;         /* case submitted, result received */
  char       *applicant_hash; /* case submitted */
  GPtrArray  *stages;         /* (element-type GStrv) case submitted */
  GPtrArray  *documents;      /* (element-type JrDocument) case submitted, case supplemented */
  guint       stage;          /* stage opened */
  char       *department;     /* review … */
  JrTime      until;          /* end of the lease (claimed, recalled) or of the recall window */
  JrDecision *decision;       /* review decided */
  char       *text;           /* review recalled, case commented, case withdrawn */
  GPtrArray  *notice;         /* (element-type JrNoticeLine) supplement requested */
  JrOutcome   outcome;        /* case decided */
  GPtrArray  *results;        /* (element-type JrResultDocument) result pushed */
};

G_END_DECLS
