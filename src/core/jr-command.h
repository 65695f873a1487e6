/* jr-command.h: a change somebody asks for
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-decision.h"
#include "jr-document.h"
#include "jr-result.h"

G_BEGIN_DECLS

JR_DECLARE_RECORD (JrApplicant, jr_applicant)
JR_DECLARE_RECORD (JrCommand, jr_command)

/** JrApplicant: personal values. They never enter an event; the hub keeps them in a table of their own. */
struct _JrApplicant
{
  char *name;
  char *id_number; /* or NULL */
  char *phone;     /* or NULL */
};

/* 张伟 → 张*, 欧阳娜娜 → 欧*; an organisation's name is not personal and stays. (transfer full) */
char *jr_applicant_mask_name (const char *name);
char *jr_applicant_mask_number (const char *number);

/**
 * JrCommand:
 *
 * @client and @number together are its id: the same id again gets the same answer and has no second effect. Numbers of
 * a client grow. Which of the lower fields count depends on @kind.
 */
struct _JrCommand
{
  char         *client; /* an id made once by each installation */
  guint64       number; /* from 1 */
  JrCommandKind kind;
  char         *case_id; /* submit: made by the sender; the others may give case_number instead */
  char         *case_number;  /* submit: only when it was given from above */
  guint         seen_version; /* decide, recall: the case version the person saw, from 1 */
  char         *department;   /* claim, release, decide, recall: NULL means the sender's own */
  char         *item_code;    /* submit */
  JrApplicant  *applicant;    /* submit */
  GPtrArray    *documents;    /* (element-type JrDocument) submit, supplement */
  JrDecision   *decision;     /* decide */
  char         *text;         /* comment, withdraw, recall: the words or the reason */
  GPtrArray    *results;      /* (element-type JrResultDocument) push */
};

G_END_DECLS
