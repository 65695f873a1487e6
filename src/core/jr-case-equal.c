/* jr-case-equal.c: whether two states of a case are the same, field by field
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Verification replays the log and compares; a field forgotten here would never be verified, so a test changes each one
 * in turn. */

#include "jr-case.h"

typedef gboolean (*EqualFunc) (gconstpointer a, gconstpointer b);

static gboolean
same_text (const char *a, const char *b)
{
  return g_strcmp0 (a, b) == 0;
}

static gboolean
texts_are_equal (gconstpointer a, gconstpointer b)
{
  return same_text (a, b);
}

static gboolean
same_array (GPtrArray *a, GPtrArray *b, EqualFunc equal)
{
  if (a == b)
    return TRUE;
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  return TRUE;
}

static gboolean
same_record (gconstpointer a, gconstpointer b, EqualFunc equal)
{
  return a == b || (a != NULL && b != NULL && equal (a, b));
}

static gboolean
actors_are_equal (gconstpointer left, gconstpointer right)
{
  const JrActor *a = left;
  const JrActor *b = right;

  return same_text (a->user, b->user) && same_text (a->name, b->name) && a->role == b->role &&
         same_text (a->department, b->department) && same_text (a->window, b->window);
}

static gboolean
stamps_are_equal (gconstpointer left, gconstpointer right)
{
  const JrStamp *a = left;
  const JrStamp *b = right;

  return same_text (a->sha256, b->sha256) && a->page == b->page && a->x_um == b->x_um &&
         a->y_um == b->y_um && a->width_um == b->width_um && a->height_um == b->height_um;
}

static gboolean
decisions_are_equal (gconstpointer left, gconstpointer right)
{
  const JrDecision *a = left;
  const JrDecision *b = right;

  return a->kind == b->kind && same_text (a->opinion, b->opinion) &&
         same_array (a->missing, b->missing, texts_are_equal) &&
         same_array (a->stamps, b->stamps, stamps_are_equal) &&
         same_record (a->by, b->by, actors_are_equal) && a->at == b->at;
}

static gboolean
documents_are_equal (gconstpointer left, gconstpointer right)
{
  const JrDocument *a = left;
  const JrDocument *b = right;

  return same_text (a->sha256, b->sha256) && same_text (a->name, b->name) &&
         same_text (a->material, b->material) && a->size == b->size && a->round == b->round;
}

static gboolean
reviews_are_equal (gconstpointer left, gconstpointer right)
{
  const JrReview *a = left;
  const JrReview *b = right;

  return same_text (a->department, b->department) && a->stage == b->stage && a->phase == b->phase &&
         a->version == b->version && a->opened_at == b->opened_at &&
         same_record (a->claimed_by, b->claimed_by, actors_are_equal) &&
         a->claimed_at == b->claimed_at && a->claim_until == b->claim_until &&
         same_record (a->decision, b->decision, decisions_are_equal);
}

static gboolean
lines_are_equal (gconstpointer left, gconstpointer right)
{
  const JrNoticeLine *a = left;
  const JrNoticeLine *b = right;

  return same_text (a->department, b->department) && same_text (a->opinion, b->opinion) &&
         same_array (a->missing, b->missing, texts_are_equal);
}

static gboolean
results_are_equal (gconstpointer left, gconstpointer right)
{
  const JrResultDocument *a = left;
  const JrResultDocument *b = right;

  return same_text (a->original, b->original) && same_text (a->stamped, b->stamped) &&
         same_text (a->name, b->name) && a->size == b->size && same_text (a->fault, b->fault);
}

static gboolean
same_application (const JrCase *a, const JrCase *b)
{
  return same_text (a->id, b->id) && same_text (a->number, b->number) &&
         same_text (a->item_code, b->item_code) && same_text (a->item_name, b->item_name) &&
         a->item_version == b->item_version && same_text (a->window, b->window) &&
         same_text (a->applicant_hash, b->applicant_hash) && a->submitted_at == b->submitted_at;
}

static gboolean
same_standing (const JrCase *a, const JrCase *b)
{
  return a->phase == b->phase && a->outcome == b->outcome && a->push == b->push &&
         a->push_at == b->push_at && a->stage == b->stage && a->n_stages == b->n_stages &&
         a->round == b->round && a->version == b->version &&
         a->documents_version == b->documents_version && a->phase_version == b->phase_version &&
         same_record (a->phase_by, b->phase_by, actors_are_equal) && a->phase_at == b->phase_at;
}

gboolean
jr_case_equal (const JrCase *a, const JrCase *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return same_application (a, b) && same_standing (a, b) &&
         same_array (a->documents, b->documents, documents_are_equal) &&
         same_array (a->reviews, b->reviews, reviews_are_equal) &&
         same_array (a->notice, b->notice, lines_are_equal) &&
         same_array (a->results, b->results, results_are_equal) &&
         same_text (a->withdrawal_reason, b->withdrawal_reason);
}
