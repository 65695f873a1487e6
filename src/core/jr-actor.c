/* jr-actor.c: who did something
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-actor.h"

static void
copy (JrActor *self)
{
  self->user = g_strdup (self->user);
  self->name = g_strdup (self->name);
  self->department = g_strdup (self->department);
  self->window = g_strdup (self->window);
}

static void
clear (JrActor *self)
{
  g_free (self->user);
  g_free (self->name);
  g_free (self->department);
  g_free (self->window);
}

JR_DEFINE_RECORD (JrActor, jr_actor, copy, clear)
