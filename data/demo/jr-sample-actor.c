/* jr-sample-actor.c: somebody of the sample room who speaks to the hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-sample-actor.h"

#include "jr-error.h"
#include "jr-id.h"

/* Everything that happens in the sample room goes through the interface that desks and windows use; there is no way
 * round it, and so the sample room is a rehearsal of the real one. */

static JrSampleActor *
new_actor (const char *url, const char *user, GError **error)
{
  g_autoptr (JrSampleActor) self = g_new0 (JrSampleActor, 1);

  self->client = jr_hub_client_new (url, NULL, error);
  if (self->client == NULL)
    return NULL;
  self->user = g_strdup (user);
  self->client_id = jr_id_new ();
  return g_steal_pointer (&self);
}

JrSampleActor *
jr_sample_actor_new_reviewer (const char *url,
                              const char *user,
                              const char *password,
                              const char *department,
                              GError    **error)
{
  g_autoptr (JrSampleActor) self = new_actor (url, user, error);

  if (self == NULL || !jr_hub_client_log_in (self->client, user, password, NULL, NULL, error))
    return NULL;
  self->department = g_strdup (department);
  return g_steal_pointer (&self);
}

JrSampleActor *
jr_sample_actor_new_window (const char *url, const char *window, const char *key, GError **error)
{
  JrSampleActor *self = new_actor (url, window, error);

  if (self != NULL)
    jr_hub_client_set_secret (self->client, key);
  return self;
}

void
jr_sample_actor_free (JrSampleActor *self)
{
  g_clear_pointer (&self->client, jr_hub_client_free);
  g_free (self->user);
  g_free (self->department);
  g_free (self->client_id);
  g_free (self);
}

JrAnswer *
jr_sample_actor_send (JrSampleActor *self, const JrCommand *fields, GError **error)
{
  g_autoptr (GPtrArray) commands =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_command_unref);
  g_autoptr (GPtrArray) answers = NULL;
  JrCommand             command = *fields;
  JrAnswer             *answer;

  command.client = self->client_id;
  command.number = ++self->number;
  g_ptr_array_add (commands, jr_command_new (&command));
  answers = jr_hub_client_send (self->client, commands, NULL, error);
  if (answers == NULL)
    return NULL;
  answer = answers->pdata[0];
  if (answer->problem == NULL)
    return jr_answer_ref (answer);
  g_set_error (error, JR_SYNC_ERROR, JR_ERROR_REFUSED, "%s: %s was refused: %s (%s)", self->user,
               jr_command_kind_to_string (command.kind), answer->problem->title,
               answer->problem->detail != NULL ? answer->problem->detail : "no detail");
  return NULL;
}
