/* jr-sample-actor.h: somebody of the sample room who speaks to the hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-hub-client.h"

G_BEGIN_DECLS

/** JrSampleActor: a reviewer with a session, or a window with its key. */
typedef struct
{
  char        *user;
  char        *department; /* NULL unless a reviewer */
  JrHubClient *client;
  char        *client_id; /* with @number: the ids of the commands */
  guint64      number;
} JrSampleActor;

JrSampleActor *jr_sample_actor_new_reviewer (const char *url,
                                             const char *user,
                                             const char *password,
                                             const char *department,
                                             GError    **error);
JrSampleActor *
jr_sample_actor_new_window (const char *url, const char *window, const char *key, GError **error);
void jr_sample_actor_free (JrSampleActor *self);

/* Fills in the id of @fields and sends it; a refusal is an error. */
JrAnswer *jr_sample_actor_send (JrSampleActor *self, const JrCommand *fields, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrSampleActor, jr_sample_actor_free)

G_END_DECLS
