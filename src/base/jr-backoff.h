/* jr-backoff.h: how long to wait before trying again
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** JrBackoff: exponential with full jitter; pure, the caller brings the random number. */
typedef struct
{
  guint base_ms;
  guint cap_ms;
  guint attempt;
} JrBackoff;

guint jr_backoff_next_ms (JrBackoff *self, guint32 random);
void  jr_backoff_reset (JrBackoff *self);

G_END_DECLS
