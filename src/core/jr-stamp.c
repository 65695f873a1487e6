/* jr-stamp.c: a review mark on a page, as data
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-stamp.h"

static void
copy (JrStamp *self)
{
  self->sha256 = g_strdup (self->sha256);
}

static void
clear (JrStamp *self)
{
  g_free (self->sha256);
}

JR_DEFINE_RECORD (JrStamp, jr_stamp, copy, clear)
