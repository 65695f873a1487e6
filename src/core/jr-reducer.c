/* jr-reducer.c: state and event to the next state
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One table says for each kind of event in which phases it can occur and what it does then. Everything a state holds
 * comes from here, so that a replay of the log gives the same on every machine. The next state is a copy of the one
 * before, and is written to only here, before anybody else has seen it. */

#include "jr-reducer-private.h"

#include "jr-error.h"
#include "jr-round.h"

/* The version of the fields of all kinds so far. */
#define SCHEMA 1

#define IN(phase) (1u << JR_CASE_##phase)
#define ANY_PHASE ((1u << JR_N_CASE_PHASES) - 1)

void
jr_reducer_change_reviews (JrCase *next, const JrEvent *event, JrReviewChange change)
{
  GPtrArray *changed = g_ptr_array_new_full (next->reviews->len, (GDestroyNotify) jr_review_unref);

  for (guint i = 0; i < next->reviews->len; i++)
    {
      JrReview review = *(const JrReview *) g_ptr_array_index (next->reviews, i);

      change (&review, next, event);
      g_ptr_array_add (changed, jr_review_new (&review));
    }
  g_ptr_array_unref (next->reviews);
  next->reviews = changed;
}

void
jr_reducer_set_text (char **place, const char *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

/** @array: (nullable): NULL for an empty one */
void
jr_reducer_set_array (GPtrArray **place, GPtrArray *array)
{
  GPtrArray *kept = array != NULL ? g_ptr_array_ref (array) : g_ptr_array_new ();

  g_ptr_array_unref (*place);
  *place = kept;
}

void
jr_reducer_enter (JrCase *next, const JrEvent *event, JrCasePhase phase)
{
  next->phase = phase;
  next->phase_version = event->case_version;
  next->phase_at = event->at;
  g_clear_pointer (&next->phase_by, jr_actor_unref);
  next->phase_by = jr_actor_ref (event->by);
}

static void
set_push (JrCase *next, JrPush push, JrTime push_at)
{
  next->push = push;
  next->push_at = push_at;
}

static void
append_documents (JrCase *next, const JrEvent *event)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);

  for (guint i = 0; i < next->documents->len; i++)
    g_ptr_array_add (all, jr_document_ref (g_ptr_array_index (next->documents, i)));
  for (guint i = 0; i < event->documents->len; i++)
    g_ptr_array_add (all, jr_document_ref (g_ptr_array_index (event->documents, i)));
  g_ptr_array_unref (next->documents);
  next->documents = all;
  next->documents_version = event->case_version;
}

static void
add_reviews_of_stage (GPtrArray *reviews, guint stage, const char *const *departments)
{
  for (guint i = 0; departments[i] != NULL; i++)
    g_ptr_array_add (reviews, jr_review_new (&(JrReview){ .department = (char *) departments[i],
                                                          .stage = stage,
                                                          .phase = JR_REVIEW_WAITING }));
}

static gboolean
apply_submitted (JrCase *next, const JrEvent *event)
{
  if (event->stages->len == 0 || event->number == NULL || event->item_code == NULL)
    return FALSE;
  jr_reducer_set_text (&next->id, event->case_id);
  jr_reducer_set_text (&next->number, event->number);
  jr_reducer_set_text (&next->item_code, event->item_code);
  jr_reducer_set_text (&next->item_name, event->item_name);
  jr_reducer_set_text (&next->window, event->window);
  jr_reducer_set_text (&next->applicant_hash, event->applicant_hash);
  next->item_version = event->item_version;
  next->submitted_at = event->at;
  next->n_stages = event->stages->len;
  for (guint i = 0; i < event->stages->len; i++)
    add_reviews_of_stage (next->reviews, i, g_ptr_array_index (event->stages, i));
  append_documents (next, event);
  jr_reducer_enter (next, event, JR_CASE_SUBMITTED);
  return TRUE;
}

