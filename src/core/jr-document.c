/* jr-document.c: a submitted scan
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-document.h"

static void
copy (JrDocument *self)
{
  self->sha256 = g_strdup (self->sha256);
  self->name = g_strdup (self->name);
  self->material = g_strdup (self->material);
}

static void
clear (JrDocument *self)
{
  g_free (self->sha256);
  g_free (self->name);
  g_free (self->material);
}

JR_DEFINE_RECORD (JrDocument, jr_document, copy, clear)
