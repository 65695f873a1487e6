/* jr-result.c: what the hub composed of a document when its case was concluded
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-result.h"

static void
copy (JrResultDocument *self)
{
  self->original = g_strdup (self->original);
  self->stamped = g_strdup (self->stamped);
  self->name = g_strdup (self->name);
  self->fault = g_strdup (self->fault);
}

static void
clear (JrResultDocument *self)
{
  g_free (self->original);
  g_free (self->stamped);
  g_free (self->name);
  g_free (self->fault);
}

JR_DEFINE_RECORD (JrResultDocument, jr_result_document, copy, clear)