/* It stands in the log and changes nothing but the version. */
static gboolean
apply_commented (JrCase *next, const JrEvent *event)
{
  return event->text != NULL;
}

static gboolean
apply_requested (JrCase *next, const JrEvent *event)
{
  if (jr_round_of (next) != JR_ROUND_RETURNED || event->notice->len == 0 || event->until == 0)
    return FALSE;
  jr_reducer_set_array (&next->notice, event->notice);
  set_push (next, JR_PUSH_DUE, event->until);
  jr_reducer_enter (next, event, JR_CASE_AWAITING_SUPPLEMENT);
  return TRUE;
}

static void
reopen_if_returned (JrReview *review, const JrCase *next, const JrEvent *event)
{
  if (review->phase != JR_REVIEW_DECIDED || review->decision->kind != JR_DECISION_RETURN)
    return;
  review->phase = JR_REVIEW_OPEN;
  review->version = event->case_version;
  review->opened_at = event->at;
  review->decision = NULL;
}

static gboolean
apply_supplemented (JrCase *next, const JrEvent *event)
{
  if (event->documents->len == 0)
    return FALSE;
  append_documents (next, event);
  next->round++;
  set_push (next, JR_PUSH_NONE, 0);
  jr_reducer_enter (next, event, JR_CASE_IN_REVIEW);
  jr_reducer_change_reviews (next, event, reopen_if_returned);
  return TRUE;
}

static JrOutcome
get_due_outcome (const JrCase *next)
{
  switch (jr_round_of (next))
    {
    case JR_ROUND_APPROVED:
      return jr_round_is_last_stage (next) ? JR_OUTCOME_APPROVED : JR_OUTCOME_NONE;
    case JR_ROUND_REJECTED:
      return JR_OUTCOME_REJECTED;
    case JR_ROUND_OPEN:
    case JR_ROUND_RETURNED:
      break;
    }
  return JR_OUTCOME_NONE;
}

static gboolean
apply_decided (JrCase *next, const JrEvent *event)
{
  if (event->outcome == JR_OUTCOME_NONE || event->outcome != get_due_outcome (next) ||
      event->until == 0)
    return FALSE;
  next->outcome = event->outcome;
  set_push (next, JR_PUSH_DUE, event->until);
  jr_reducer_enter (next, event, JR_CASE_DECIDED);
  return TRUE;
}

static void
drop_claim (JrReview *review, const JrCase *next, const JrEvent *event)
{
  if (review->phase != JR_REVIEW_CLAIMED)
    return;
  review->phase = JR_REVIEW_OPEN;
  review->claimed_by = NULL;
  review->claimed_at = 0;
  review->claim_until = 0;
}

/* Whatever was decided but not yet told is void; the decisions of the departments stay on record. */
static gboolean
apply_withdrawn (JrCase *next, const JrEvent *event)
{
  if (event->text == NULL)
    return FALSE;
  jr_reducer_set_text (&next->withdrawal_reason, event->text);
  next->outcome = JR_OUTCOME_NONE;
  set_push (next, JR_PUSH_NONE, 0);
  jr_reducer_enter (next, event, JR_CASE_WITHDRAWN);
  jr_reducer_change_reviews (next, event, drop_claim);
  return TRUE;
}

static gboolean
apply_pushed (JrCase *next, const JrEvent *event)
{
  if (next->push != JR_PUSH_DUE)
    return FALSE;
  set_push (next, JR_PUSH_SENT, 0);
  if (next->phase == JR_CASE_DECIDED)
    {
      jr_reducer_set_array (&next->results, event->results);
      jr_reducer_enter (next, event, JR_CASE_DELIVERED);
    }
  return TRUE;
}

static gboolean
apply_received (JrCase *next, const JrEvent *event)
{
  if (next->push != JR_PUSH_SENT)
    return FALSE;
  next->push = JR_PUSH_RECEIVED;
  return TRUE;
}

typedef struct
{
  guint phases; /* a bit for each in which it can occur; 0: only where there is no case yet */
  JrReduceFunc apply;
} Row;

