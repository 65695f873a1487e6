/* jr-backoff.c: how long to wait before trying again
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Full jitter: anything from 0 to a ceiling that doubles with each attempt. When a hub comes back, its desks then return
 * spread over the whole span, not in waves. */

#include "jr-backoff.h"

guint
jr_backoff_next_ms (JrBackoff *self, guint32 random)
{
  guint64 ceiling;

  g_return_val_if_fail (self != NULL, 0);

  /* 32 doublings of even 1 ms are beyond every cap. */
  ceiling = MIN ((guint64) self->base_ms << MIN (self->attempt, 31), self->cap_ms);
  if (self->attempt < G_MAXUINT)
    self->attempt++;
  return (guint) ((random * (ceiling + 1)) >> 32);
}

void
jr_backoff_reset (JrBackoff *self)
{
  g_return_if_fail (self != NULL);

  self->attempt = 0;
}
