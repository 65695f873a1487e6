/* jr-refusal.c: why a command was not carried out
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-refusal.h"

static void
copy (JrRefusal *self)
{
  self->detail = g_strdup (self->detail);
  self->by = self->by != NULL ? jr_actor_ref (self->by) : NULL;
}

static void
clear (JrRefusal *self)
{
  g_free (self->detail);
  g_clear_pointer (&self->by, jr_actor_unref);
}

JR_DEFINE_RECORD (JrRefusal, jr_refusal, copy, clear)
