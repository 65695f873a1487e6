/* jr-case-item.c: a case as a row of a list
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-case-item.h"

/* States are immutable; a row that is shown keeps the item and is told when its state was replaced. */

struct _JrCaseItem
{
  GObject parent_instance;

  JrCase *state;
  char   *applicant;
};

G_DEFINE_FINAL_TYPE (JrCaseItem, jr_case_item, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
jr_case_item_finalize (GObject *object)
{
  JrCaseItem *self = JR_CASE_ITEM (object);

  jr_case_unref (self->state);
  g_free (self->applicant);
  G_OBJECT_CLASS (jr_case_item_parent_class)->finalize (object);
}

static void
jr_case_item_class_init (JrCaseItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jr_case_item_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", JR_TYPE_CASE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
jr_case_item_init (JrCaseItem *self)
{
}

JrCaseItem *
jr_case_item_new (const JrCase *state, const char *applicant)
{
  JrCaseItem *self = g_object_new (JR_TYPE_CASE_ITEM, NULL);

  self->state = jr_case_ref (state);
  self->applicant = g_strdup (applicant);
  return self;
}

const JrCase *
jr_case_item_get_state (JrCaseItem *self)
{
  g_return_val_if_fail (JR_IS_CASE_ITEM (self), NULL);

  return self->state;
}

const char *
jr_case_item_get_applicant (JrCaseItem *self)
{
  g_return_val_if_fail (JR_IS_CASE_ITEM (self), NULL);

  return self->applicant;
}

void
jr_case_item_replace (JrCaseItem *self, const JrCase *state, const char *applicant)
{
  g_autoptr (JrCase) old_state = self->state;
  g_autofree char   *old_applicant = self->applicant;

  g_return_if_fail (JR_IS_CASE_ITEM (self));

  self->state = jr_case_ref (state);
  self->applicant = g_strdup (applicant);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
