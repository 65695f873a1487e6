/* jr-decider.c: state and command to events, or a refusal
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One table says for each kind of command what is looked at first, in which phases it is possible, and what it does. What
 * the person saw is compared before the phase: who decides a case that was withdrawn meanwhile is told of the
 * withdrawal, not that deciding is impossible. */

#include "jr-decider-private.h"

#include "jr-reducer.h"

#define IN(phase) (1u << JR_CASE_##phase)
#define ANY_PHASE ((1u << JR_N_CASE_PHASES) - 1)

gboolean
jr_deciding_refuse_for (JrDeciding    *self,
                        JrRefusalCode  code,
                        const JrActor *by,
                        JrTime         at,
                        const char    *detail)
{
  g_assert (self->refusal == NULL);
  self->refusal = jr_refusal_new (
    &(JrRefusal){ .code = code, .detail = (char *) detail, .by = (JrActor *) by, .at = at });
  return FALSE;
}

gboolean
jr_deciding_refuse (JrDeciding *self, JrRefusalCode code, const char *detail)
{
  return jr_deciding_refuse_for (self, code, NULL, 0, detail);
}

/* The reducer has the last word here already, so that nothing gets into the log that it will not take out again. It
 * objects only when the state we were given is not one it has made. */
gboolean
jr_deciding_emit (JrDeciding *self, const JrEvent *fields)
{
  JrEvent             complete = *fields;
  g_autoptr (JrEvent) event = NULL;
  g_autoptr (GError)  error = NULL;
  JrCase             *next = NULL;

  complete.schema = 1;
  complete.case_id = self->state != NULL ? self->state->id : self->command->case_id;
  complete.case_version = (self->state != NULL ? self->state->version : 0) + 1;
  complete.at = self->context->now;
  complete.by = (JrActor *) self->context->actor;
  event = jr_event_new (&complete);
  next = jr_reducer_apply (self->state, event, &error);
  if (next == NULL)
    return jr_deciding_refuse (self, JR_REFUSAL_INVALID, error->message);
  g_clear_pointer (&self->state, jr_case_unref);
  self->state = next;
  g_ptr_array_add (self->events, g_steal_pointer (&event));
  return TRUE;
}

typedef struct
{
  JrDecideFunc check; /* or NULL; before the phase is looked at */
  guint phases; /* a bit for each in which it is possible; 0: only where there is no case yet */
  JrDecideFunc decide;
} Row;

/* Recall and withdraw are let through to where they are too late, to say so. */
static const Row rows[JR_N_COMMAND_KINDS] = {
  [JR_COMMAND_SUBMIT] = { NULL, 0, jr_decider_submit },
  [JR_COMMAND_CLAIM] = { jr_decider_check_department, IN (IN_REVIEW), jr_decider_claim },
  [JR_COMMAND_RELEASE] = { jr_decider_check_department, IN (IN_REVIEW), jr_decider_release },
  [JR_COMMAND_DECIDE] = { jr_decider_check_seen_for_decide, IN (IN_REVIEW),
                          jr_decider_decide_review },
  [JR_COMMAND_RECALL] = { jr_decider_check_seen_for_recall,
                          IN (IN_REVIEW) | IN (AWAITING_SUPPLEMENT) | IN (DECIDED) | IN (DELIVERED),
                          jr_decider_recall },
  [JR_COMMAND_COMMENT] = { NULL, ANY_PHASE, jr_decider_comment },
  [JR_COMMAND_SUPPLEMENT] = { NULL, IN (AWAITING_SUPPLEMENT), jr_decider_supplement },
  [JR_COMMAND_WITHDRAW] = { NULL,
                            IN (IN_REVIEW) | IN (AWAITING_SUPPLEMENT) | IN (DECIDED) |
                              IN (DELIVERED),
                            jr_decider_withdraw },
  [JR_COMMAND_PUSH] = { NULL, IN (AWAITING_SUPPLEMENT) | IN (DECIDED), jr_decider_push },
  [JR_COMMAND_RECEIVE] = { NULL, IN (AWAITING_SUPPLEMENT) | IN (DELIVERED), jr_decider_receive },
};

static gboolean
check_existence (JrDeciding *self, const Row *row)
{
  if (self->state == NULL && row->phases != 0)
    return jr_deciding_refuse (self, JR_REFUSAL_UNKNOWN_CASE, "There is no such case");
  if (self->state != NULL && row->phases == 0)
    return jr_deciding_refuse (self, JR_REFUSAL_DUPLICATE, "There is such a case already");
  return TRUE;
}

static gboolean
check_phase (JrDeciding *self, const Row *row)
{
  g_autofree char *detail = NULL;

  if (self->state == NULL || (row->phases & (1u << self->state->phase)) != 0)
    return TRUE;
  detail = g_strdup_printf ("“%s” is not possible: the case is “%s”",
                            jr_command_kind_to_string (self->command->kind),
                            jr_case_phase_to_string (self->state->phase));
  return jr_deciding_refuse_for (self, JR_REFUSAL_WRONG_PHASE, self->state->phase_by,
                                 self->state->phase_at, detail);
}

static gboolean
decide (JrDeciding *self)
{
  const Row *row = &rows[self->command->kind];

  if (!jr_role_may (self->context->actor->role, self->command->kind))
    return jr_deciding_refuse (self, JR_REFUSAL_NOT_ALLOWED, "This role may not do that");
  return check_existence (self, row) && (row->check == NULL || row->check (self)) &&
         check_phase (self, row) && row->decide (self);
}

GPtrArray *
jr_decider_decide (const JrCase           *current,
                   const JrCommand        *command,
                   const JrDeciderContext *context,
                   JrRefusal             **out_refusal)
{
  g_autoptr (GPtrArray) events = NULL;
  JrDeciding            deciding = { .command = command, .context = context };
  gboolean              is_accepted;

  g_return_val_if_fail (command != NULL && (guint) command->kind < JR_N_COMMAND_KINDS, NULL);
  g_return_val_if_fail (context != NULL && context->actor != NULL, NULL);
  g_return_val_if_fail (context->now > 0, NULL);
  g_return_val_if_fail (out_refusal != NULL, NULL);

  events = g_ptr_array_new_with_free_func ((GDestroyNotify) jr_event_unref);
  deciding.events = events;
  deciding.state = current != NULL ? jr_case_ref (current) : NULL;
  is_accepted = decide (&deciding);
  g_clear_pointer (&deciding.state, jr_case_unref);
  if (!is_accepted)
    {
      *out_refusal = deciding.refusal;
      return NULL;
    }
  return g_steal_pointer (&events);
}
