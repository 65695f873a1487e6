/* jr-refusal.h: why a command was not carried out
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-actor.h"
#include "jr-time.h"

G_BEGIN_DECLS

typedef enum
{
  JR_REFUSAL_INVALID,     /* the command itself makes no sense */
  JR_REFUSAL_NOT_ALLOWED, /* the role or department may not */
  JR_REFUSAL_UNKNOWN_CASE,
  JR_REFUSAL_UNKNOWN_ITEM,
  JR_REFUSAL_DUPLICATE,    /* such a case or case number exists */
  JR_REFUSAL_WRONG_PHASE,  /* not possible where the case stands now */
  JR_REFUSAL_CLAIMED,      /* a colleague has it */
  JR_REFUSAL_CHANGED,      /* what the person saw is no longer so */
  JR_REFUSAL_INCOMPLETE,   /* reasons, missing list or documents absent */
  JR_REFUSAL_TOO_LATE,     /* recall after the result was pushed */
  JR_REFUSAL_MISSING_BLOB, /* a document was not uploaded, or its size differs */
  JR_REFUSAL_NOT_PDF,      /* a document is not a PDF, or broken beyond reading */
  JR_REFUSAL_FORGOTTEN,    /* an old command number whose answer is no longer kept */
} JrRefusalCode;

#define JR_N_REFUSAL_CODES 13

const char *jr_refusal_code_to_string (JrRefusalCode code);
gboolean    jr_refusal_code_from_string (const char *text, JrRefusalCode *out_code);

JR_DECLARE_RECORD (JrRefusal, jr_refusal)

struct _JrRefusal
{
  JrRefusalCode code;
  char         *detail; /* English; programs go by the code */
  JrActor      *by;     /* CLAIMED, CHANGED, WRONG_PHASE, TOO_LATE: whose act it was; or NULL */
  JrTime        at;     /* and when; or 0 */
};

G_END_DECLS
