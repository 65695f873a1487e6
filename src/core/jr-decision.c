/* jr-decision.c: what a department says of a case
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-decision.h"

#include "jr-limits.h"
#include "jr-text.h"

static void
copy (JrDecision *self)
{
  self->opinion = g_strdup (self->opinion);
  self->missing = jr_record_array (self->missing, g_free);
  self->stamps = jr_record_array (self->stamps, (GDestroyNotify) jr_stamp_unref);
  self->by = self->by != NULL ? jr_actor_ref (self->by) : NULL;
}

static void
clear (JrDecision *self)
{
  g_free (self->opinion);
  g_ptr_array_unref (self->missing);
  g_ptr_array_unref (self->stamps);
  g_clear_pointer (&self->by, jr_actor_unref);
}

JR_DEFINE_RECORD (JrDecision, jr_decision, copy, clear)

static const char *const mark_words[] = {
  [JR_DECISION_APPROVE] = "同意",
  [JR_DECISION_REJECT] = "不同意",
  [JR_DECISION_RETURN] = "退回补正",
};

const char *
jr_decision_kind_get_mark_word (JrDecisionKind kind)
{
  return mark_words[kind];
}

static const char *
get_missing_fault (const JrDecision *self)
{
  if (self->kind != JR_DECISION_RETURN)
    return self->missing->len > 0 ? "only a return lists what is missing" : NULL;
  if (self->missing->len == 0)
    return "a return must list what is missing";
  if (self->missing->len > JR_MISSING_MAXIMUM)
    return "the list of what is missing is too long";
  for (guint i = 0; i < self->missing->len; i++)
    if (!jr_text_is_said (g_ptr_array_index (self->missing, i), JR_TEXT_MAXIMUM))
      return "each missing thing needs a few words";
  return NULL;
}

static const char *
get_stamp_fault (const JrStamp *stamp)
{
  if (stamp->page >= JR_DOCUMENT_PAGES_MAXIMUM)
    return "a mark is on a page that no document has";
  if (MIN (stamp->width_um, stamp->height_um) < JR_STAMP_MINIMUM_UM ||
      MAX (stamp->width_um, stamp->height_um) > JR_STAMP_MAXIMUM_UM)
    return "a mark is too small or too large";
  if (MIN (stamp->x_um, stamp->y_um) < 0 ||
      MAX (stamp->x_um, stamp->y_um) > JR_PAGE_SIDE_MAXIMUM_UM)
    return "a mark lies beside the page";
  return NULL;
}

const char *
jr_decision_get_fault (const JrDecision *self)
{
  const char *fault = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->opinion != NULL && !jr_text_is_said (self->opinion, JR_TEXT_MAXIMUM))
    return "the opinion is blank or too long";
  if (self->kind == JR_DECISION_REJECT && self->opinion == NULL)
    return "a rejection must give its reasons";
  if (self->stamps->len > JR_STAMPS_MAXIMUM)
    return "there are too many marks";
  fault = get_missing_fault (self);
  for (guint i = 0; fault == NULL && i < self->stamps->len; i++)
    fault = get_stamp_fault (g_ptr_array_index (self->stamps, i));
  return fault;
}
