/* jr-trouble.c: the worker's errors, which are reasons
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-trouble.h"

G_DEFINE_QUARK (jr - trouble - quark, jr_trouble)

gboolean
jr_trouble_set (GError **error, JrRenderReason reason, const char *detail)
{
  g_set_error_literal (error, JR_TROUBLE, reason, detail == NULL ? "" : detail);
  return FALSE;
}

JrRenderReason
jr_trouble_get_reason (const GError *error)
{
  return error->domain == JR_TROUBLE ? (JrRenderReason) error->code : JR_RENDER_FAILED;
}
