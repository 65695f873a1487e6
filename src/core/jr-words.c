/* jr-words.c: the words by which enums are known outside
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * These words stand in logs, databases and on the wire for ever. An enum may grow at its end and a number may change,
 * a word may not. */

#include <string.h>

#include "jr-case.h"
#include "jr-event.h"
#include "jr-refusal.h"

static gboolean
find_word (const char *const *words, guint n_words, const char *text, guint *out_index)
{
  for (guint i = 0; text != NULL && i < n_words; i++)
    if (strcmp (words[i], text) == 0)
      {
        *out_index = i;
        return TRUE;
      }
  return FALSE;
}

#define DEFINE_WORDS(Type, prefix, ...)                                                            \
  static const char *const prefix##_words[] = { __VA_ARGS__ };                                     \
                                                                                                   \
  const char *prefix##_to_string (Type value)                                                      \
  {                                                                                                \
    g_return_val_if_fail ((guint) value < G_N_ELEMENTS (prefix##_words), NULL);                    \
    return prefix##_words[value];                                                                  \
  }                                                                                                \
                                                                                                   \
  gboolean prefix##_from_string (const char *text, Type *out_value)                                \
  {                                                                                                \
    guint index;                                                                                   \
                                                                                                   \
    if (!find_word (prefix##_words, G_N_ELEMENTS (prefix##_words), text, &index))                  \
      return FALSE;                                                                                \
    *out_value = (Type) index;                                                                     \
    return TRUE;                                                                                   \
  }

DEFINE_WORDS (JrRole,
              jr_role,
              [JR_ROLE_REVIEWER] = "reviewer",
              [JR_ROLE_SUPERVISOR] = "supervisor",
              [JR_ROLE_COUNTER] = "counter",
              [JR_ROLE_ADMINISTRATOR] = "administrator",
              [JR_ROLE_AUDITOR] = "auditor",
              [JR_ROLE_HUB] = "hub")

DEFINE_WORDS (JrCommandKind,
              jr_command_kind,
              [JR_COMMAND_SUBMIT] = "submit",
              [JR_COMMAND_CLAIM] = "claim",
              [JR_COMMAND_RELEASE] = "release",
              [JR_COMMAND_DECIDE] = "decide",
              [JR_COMMAND_RECALL] = "recall",
              [JR_COMMAND_COMMENT] = "comment",
              [JR_COMMAND_SUPPLEMENT] = "supplement",
              [JR_COMMAND_WITHDRAW] = "withdraw",
              [JR_COMMAND_PUSH] = "push",
              [JR_COMMAND_RECEIVE] = "receive")

DEFINE_WORDS (JrEventKind,
              jr_event_kind,
              [JR_EVENT_CASE_SUBMITTED] = "case-submitted",
              [JR_EVENT_STAGE_OPENED] = "stage-opened",
              [JR_EVENT_REVIEW_CLAIMED] = "review-claimed",
              [JR_EVENT_REVIEW_RELEASED] = "review-released",
              [JR_EVENT_REVIEW_DECIDED] = "review-decided",
              [JR_EVENT_REVIEW_RECALLED] = "review-recalled",
              [JR_EVENT_CASE_COMMENTED] = "case-commented",
              [JR_EVENT_SUPPLEMENT_REQUESTED] = "supplement-requested",
              [JR_EVENT_CASE_SUPPLEMENTED] = "case-supplemented",
              [JR_EVENT_CASE_DECIDED] = "case-decided",
              [JR_EVENT_CASE_WITHDRAWN] = "case-withdrawn",
              [JR_EVENT_RESULT_PUSHED] = "result-pushed",
              [JR_EVENT_RESULT_RECEIVED] = "result-received")

DEFINE_WORDS (JrCasePhase,
              jr_case_phase,
              [JR_CASE_SUBMITTED] = "submitted",
              [JR_CASE_IN_REVIEW] = "in-review",
              [JR_CASE_AWAITING_SUPPLEMENT] = "awaiting-supplement",
              [JR_CASE_DECIDED] = "decided",
              [JR_CASE_DELIVERED] = "delivered",
              [JR_CASE_WITHDRAWN] = "withdrawn")

DEFINE_WORDS (JrOutcome,
              jr_outcome,
              [JR_OUTCOME_NONE] = "none",
              [JR_OUTCOME_APPROVED] = "approved",
              [JR_OUTCOME_REJECTED] = "rejected")

DEFINE_WORDS (JrPush,
              jr_push,
              [JR_PUSH_NONE] = "none",
              [JR_PUSH_DUE] = "due",
              [JR_PUSH_SENT] = "sent",
              [JR_PUSH_RECEIVED] = "received")

DEFINE_WORDS (JrReviewPhase,
              jr_review_phase,
              [JR_REVIEW_WAITING] = "waiting",
              [JR_REVIEW_OPEN] = "open",
              [JR_REVIEW_CLAIMED] = "claimed",
              [JR_REVIEW_DECIDED] = "decided")

DEFINE_WORDS (JrDecisionKind,
              jr_decision_kind,
              [JR_DECISION_APPROVE] = "approve",
              [JR_DECISION_REJECT] = "reject",
              [JR_DECISION_RETURN] = "return")

DEFINE_WORDS (JrRefusalCode,
              jr_refusal_code,
              [JR_REFUSAL_INVALID] = "invalid",
              [JR_REFUSAL_NOT_ALLOWED] = "not-allowed",
              [JR_REFUSAL_UNKNOWN_CASE] = "unknown-case",
              [JR_REFUSAL_UNKNOWN_ITEM] = "unknown-item",
              [JR_REFUSAL_DUPLICATE] = "duplicate",
              [JR_REFUSAL_WRONG_PHASE] = "wrong-phase",
              [JR_REFUSAL_CLAIMED] = "claimed",
              [JR_REFUSAL_CHANGED] = "changed",
              [JR_REFUSAL_INCOMPLETE] = "incomplete",
              [JR_REFUSAL_TOO_LATE] = "too-late",
              [JR_REFUSAL_MISSING_BLOB] = "missing-blob",
              [JR_REFUSAL_NOT_PDF] = "not-pdf",
              [JR_REFUSAL_FORGOTTEN] = "forgotten")

G_STATIC_ASSERT (G_N_ELEMENTS (jr_role_words) == JR_N_ROLES);
G_STATIC_ASSERT (G_N_ELEMENTS (jr_command_kind_words) == JR_N_COMMAND_KINDS);
G_STATIC_ASSERT (G_N_ELEMENTS (jr_event_kind_words) == JR_N_EVENT_KINDS);
G_STATIC_ASSERT (G_N_ELEMENTS (jr_case_phase_words) == JR_N_CASE_PHASES);
G_STATIC_ASSERT (G_N_ELEMENTS (jr_outcome_words) == JR_N_OUTCOMES);
G_STATIC_ASSERT (G_N_ELEMENTS (jr_push_words) == JR_N_PUSHES);
G_STATIC_ASSERT (G_N_ELEMENTS (jr_decision_kind_words) == JR_N_DECISION_KINDS);
G_STATIC_ASSERT (G_N_ELEMENTS (jr_review_phase_words) == JR_N_REVIEW_PHASES);
G_STATIC_ASSERT (G_N_ELEMENTS (jr_refusal_code_words) == JR_N_REFUSAL_CODES);