static const Row rows[JR_N_EVENT_KINDS] = {
  [JR_EVENT_CASE_SUBMITTED] = { 0, apply_submitted },
  [JR_EVENT_STAGE_OPENED] = { IN (SUBMITTED) | IN (IN_REVIEW), jr_reducer_apply_opened },
  [JR_EVENT_REVIEW_CLAIMED] = { IN (IN_REVIEW), jr_reducer_apply_claimed },
  [JR_EVENT_REVIEW_RELEASED] = { IN (IN_REVIEW), jr_reducer_apply_released },
  [JR_EVENT_REVIEW_DECIDED] = { IN (IN_REVIEW), jr_reducer_apply_review_decided },
  [JR_EVENT_REVIEW_RECALLED] = { IN (IN_REVIEW) | IN (AWAITING_SUPPLEMENT) | IN (DECIDED),
                                 jr_reducer_apply_recalled },
  [JR_EVENT_CASE_COMMENTED] = { ANY_PHASE, apply_commented },
  [JR_EVENT_SUPPLEMENT_REQUESTED] = { IN (IN_REVIEW), apply_requested },
  [JR_EVENT_CASE_SUPPLEMENTED] = { IN (AWAITING_SUPPLEMENT), apply_supplemented },
  [JR_EVENT_CASE_DECIDED] = { IN (IN_REVIEW), apply_decided },
  [JR_EVENT_CASE_WITHDRAWN] = { IN (IN_REVIEW) | IN (AWAITING_SUPPLEMENT) | IN (DECIDED),
                                apply_withdrawn },
  [JR_EVENT_RESULT_PUSHED] = { IN (AWAITING_SUPPLEMENT) | IN (DECIDED), apply_pushed },
  [JR_EVENT_RESULT_RECEIVED] = { IN (AWAITING_SUPPLEMENT) | IN (DELIVERED), apply_received },
};

static gboolean
can_follow (const JrCase *current, const JrEvent *event)
{
  guint version = current != NULL ? current->version : 0;

  if ((guint) event->kind >= JR_N_EVENT_KINDS || event->by == NULL || event->case_id == NULL ||
      event->case_version != version + 1)
    return FALSE;
  if (current == NULL)
    return rows[event->kind].phases == 0;
  return g_strcmp0 (current->id, event->case_id) == 0 &&
         (rows[event->kind].phases & (1u << current->phase)) != 0;
}

static JrCase *
fail (const JrCase *current, const JrEvent *event, GError **error)
{
  const char *kind =
    (guint) event->kind < JR_N_EVENT_KINDS ? jr_event_kind_to_string (event->kind) : "?";

  g_set_error (error, JR_CORE_ERROR, JR_ERROR_CORRUPT,
               "Event “%s” %u of case %s cannot follow version %u (%s)", kind, event->case_version,
               event->case_id != NULL ? event->case_id : "?",
               current != NULL ? current->version : 0,
               current != NULL ? jr_case_phase_to_string (current->phase) : "no case");
  return NULL;
}

/** JR_ERROR_TOO_NEW when a newer version of this program wrote the event. */
JrCase *
jr_reducer_apply (const JrCase *current, const JrEvent *event, GError **error)
{
  g_autoptr (JrCase) next = NULL;

  g_return_val_if_fail (event != NULL, NULL);

  if (event->schema > SCHEMA)
    {
      g_set_error (error, JR_CORE_ERROR, JR_ERROR_TOO_NEW,
                   "Event %u of case %s was written by a newer version of this program",
                   event->case_version, event->case_id != NULL ? event->case_id : "?");
      return NULL;
    }
  if (!can_follow (current, event))
    return fail (current, event, error);

  next = jr_case_new (current != NULL ? current : &(JrCase){ .id = NULL });
  next->version = event->case_version;
  if (!rows[event->kind].apply (next, event))
    return fail (current, event, error);
  return g_steal_pointer (&next);
}
