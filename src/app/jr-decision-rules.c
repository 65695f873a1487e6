/* jr-decision-rules.c: what a reviewer can do with a case now
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-decision-rules.h"

#include "jr-limits.h"

/* The hub decides what is allowed; these rules only keep the panel from offering what it would refuse, and check before
 * sending what a person would rather know at once. Pure, so that they are tested without a display. */

/* Only who decided, only until the counter has been told, only while no later stage went on from it. */
static gboolean
can_recall (const JrCase *state, const JrReview *review, const JrActor *me)
{
  if (review->decision == NULL || review->decision->by == NULL ||
      g_strcmp0 (review->decision->by->user, me->user) != 0 || state->push == JR_PUSH_SENT ||
      state->push == JR_PUSH_RECEIVED)
    return FALSE;
  for (guint i = 0; i < state->reviews->len; i++)
    {
      const JrReview *other = state->reviews->pdata[i];

      if (other->stage > review->stage && other->phase == JR_REVIEW_DECIDED)
        return FALSE;
    }
  return TRUE;
}

static JrPanelState
get_decided_state (const JrCase *state, const JrReview *review, const JrActor *me)
{
  switch (state->phase)
    {
    case JR_CASE_IN_REVIEW:
    case JR_CASE_AWAITING_SUPPLEMENT:
    case JR_CASE_DECIDED:
      return can_recall (state, review, me) ? JR_PANEL_RECALLABLE : JR_PANEL_DECIDED;
    case JR_CASE_SUBMITTED:
    case JR_CASE_DELIVERED:
    case JR_CASE_WITHDRAWN:
    default:
      return JR_PANEL_DECIDED;
    }
}

static JrPanelState
get_claimed_state (const JrReview *review, const JrActor *me, JrTime now)
{
  if (review->claimed_by != NULL && g_strcmp0 (review->claimed_by->user, me->user) == 0)
    return JR_PANEL_MINE;
  return jr_review_is_free_for (review, me->user, now) ? JR_PANEL_OPEN : JR_PANEL_COLLEAGUE;
}

JrPanelState
jr_decision_rules_get_state (const JrCase *state, const JrActor *me, JrTime now)
{
  const JrReview *review = NULL;

  if (me != NULL && me->role == JR_ROLE_REVIEWER && me->department != NULL)
    review = jr_case_find_review (state, me->department);
  if (review == NULL)
    return JR_PANEL_NOT_CONCERNED;
  if (review->phase == JR_REVIEW_DECIDED)
    return get_decided_state (state, review, me);
  if (state->phase != JR_CASE_IN_REVIEW && state->phase != JR_CASE_SUBMITTED)
    return JR_PANEL_CLOSED;
  if (review->phase == JR_REVIEW_WAITING)
    return JR_PANEL_WAITING;
  return review->phase == JR_REVIEW_OPEN ? JR_PANEL_OPEN : get_claimed_state (review, me, now);
}

gboolean
jr_panel_state_can_claim (JrPanelState state)
{
  return state == JR_PANEL_OPEN;
}

gboolean
jr_panel_state_can_decide (JrPanelState state)
{
  return state == JR_PANEL_OPEN || state == JR_PANEL_MINE;
}

JrTime
jr_decision_rules_get_recall_left (const JrCase *state, JrTime now)
{
  if (state->push != JR_PUSH_DUE || state->push_at == 0)
    return 0;
  /* Never longer than it is: the hub's clock may have been ahead. */
  return CLAMP (state->push_at - now, 0, state->push_at - state->phase_at);
}

JrDecisionFault
jr_decision_rules_check (JrDecisionKind kind, const char *opinion, GPtrArray *missing)
{
  g_autofree char *words = jr_decision_rules_strip (opinion);

  if (words != NULL && g_utf8_strlen (words, -1) > JR_TEXT_MAXIMUM)
    return JR_DECISION_FAULT_TOO_LONG;
  if (kind == JR_DECISION_REJECT && words == NULL)
    return JR_DECISION_FAULT_NEEDS_REASONS;
  if (kind == JR_DECISION_RETURN && (missing == NULL || missing->len == 0))
    return JR_DECISION_FAULT_NEEDS_MISSING;
  return JR_DECISION_FAULT_NONE;
}

static gboolean
is_submitted (const JrCase *state, const char *material)
{
  for (guint i = 0; i < state->documents->len; i++)
    {
      const JrDocument *document = state->documents->pdata[i];

      if (g_strcmp0 (document->material, material) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_listed (GPtrArray *lines, const char *text)
{
  return lines != NULL && g_ptr_array_find_with_equal_func (lines, text, g_str_equal, NULL);
}

GPtrArray *
jr_decision_rules_suggest (const JrCase *state, const JrItem *item, GPtrArray *missing)
{
  GPtrArray *suggested = g_ptr_array_new_with_free_func (g_free);

  for (int required = TRUE; item != NULL && required >= FALSE; required--)
    for (guint i = 0; i < item->materials->len; i++)
      {
        const JrMaterial *material = item->materials->pdata[i];

        if (!!material->is_required == required && !is_submitted (state, material->code) &&
            !is_listed (missing, material->name) && !is_listed (suggested, material->name))
          g_ptr_array_add (suggested, g_strdup (material->name));
      }
  return suggested;
}

char *
jr_decision_rules_strip (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));

  return *stripped != '\0' ? g_steal_pointer (&stripped) : NULL;
}

GPtrArray *
jr_decision_rules_split (const char *text)
{
  GPtrArray     *lines = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *line = jr_decision_rules_strip (parts[i]);

      if (line != NULL)
        g_ptr_array_add (lines, line);
    }
  return lines;
}

char *
jr_decision_rules_join (GPtrArray *lines)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) lines->pdata[i]);
  return jr_decision_rules_strip (text->str);
}
